package energy.corridor.web;

import energy.corridor.duty.Duty;
import energy.corridor.duty.VehicleId;
import energy.corridor.fleet.Vehicle;
import energy.corridor.quantity.Units;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The vehicle events of a SpiceEV scenario as stays in one depot. Between stays a vehicle uses {@code soc_delta} and charges
 * elsewhere as SpiceEV's greedy strategy does: at once, at full power, until {@code desired_soc}.
 */
final class SpiceEvStays {

    private final SpiceEvScenario.Span span;
    private final Map<String, ScenarioNode> stations;
    private final String gridConnector;
    private final List<String> warnings;
    private final Map<String, List<Event>> events = new HashMap<>();
    private final List<Duty> duties = new ArrayList<>();
    private final Map<VehicleId, Double> socAtStart = new HashMap<>();
    private int late;
    private int empty;
    private int limited;

    /** @param update of an arrival; null on departure */
    private record Event(Instant at, @Nullable ScenarioNode update) {}

    SpiceEvStays(
            ScenarioNode events,
            SpiceEvScenario.Span span,
            Map<String, ScenarioNode> stations,
            String gridConnector,
            List<String> warnings) {
        this.span = span;
        this.stations = stations;
        this.gridConnector = gridConnector;
        this.warnings = warnings;
        List<ScenarioNode> vehicleEvents = events.elements("vehicle_events");
        for (ScenarioNode event : vehicleEvents) {
            Instant at = event.field("start_time").instant();
            if (span.effective(event.field("signal_time").instant(), at).isEmpty()) {
                late++;
            }
            String type = event.field("event_type").text();
            boolean arrival = type.equals("arrival");
            if (!arrival && !type.equals("departure")) {
                continue; // schedules address single vehicles of a strategy, not the depot
            }
            this.events
                    .computeIfAbsent(event.field("vehicle_id").text(), v -> new ArrayList<>())
                    .add(new Event(at, arrival ? event.field("update") : null));
        }
        // Stable: an arrival and a departure at the same instant keep the order of the file.
        this.events.values().forEach(list -> list.sort(Comparator.comparing(Event::at)));
        if (late > 0) {
            warnings.add("%d of %d vehicle events lie after the scenario's end (%s); no stay begins with them."
                    .formatted(late, vehicleEvents.size(), span.end()));
        }
    }

    /** @return whether the vehicle stands in the depot at all */
    boolean of(Vehicle vehicle, ScenarioNode initial) {
        List<Event> own = events.getOrDefault(vehicle.id().value(), List.of());
        Walk walk =
                new Walk(vehicle, initial.number("soc", 0) * vehicle.capacityKwh(), initial.number("desired_soc", 0));
        double atStartKwh = walk.energyKwh;
        if (initial.optional("connected_charging_station").isPresent()) {
            walk.stand(initial, span.start(), departureFrom(own, 0));
        }
        for (int i = 0; i < own.size(); i++) {
            Event event = own.get(i);
            if (event.update() != null && event.at().isBefore(span.end())) {
                walk.arrive(event.update());
                walk.stand(event.update(), event.at(), departureFrom(own, i + 1));
            }
        }
        if (walk.stays.isEmpty()) {
            return false;
        }
        duties.addAll(walk.stays);
        socAtStart.put(vehicle.id(), atStartKwh);
        return true;
    }

    void report() {
        if (empty > 0) {
            warnings.add("On %d arrivals the trip takes more energy than was left; the battery then counts as empty."
                    .formatted(empty));
        }
        if (limited > 0) {
            warnings.add("%d stays are too short for the desired SoC; they require what full power reaches."
                    .formatted(limited));
        }
    }

    List<Duty> duties() {
        return duties;
    }

    Map<VehicleId, Double> socAtStart() {
        return socAtStart;
    }

    /** The end of a stay that began just before event {@code next}, whatever ends it. */
    private Optional<Instant> departureFrom(List<Event> own, int next) {
        return next < own.size() ? Optional.of(own.get(next).at()) : Optional.empty();
    }

    private final class Walk {
        private final Vehicle vehicle;
        private final List<Duty> stays = new ArrayList<>();
        private double energyKwh;
        private double desiredSoc;
        private double tripKwh;

        Walk(Vehicle vehicle, double energyKwh, double desiredSoc) {
            this.vehicle = vehicle;
            this.energyKwh = energyKwh;
            this.desiredSoc = desiredSoc;
        }

        void arrive(ScenarioNode update) {
            desiredSoc = update.number("desired_soc", desiredSoc);
            double usedKwh = -update.number("soc_delta", 0) * vehicle.capacityKwh();
            tripKwh += usedKwh;
            energyKwh -= usedKwh;
            if (energyKwh < 0) {
                empty++;
                energyKwh = 0;
            }
        }

        void stand(ScenarioNode update, Instant from, Optional<Instant> actual) {
            Optional<ScenarioNode> named = update.optional("connected_charging_station");
            Instant to = departure(update, from, actual);
            if (named.isEmpty() || !to.isAfter(from)) {
                return;
            }
            ScenarioNode station = stations.get(named.get().text());
            if (station == null) {
                throw named.get().wrong("one of the scenario's charging_stations");
            }
            double desiredKwh = Math.min(1, desiredSoc) * vehicle.capacityKwh();
            double reachedKwh = charged(desiredKwh, station.field("max_power").number(), Duration.between(from, to));
            if (station.field("parent").text().equals(gridConnector)) {
                if (reachedKwh < desiredKwh - 1e-6) {
                    limited++;
                }
                double requiredKwh = Math.min(desiredKwh, reachedKwh);
                stays.add(new Duty(vehicle.id(), from, to, requiredKwh, Math.max(0, tripKwh)));
                tripKwh = 0;
            } else {
                tripKwh -= reachedKwh - energyKwh;
            }
            energyKwh = reachedKwh;
        }

        /** As announced, unless the vehicle really leaves sooner, or was announced to leave before it came. */
        private Instant departure(ScenarioNode update, Instant from, Optional<Instant> actual) {
            Optional<Instant> announced = update.optional("estimated_time_of_departure")
                    .map(ScenarioNode::instant)
                    .filter(d -> d.isAfter(from));
            Instant leaves = actual.orElse(announced.orElse(span.end()));
            return announced.filter(d -> d.isBefore(leaves)).orElse(leaves);
        }

        /** Energy after {@code time} at full power, minute by minute; at most {@code desiredKwh}, at least what is there. */
        private double charged(double desiredKwh, double stationKw, Duration time) {
            double kwh = energyKwh;
            Duration left = time;
            while (kwh < desiredKwh && !left.isZero()) {
                Duration slice = left.compareTo(Duration.ofMinutes(1)) < 0 ? left : Duration.ofMinutes(1);
                double kw = Math.min(
                        Math.min(stationKw, vehicle.maxChargeKw()),
                        vehicle.curve().maxKw(Math.min(1, kwh / vehicle.capacityKwh())));
                kwh = Math.min(desiredKwh, kwh + Units.energyKwh(kw, slice) * vehicle.chargeEfficiency());
                left = left.minus(slice);
            }
            return kwh;
        }
    }
}
