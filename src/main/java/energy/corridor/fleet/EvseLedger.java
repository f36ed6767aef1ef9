package energy.corridor.fleet;

import energy.corridor.duty.VehicleId;
import energy.corridor.fleet.StationEvent.StatusChanged;
import energy.corridor.fleet.StationEvent.TransactionEnded;
import energy.corridor.fleet.StationEvent.TransactionIdentified;
import energy.corridor.fleet.StationEvent.TransactionStarted;
import energy.corridor.quantity.Units;
import energy.corridor.telemetry.EvseId;
import energy.corridor.telemetry.Measurand;
import energy.corridor.telemetry.MeterReading;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What was heard of one EVSE, newest values only; guarded by its {@link FleetBook}. */
final class EvseLedger {

    private final EvseId id;
    private ConnectorStatus status = ConnectorStatus.UNKNOWN;
    private String errorCode = "NoError";
    private @Nullable Instant statusAt;
    private @Nullable TransactionStarted open;
    private @Nullable TransactionStarted last;
    private @Nullable Double powerKw;
    private @Nullable Instant powerAt;
    private @Nullable Instant measuredAt;
    private @Nullable MeterReading registered;
    private @Nullable RegisterWatch register;
    private @Nullable Instant statusReceivedAt;
    private final Map<Long, Superseded> superseded = new TreeMap<>();
    private double registerWh;
    private @Nullable Instant registerAt;

    /** @param since when another transaction began */
    private record Superseded(Zombie zombie, Instant since) {}

    EvseLedger(EvseId id) {
        this.id = id;
    }

    /** @return whether this is news to a plan: that the EVSE pauses or charges as it was told is not, what the vehicle does is */
    boolean status(StatusChanged change) {
        if (statusAt != null && change.at().isBefore(statusAt)) {
            return false;
        }
        boolean news = status != change.status() && !(isAsTold(status) && isAsTold(change.status()));
        if (status != change.status()) {
            statusReceivedAt = change.receivedAt(); // saying it again does not begin it anew
        }
        status = change.status();
        errorCode = change.errorCode();
        statusAt = change.at();
        return news;
    }

    private static boolean isAsTold(ConnectorStatus status) {
        return status == ConnectorStatus.CHARGING || status == ConnectorStatus.SUSPENDED_EVSE;
    }

    /** @return whether this is news */
    boolean start(TransactionStarted start) {
        if ((open != null && open.transaction() >= start.transaction())
                || (last != null && last.transaction() >= start.transaction())) {
            return false;
        }
        if (open != null) {
            long before = open.transaction();
            superseded.put(
                    before,
                    new Superseded(
                            zombie(open, "A newer transaction, %d, began at its EVSE.".formatted(start.transaction())),
                            start.receivedAt()));
        }
        open = start;
        last = start;
        register = null;
        registered = null;
        registerAt = null;
        if (measuredAt != null && measuredAt.isBefore(start.receivedAt())) {
            measuredAt = start.receivedAt(); // nothing flowed before; its silence counts from here
        }
        return true;
    }

    /** @return the running transaction with its tag, null when this is no news of it */
    @Nullable TransactionStarted identify(TransactionIdentified known) {
        TransactionStarted now = open;
        if (now == null
                || now.transaction() != known.transaction()
                || !now.idTag().isEmpty()) {
            return null;
        }
        open = new TransactionStarted(
                now.evse(),
                now.transaction(),
                known.idTag(),
                now.at(),
                now.receivedAt(),
                now.meterStartWh(),
                now.name());
        last = open;
        return open;
    }

    /** The running one, 0 for none. */
    long transaction() {
        return open == null ? 0 : open.transaction();
    }

    String nameOf(long transaction) {
        return last != null && last.transaction() == transaction ? last.name() : "";
    }

    void end(TransactionEnded end) {
        superseded.remove(end.transaction());
        if (open != null && open.transaction() == end.transaction()) {
            open = null;
            powerKw = 0.0;
            powerAt = end.at();
            register = null;
            registered = null;
        }
    }

