package energy.corridor.sim.scenario;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a SpiceEV scenario (https://spice-ev.readthedocs.io). */
final class ScenarioReader {

    private static final double DEFAULT_EFFICIENCY = 0.95; // as in SpiceEV

    private final Field root;
    private final Path directory;
    private final List<String> warnings = new ArrayList<>();

    private ScenarioReader(Field root, Path directory) {
        this.root = root;
        this.directory = directory;
    }

    static Scenario read(Path file) {
        String name = String.valueOf(file.getFileName());
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (IOException e) {
            throw new ScenarioException("The scenario %s cannot be read (%s).".formatted(file, e), e);
        }
        JsonNode json;
        try {
            json = new ObjectMapper().readTree(bytes);
        } catch (JsonProcessingException e) {
            throw new ScenarioException(
                    "%s, line %d, column %d is not JSON: %s."
                            .formatted(
                                    name,
                                    e.getLocation().getLineNr(),
                                    e.getLocation().getColumnNr(),
                                    e.getOriginalMessage()),
                    e);
        } catch (IOException e) {
            throw new ScenarioException("The scenario %s cannot be read (%s).".formatted(file, e), e);
        }
        Path parent = file.toAbsolutePath().getParent();
        return new ScenarioReader(new Field(name, "", json), parent == null ? Path.of(".") : parent)
                .read(name, fingerprint(bytes));
    }

    private Scenario read(String name, String fingerprint) {
        Field head = root.required("scenario");
        Instant start = head.required("start_time").instant();
        double minutes = head.required("interval").number(1e-3, 1e6);
        long intervals = (long) head.required("n_intervals").number(1, 1e7);
        Instant end = start.plus(Duration.ofMillis(Math.round(minutes * 60_000)).multipliedBy(intervals));

        Field components = root.required("components");
        Map<String, VehicleType> types = types(components);
        Map<String, ChargingStation> stations = stations(components);
        Map<String, GridConnector> connectors = new LinkedHashMap<>();
        Events events = new Events(root.required("events"), directory, warnings);
        components
                .required("grid_connectors")
                .entries()
                .forEach((id, field) -> connectors.put(id, events.gridConnector(id, field, start)));
        stations.forEach((id, station) -> {
            if (!connectors.containsKey(station.gridConnector())) {
                throw new ScenarioException(
                        "%s: charging station \"%s\" names the grid connector \"%s\", which is not there."
                                .formatted(name, id, station.gridConnector()));
            }
        });
        Itineraries itineraries = new Itineraries(root.required("events"), stations, start);
        Map<String, Vehicle> vehicles = new LinkedHashMap<>();
        components.required("vehicles").entries().forEach((id, field) -> {
            Field type = field.required("vehicle_type");
            VehicleType known = types.get(type.text());
            if (known == null) {
                throw type.wrong("one of the vehicle_types " + types.keySet());
            }
            double soc = field.optional("soc").map(f -> f.number(0, 1)).orElse(0.0);
            vehicles.put(id, new Vehicle(id, known, soc, itineraries.of(id, field)));
        });
        itineraries.check(vehicles);
        if (components.optional("batteries").filter(b -> !b.json().isEmpty()).isPresent()) {
            warnings.add("The stationary batteries of the scenario stand idle: they are not simulated.");
        }
        return new Scenario(
                name,
                fingerprint,
                start,
                end,
                Collections.unmodifiableMap(connectors),
                Collections.unmodifiableMap(stations),
                Collections.unmodifiableMap(vehicles),
                List.copyOf(warnings));
    }

    private static Map<String, VehicleType> types(Field components) {
        Map<String, VehicleType> types = new LinkedHashMap<>();
        components.required("vehicle_types").entries().forEach((id, type) -> {
            List<ChargingCurve.Point> points = new ArrayList<>();
            for (Field point : type.required("charging_curve").elements()) {
                List<Field> pair = point.elements();
                if (pair.size() != 2) {
                    throw point.wrong("a pair [soc, kW]");
                }
                points.add(new ChargingCurve.Point(
                        pair.get(0).number(0, 1), pair.get(1).number(0, 1e5)));
            }
            double minKw = type.optional("min_charging_power")
                    .map(f -> f.number(0, 1e5))
                    .orElse(0.0);
            double efficiency =
                    type.optional("battery_efficiency").map(f -> f.number(0, 1)).orElse(DEFAULT_EFFICIENCY);
            double capacity = type.required("capacity").number(0, 1e5);
            types.put(id, new VehicleType(id, capacity, new ChargingCurve(points), minKw, efficiency));
        });
        return types;
    }

    private static Map<String, ChargingStation> stations(Field components) {
        Map<String, ChargingStation> stations = new LinkedHashMap<>();
        components.required("charging_stations").entries().forEach((id, station) -> {
            double max = station.required("max_power").number(0, 1e5);
            double min =
                    station.optional("min_power").map(f -> f.number(0, max)).orElse(0.0);
            OcppVersion ocpp = station.optional("ocpp")
                    .map(f -> OcppVersion.of(f.text()).orElseThrow(() -> f.wrong(OcppVersion.numbers())))
                    .orElse(OcppVersion.V16);
            stations.put(id, new ChargingStation(id, station.required("parent").text(), max, min, ocpp));
        });
        return stations;
    }

    private static String fingerprint(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }
}
