package energy.corridor.dispatch;

import energy.corridor.dispatch.CommandOutcome.Accepted;
import energy.corridor.dispatch.CommandOutcome.Refused;
import energy.corridor.dispatch.CommandOutcome.Unreachable;
import energy.corridor.duty.Duty;
import energy.corridor.duty.VehicleId;
import energy.corridor.fleet.ChargingCurve;
import energy.corridor.fleet.ConnectorStatus;
import energy.corridor.fleet.Evse;
import energy.corridor.fleet.EvseState;
import energy.corridor.fleet.FleetState;
import energy.corridor.fleet.Metering;
import energy.corridor.fleet.PlugIn;
import energy.corridor.fleet.SocEstimate;
import energy.corridor.fleet.SocSource;
import energy.corridor.fleet.Vehicle;
import energy.corridor.fleet.VehicleState;
import energy.corridor.telemetry.EvseId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Stations on paper: each keeps the profile it took and may draw up to it, its failsafe after it lapsed. The test decides what
 * becomes of every command.
 */
final class PaperDepot implements StationCommands {

    static final Dispatcher.Settings SETTINGS = new Dispatcher.Settings(
            Duration.ofMinutes(15),
            Duration.ofSeconds(30),
            Duration.ofMinutes(10),
            Duration.ofSeconds(30),
            Duration.ofSeconds(60),
            Duration.ofMinutes(5),
            0.5);

    /** What becomes of a command. */
    enum Fate {
        TAKEN,
        REFUSED,
        TAKEN_BUT_ANSWER_LOST,
        LOST,
        /** Taken and answered when {@link #answerLate()} is called. */
        TAKEN_LATE
    }

    /** Decides the fate of a command. */
    interface Fates {
        Fate of(Setpoint setpoint);
    }

    static final class Station {
        final Evse evse;
        final Vehicle vehicle;
        Optional<Setpoint> profile = Optional.empty();
        long transaction;
        boolean connected = true;
        double socKwh = 50;
        double requiredKwh = 200;
        Instant departure = Instant.MAX;
        Optional<Double> meteredKw = Optional.empty();
        Instant meteredAt = Instant.MIN;
        Optional<Instant> standsSince = Optional.empty();
        /** Says Accepted, and goes on as it did. */
        boolean disobeys;

        Station(Evse evse, Vehicle vehicle) {
            this.evse = evse;
            this.vehicle = vehicle;
        }

        double mayDrawKw(Instant now) {
            if (transaction == 0) {
                return 0;
            }
            return profile.filter(p -> p.transaction() == transaction && now.isBefore(p.validUntil()))
                    .map(p -> Math.max(0, p.powerKw()))
                    .orElse(evse.failsafeKw());
        }
    }

    final Map<EvseId, Station> stations = new TreeMap<>();
    final List<Setpoint> received = new ArrayList<>();
    final List<EvseId> asked = new ArrayList<>();

    private record Late(Station station, Setpoint setpoint, CompletableFuture<CommandOutcome> answer) {
        void take() {
            if (station.transaction == setpoint.transaction()) {
                station.profile = Optional.of(setpoint);
            }
        }
    }

    private final List<Late> late = new ArrayList<>();
    Fates fates = setpoint -> Fate.TAKEN;
    private long transactions;

    Station add(String name, String limit, double maxKw, double leastKw, double failsafeKw) {
        return add(name, limit, maxKw, leastKw, failsafeKw, 0);
    }

    Station add(String name, String limit, double maxKw, double leastKw, double failsafeKw, int phases) {
        Evse evse = new Evse(EvseId.of(name, 1), limit, maxKw, leastKw, failsafeKw, phases);
        Vehicle vehicle = new Vehicle(
                new VehicleId("bus-" + name), List.of("tag-" + name), 300, 0, maxKw, 0, 0, 1, 1, 0, ChargingCurve.FLAT);
        Station station = new Station(evse, vehicle);
        stations.put(evse.id(), station);
        return station;
    }

    void plugIn(Station station, Instant departure) {
        station.transaction = ++transactions;
        station.departure = departure;
        station.profile = Optional.empty();
    }

    void unplug(Station station) {
        station.transaction = 0;
        station.profile = Optional.empty();
    }

    double mayDrawKw(Instant now) {
        return stations.values().stream().mapToDouble(s -> s.mayDrawKw(now)).sum();
    }

    double mayDrawKw(Instant now, String limit) {
        return stations.values().stream()
                .filter(s -> s.evse.limit().equals(limit))
                .mapToDouble(s -> s.mayDrawKw(now))
                .sum();
    }

    FleetState state(Instant now) {
        List<EvseState> evses = new ArrayList<>();
        List<VehicleState> vehicles = new ArrayList<>();
        for (Station s : stations.values()) {
            boolean plugged = s.transaction != 0;
            evses.add(new EvseState(
                    s.evse,
                    s.connected,
                    Optional.of(now),
                    plugged ? ConnectorStatus.CHARGING : ConnectorStatus.AVAILABLE,
                    "NoError",
                    s.transaction,
                    plugged ? Optional.of(s.vehicle.id()) : Optional.empty(),
                    s.meteredKw,
                    s.meteredKw.map(kw -> s.meteredAt),
                    new Metering(s.meteredKw.map(kw -> s.meteredAt), s.standsSince, Optional.empty())));
            vehicles.add(new VehicleState(
                    s.vehicle,
                    plugged ? Optional.of(new PlugIn(s.evse.id(), s.transaction, now, s.socKwh, 0)) : Optional.empty(),
                    new SocEstimate(s.socKwh, s.socKwh, s.socKwh, SocSource.CHARGER, now),
                    plugged && s.departure.isBefore(Instant.MAX)
                            ? List.of(new Duty(
                                    s.vehicle.id(), now.minus(Duration.ofHours(1)), s.departure, s.requiredKwh, 0))
                            : List.of()));
        }
        return new FleetState(now, evses, vehicles);
    }

    void answerLate() {
        List<Late> due = List.copyOf(late);
        late.clear();
        due.forEach(l -> {
            l.take();
            l.answer.complete(new Accepted());
        });
    }

    /** The service is killed: what is under way arrives or not, and nobody hears the answer. */
    void serviceKilled(Random random) {
        late.stream().filter(l -> random.nextBoolean()).forEach(Late::take);
        late.clear();
    }

    @Override
    public CompletionStage<CommandOutcome> apply(Setpoint setpoint) {
        received.add(setpoint);
        Station station = Objects.requireNonNull(stations.get(setpoint.evse()));
        CompletableFuture<CommandOutcome> answer = new CompletableFuture<>();
        Fate fate = station.connected ? fates.of(setpoint) : Fate.LOST;
        switch (fate) {
            case TAKEN -> {
                if (!station.disobeys) {
                    station.profile = Optional.of(setpoint);
                }
                answer.complete(new Accepted());
            }
            case REFUSED -> answer.complete(new Refused("the station said Rejected"));
            case TAKEN_BUT_ANSWER_LOST -> {
                station.profile = Optional.of(setpoint);
                answer.complete(new Unreachable("no answer within 30 s"));
            }
            case LOST -> answer.complete(new Unreachable("not connected"));
            case TAKEN_LATE -> late.add(new Late(station, setpoint, answer));
        }
        return answer;
    }

    @Override
    public CompletionStage<Void> measure(EvseId evse) {
        asked.add(evse);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<CommandOutcome> installFailsafe(EvseId evse, double failsafeKw) {
        return CompletableFuture.completedFuture(new Accepted());
    }
}
