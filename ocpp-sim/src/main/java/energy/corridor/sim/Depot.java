package energy.corridor.sim;

import energy.corridor.sim.physics.Outlet;
import energy.corridor.sim.physics.SiteMeter;
import energy.corridor.sim.scenario.ChargingStation;
import energy.corridor.sim.scenario.GridConnector;
import energy.corridor.sim.scenario.Scenario;
import energy.corridor.sim.scenario.Visit;
import energy.corridor.sim.station.NextAfter;
import energy.corridor.sim.station.Station;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The physical side of a scenario: who is plugged in where, and what flows. Only the stations of one grid connector are
 * metered; at all others a vehicle charges at full power to its desired SoC.
 */
final class Depot {

    /** Longest step: a violation of the limit is seen within it even when nothing else happens. */
    private static final long STEP_MILLIS = 15_000;

    /** @param station null where nobody controls the outlet */
    private record Bay(Outlet outlet, @Nullable Station station) {}

    private final GridConnector connector;
    private final Map<String, Bay> bays = new LinkedHashMap<>();
    private final List<Bus> buses = new ArrayList<>();
    private final SiteMeter meter;
    private final List<Departure> departures = new ArrayList<>();
    private double elsewhereKwh;

    /** @param firmware the station that controls an outlet of the depot, if one does */
    Depot(
            Scenario scenario,
            GridConnector connector,
            Instant from,
            Optional<WorldState> saved,
            Function<Outlet, Optional<Station>> firmware) {
        this.connector = connector;
        for (ChargingStation station : scenario.stations().values()) {
            Outlet outlet = new Outlet(station);
            boolean inDepot = station.gridConnector().equals(connector.id());
            bays.put(
                    station.id(),
                    new Bay(outlet, inDepot ? firmware.apply(outlet).orElse(null) : null));
        }
        scenario.vehicles()
                .values()
                .forEach(vehicle ->
                        buses.add(saved.map(state -> state.vehicles().get(vehicle.id()))
                                .map(state -> new Bus(vehicle, state))
                                .orElseGet(() -> new Bus(vehicle, from))));
        meter = new SiteMeter(saved.map(WorldState::meter).orElse(SiteMeter.Reading.ZERO));
        saved.ifPresent(state -> {
            departures.addAll(state.departures());
            elsewhereKwh = state.elsewhereKwh();
            buses.forEach(bus -> bus.plugged().ifPresent(visit -> connect(bus, visit)));
            bays.forEach((id, bay) ->
                    Optional.ofNullable(state.registersWh().get(id)).ifPresent(bay.outlet::registerWh));
        });
    }

    /** Lets vehicles leave and come that do so by {@code now}; returns whether one came to a station with a firmware. */
    boolean fire(Instant now) {
        boolean came = false;
        boolean again = true;
        while (again) { // several stops may lie at one instant
            again = false;
            for (Bus bus : buses) {
                if (bus.departsBy(now)) {
                    depart(bus);
                    again = true;
                }
            }
            for (Bus bus : buses) {
                if (bus.arrivesBy(now)) {
                    Visit visit = bus.arrive(now);
                    again = true;
                    if (visit.plugsIn()) {
                        Bay bay = connect(bus, visit);
                        if (bay.station != null) {
                            bay.station.plugIn();
                            came = true;
                        }
                    }
                }
            }
        }
        return came;
    }

    private Bay connect(Bus bus, Visit visit) {
        Bay bay = bay(visit);
        bay.outlet.plugIn(bus.vehicle, bus.battery);
        if (bay.station == null) {
            bay.outlet.ceiling(visit.desiredSoc());
            bay.outlet.close();
        }
        return bay;
    }

    private void depart(Bus bus) {
        Optional<Bay> plugged = bus.plugged().map(this::bay);
        Departure departure =
                bus.depart(plugged.map(bay -> bay.outlet.station().maxKw()).orElse(0.0));
        plugged.ifPresent(bay -> {
            if (bay.station != null) {
                bay.station.unplug();
            }
            bay.outlet.unplug();
            if (isMetered(bay)) {
                departures.add(departure);
            }
        });
    }

    private Bay bay(Visit visit) {
        Bay bay = visit.station() == null ? null : bays.get(visit.station());
        if (bay == null) {
            throw new IllegalStateException("No charging station for " + visit);
        }
        return bay;
    }

    private boolean isMetered(Bay bay) {
        return bay.outlet.station().gridConnector().equals(connector.id());
    }

    /** The next instant after {@code now} at which something other than a station changes, at most one step away. */
    Instant nextEvent(Instant now) {
        NextAfter next = new NextAfter(now);
        next.offer(Instant.ofEpochMilli((Math.floorDiv(now.toEpochMilli(), STEP_MILLIS) + 1) * STEP_MILLIS));
        buses.forEach(bus -> bus.nextEvent().ifPresent(next::offer));
        connector.limitKw().nextAfter(now).ifPresent(next::offer);
        connector.priceEurPerKwh().nextAfter(now).ifPresent(next::offer);
        connector.loadKw().nextAfter(now).ifPresent(next::offer);
        return next.found().orElseThrow();
    }

    /** Lets energy flow; between the two instants nothing changes but the batteries. */
    void flow(Instant from, Instant to) {
        double hours = Duration.between(from, to).toNanos() / 3.6e12;
        double kw = chargingKw();
        double kwh = 0;
        for (Bus bus : buses) {
            Optional<Bay> plugged = bus.plugged().map(this::bay);
            if (plugged.isPresent()) {
                double drawn = plugged.get().outlet.run(hours);
                if (isMetered(plugged.get())) {
                    kwh += drawn;
                    bus.depotKwh += drawn;
                } else {
                    elsewhereKwh += drawn;
                }
            }
        }
        meter.step(
                from,
                to,
                kw,
                kwh,
                connector.loadKw().at(from),
                connector.limitKw().at(from),
                connector.priceEurPerKwh().at(from));
    }

    double chargingKw() {
        double kw = 0;
        for (Bay bay : bays.values()) {
            if (isMetered(bay)) {
                kw += bay.outlet.powerKw();
            }
        }
        return kw;
    }

    /** Outlets of the depot with a vehicle. */
    List<Outlet> occupied() {
        return bays.values().stream()
                .filter(bay -> isMetered(bay) && bay.outlet.vehicle() != null)
                .map(Bay::outlet)
                .toList();
    }

    List<Bus> buses() {
        return buses;
    }

    List<Departure> departures() {
        return List.copyOf(departures);
    }

    SiteMeter.Reading meter() {
        return meter.read();
    }

    double elsewhereKwh() {
        return elsewhereKwh;
    }

    Map<String, Double> registersWh() {
        Map<String, Double> registers = new LinkedHashMap<>();
        bays.forEach((id, bay) -> registers.put(id, bay.outlet.registerWh()));
        return registers;
    }
}