    /**
     * Transactions whose stop does not come any more: their EVSE has another one, or has been free for so long.
     *
     * @param patience how long a stop may wait in the queue of a station that is connected
     */
    List<Zombie> zombies(Instant now, Duration patience, FleetBook.Link link) {
        List<Zombie> zombies = new ArrayList<>();
        for (Superseded lost : superseded.values()) {
            if (now.isAfter(lost.since.plus(patience))) {
                zombies.add(lost.zombie);
            }
        }
        TransactionStarted running = open;
        Instant free = statusReceivedAt;
        if (running != null
                && free != null
                && link.connected
                && status == ConnectorStatus.AVAILABLE
                && free.isAfter(running.receivedAt())
                && now.isAfter(free.plus(patience))) {
            zombies.add(zombie(running, "Its EVSE has been Available since %s.".formatted(free)));
        }
        return zombies;
    }

    private Zombie zombie(TransactionStarted start, String reason) {
        Instant heard = registerAt;
        return heard == null
                ? new Zombie(id, start.transaction(), start.at(), start.meterStartWh(), reason)
                : new Zombie(
                        id, start.transaction(), heard, Math.max(start.meterStartWh(), Math.round(registerWh)), reason);
    }

    /** The tag that started {@code transaction}, as far as this EVSE remembers. */
    @Nullable String idTag(long transaction) {
        return last != null && last.transaction() == transaction ? last.idTag() : null;
    }

    /** The sum of phases, where the meter gives it; import positive, export negative. */
    void metered(MeterReading reading, StationClock clock) {
        if (open != null
                && reading.transaction() == open.transaction()
                && reading.phase().isEmpty()
                && reading.measurand() == Measurand.ENERGY_ACTIVE_IMPORT_REGISTER) {
            registered = reading;
            registerWh = Math.max(
                    registerAt == null ? 0 : registerWh, reading.value().doubleValue());
            registerAt = reading.at();
        }
        boolean newer = powerAt == null || !reading.at().isBefore(powerAt);
        if (!newer || !reading.phase().isEmpty()) {
            return;
        }
        double kw = Units.wattsToKw(reading.value().doubleValue());
        switch (reading.measurand()) {
            case POWER_ACTIVE_IMPORT -> {
                // A meter with two channels reports 0 import while it exports: the export of the same instant stands.
                boolean exporting =
                        powerKw != null && powerKw < 0 && reading.at().equals(powerAt);
                if (!(exporting && kw == 0)) {
                    powerKw = kw;
                    measured(reading, clock);
                    watch(reading.at(), kw);
                }
            }
            case POWER_ACTIVE_EXPORT -> {
                if (kw > 0) {
                    powerKw = -kw;
                    measured(reading, clock);
                }
            }
            default -> {}
        }
    }

    private void measured(MeterReading reading, StationClock clock) {
        powerAt = reading.at();
        Instant ours = clock.ours(reading.at());
        measuredAt = ours.isBefore(reading.receivedAt()) ? ours : reading.receivedAt();
    }

    /** Register and power of one instant; stations write the register first. */
    private void watch(Instant at, double kw) {
        MeterReading energy = registered;
        if (energy != null && energy.at().equals(at)) {
            register = RegisterWatch.next(register, energy.value().doubleValue(), at, kw);
        }
    }

    EvseState state(Evse evse, FleetBook.Link link, Function<@Nullable String, Optional<VehicleId>> vehicleOf) {
        TransactionStarted now = open;
        return new EvseState(
                evse,
                link.connected,
                Optional.ofNullable(link.lastSeen),
                status,
                errorCode,
                now == null ? 0 : now.transaction(),
                now == null ? Optional.empty() : vehicleOf.apply(now.idTag()),
                Optional.ofNullable(powerKw),
                Optional.ofNullable(powerAt),
                new Metering(
                        Optional.ofNullable(measuredAt),
                        Optional.ofNullable(register)
                                .flatMap(RegisterWatch::standsSince)
                                .map(link.clock::ours),
                        link.clock.ahead()));
    }

    @Override
    public String toString() {
        return id.toString();
    }
}
