package energy.corridor.fleet;

import energy.corridor.duty.VehicleId;
import energy.corridor.fleet.StationEvent.StatusChanged;
import energy.corridor.fleet.StationEvent.TransactionEnded;
import energy.corridor.fleet.StationEvent.TransactionIdentified;
import energy.corridor.fleet.StationEvent.TransactionStarted;
import energy.corridor.quantity.Units;
import energy.corridor.telemetry.EvseId;
import energy.corridor.telemetry.MeterReading;
import java.time.Instant;
import java.util.Optional;
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

    EvseLedger(EvseId id) {
        this.id = id;
    }

    void status(StatusChanged change) {
        if (statusAt == null || !change.at().isBefore(statusAt)) {
            status = change.status();
            errorCode = change.errorCode();
            statusAt = change.at();
        }
    }

    /** @return whether this is news */
    boolean start(TransactionStarted start) {
        if ((open != null && open.transaction() >= start.transaction())
                || (last != null && last.transaction() >= start.transaction())) {
            return false;
        }
        open = start;
        last = start;
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
        if (open != null && open.transaction() == end.transaction()) {
            open = null;
            powerKw = 0.0;
            powerAt = end.at();
        }
    }

    /** The tag that started {@code transaction}, as far as this EVSE remembers. */
    @Nullable String idTag(long transaction) {
        return last != null && last.transaction() == transaction ? last.idTag() : null;
    }

    /** The sum of phases, where the meter gives it; import positive, export negative. */
    void metered(MeterReading reading) {
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
                    powerAt = reading.at();
                }
            }
            case POWER_ACTIVE_EXPORT -> {
                if (kw > 0) {
                    powerKw = -kw;
                    powerAt = reading.at();
                }
            }
            default -> {}
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
                Optional.ofNullable(powerAt));
    }

    @Override
    public String toString() {
        return id.toString();
    }
}
