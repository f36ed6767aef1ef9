package energy.corridor.sim;

import energy.corridor.sim.physics.Battery;
import energy.corridor.sim.scenario.Vehicle;
import energy.corridor.sim.scenario.Visit;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A vehicle on its way through its visits. */
final class Bus {

    /**
     * @param visit the visit it is in, or the next
     * @param here whether it is in that visit
     * @param since when it was plugged in
     * @param depotKwh drawn at the depot so far, grid side
     * @param emptyKwh what trips took that was not there
     */
    record State(
            double soc,
            int visit,
            boolean here,
            @Nullable Instant since,
            double arrivalSoc,
            double depotKwh,
            double emptyKwh) {}

    final Vehicle vehicle;
    final Battery battery;
    private int visit;
    private boolean here;
    private @Nullable Instant since;
    private double arrivalSoc;
    double depotKwh;
    double emptyKwh;

    /** As the file describes it at {@code from}: trips before are not counted, a stay that lasts is one from the start. */
    Bus(Vehicle vehicle, Instant from) {
        this.vehicle = vehicle;
        this.battery = new Battery(vehicle.type(), vehicle.soc());
        while (visit < vehicle.visits().size()
                && !vehicle.visits().get(visit).departure().isAfter(from)
                && vehicle.visits().get(visit).arrival().isBefore(from)) {
            visit++;
        }
    }

    Bus(Vehicle vehicle, State state) {
        this.vehicle = vehicle;
        this.battery = new Battery(vehicle.type(), state.soc);
        this.visit = state.visit;
        this.here = state.here;
        this.since = state.since;
        this.arrivalSoc = state.arrivalSoc;
        this.depotKwh = state.depotKwh;
        this.emptyKwh = state.emptyKwh;
    }

    State state() {
        return new State(battery.soc(), visit, here, since, arrivalSoc, depotKwh, emptyKwh);
    }

    Optional<Visit> current() {
        return here ? Optional.of(vehicle.visits().get(visit)) : Optional.empty();
    }

    /** The visit it plugs in at, while it is there. */
    Optional<Visit> plugged() {
        return current().filter(Visit::plugsIn);
    }

    Optional<Instant> nextEvent() {
        if (visit >= vehicle.visits().size()) {
            return Optional.empty();
        }
        Visit next = vehicle.visits().get(visit);
        return Optional.of(here ? next.departure() : next.arrival());
    }

    boolean departsBy(Instant t) {
        return here && !vehicle.visits().get(visit).departure().isAfter(t);
    }

    boolean arrivesBy(Instant t) {
        return !here
                && visit < vehicle.visits().size()
                && !vehicle.visits().get(visit).arrival().isAfter(t);
    }

    /** @param now later than the visit's arrival only where the world began in the middle of it */
    Visit arrive(Instant now) {
        Visit next = vehicle.visits().get(visit);
        if (!next.arrival().isBefore(now)) {
            emptyKwh += battery.drive(next.socDelta());
        }
        here = true;
        since = now;
        arrivalSoc = battery.soc();
        return next;
    }

    Departure depart(double stationKw) {
        Visit leaving = vehicle.visits().get(visit);
        Instant plugged = since == null ? leaving.arrival() : since;
        here = false;
        since = null;
        visit++;
        double hours = Duration.between(plugged, leaving.departure()).toMillis() / 3.6e6;
        Battery best = new Battery(vehicle.type(), arrivalSoc);
        best.charge(stationKw, leaving.desiredSoc(), hours);
        return new Departure(
                vehicle.id(),
                leaving.station() == null ? "" : leaving.station(),
                plugged,
                leaving.departure(),
                arrivalSoc * vehicle.type().capacityKwh(),
                leaving.desiredSoc() * vehicle.type().capacityKwh(),
                best.energyKwh(),
                battery.energyKwh());
    }
}
