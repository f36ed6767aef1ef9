package energy.corridor.sim.scenario;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The vehicle events of the file as visits. A visit ends with the vehicle's next event, whatever that is; events of one
 * vehicle are taken by time, and in the order of the file where times are equal.
 */
final class Itineraries {

    private final Map<String, List<Event>> events = new HashMap<>();
    private final Map<String, ChargingStation> stations;
    private final Instant start;

    /** @param update of an arrival; null on departure */
    private record Event(Instant at, @Nullable Field update) {}

    Itineraries(Field events, Map<String, ChargingStation> stations, Instant start) {
        this.stations = stations;
        this.start = start;
        for (Field event :
                events.optional("vehicle_events").map(Field::elements).orElse(List.of())) {
            Field type = event.required("event_type");
            boolean arrival = type.text().equals("arrival");
            if (!arrival && type.text().equals("schedule")) {
                continue; // addresses a strategy of SpiceEV
            }
            if (!arrival && !type.text().equals("departure")) {
                throw type.wrong("\"arrival\" or \"departure\"");
            }
            Instant at = event.required("start_time").instant();
            this.events
                    .computeIfAbsent(event.required("vehicle_id").text(), v -> new ArrayList<>())
                    .add(new Event(at, arrival ? event.required("update") : null));
        }
        this.events.values().forEach(list -> list.sort(Comparator.comparing(Event::at)));
    }

    List<Visit> of(String vehicle, Field initial) {
        List<Event> own = events.getOrDefault(vehicle, List.of());
        List<Visit> visits = new ArrayList<>();
        if (initial.optional("connected_charging_station").isPresent()) {
            visits.add(visit(initial, start, 0, own, 0));
        }
        for (int i = 0; i < own.size(); i++) {
            Field update = own.get(i).update();
            if (update != null) {
                double delta =
                        update.optional("soc_delta").map(f -> f.number(-100, 1)).orElse(0.0);
                visits.add(visit(update, own.get(i).at(), delta, own, i + 1));
            }
        }
        return visits;
    }

    private Visit visit(Field update, Instant arrival, double socDelta, List<Event> own, int next) {
        Optional<Field> station = update.optional("connected_charging_station");
        station.ifPresent(s -> {
            if (!stations.containsKey(s.text())) {
                throw s.wrong("one of the charging_stations");
            }
        });
        Instant departure = next < own.size()
                ? own.get(next).at()
                : update.optional("estimated_time_of_departure")
                        .map(Field::instant)
                        .filter(t -> t.isAfter(arrival))
                        .orElse(Visit.OPEN);
        double desired = update.optional("desired_soc").map(f -> f.number(0, 1)).orElse(0.0);
        return new Visit(
                arrival, departure, socDelta, desired, station.map(Field::text).orElse(null));
    }

    /** A station has one connector: two vehicles at one station at one time cannot be played. */
    void check(Map<String, Vehicle> vehicles) {
        events.keySet().stream()
                .filter(id -> !vehicles.containsKey(id))
                .sorted()
                .findFirst()
                .ifPresent(id -> {
                    throw new ScenarioException(
                            "events.vehicle_events names the vehicle \"%s\", which is not among the vehicles."
                                    .formatted(id));
                });
        record Use(String vehicle, Visit visit) {}
        Map<String, List<Use>> uses = new TreeMap<>();
        vehicles.values()
                .forEach(vehicle -> vehicle.visits().forEach(visit -> {
                    String station = visit.station();
                    if (station != null && visit.plugsIn()) {
                        uses.computeIfAbsent(station, s -> new ArrayList<>()).add(new Use(vehicle.id(), visit));
                    }
                }));
        uses.forEach((station, list) -> {
            list.sort(Comparator.comparing(use -> use.visit().arrival()));
            for (int i = 1; i < list.size(); i++) {
                Use before = list.get(i - 1);
                Use use = list.get(i);
                if (use.visit().arrival().isBefore(before.visit().departure())) {
                    throw new ScenarioException("%s arrives at charging station \"%s\" at %s, where %s stays until %s."
                            .formatted(
                                    use.vehicle(),
                                    station,
                                    use.visit().arrival(),
                                    before.vehicle(),
                                    before.visit().departure()));
                }
            }
        });
    }
}
