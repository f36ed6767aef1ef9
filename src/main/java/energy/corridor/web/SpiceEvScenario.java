package energy.corridor.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import energy.corridor.duty.VehicleId;
import energy.corridor.fleet.ChargingCurve;
import energy.corridor.fleet.Depot;
import energy.corridor.fleet.Evse;
import energy.corridor.fleet.Vehicle;
import energy.corridor.quantity.Units;
import energy.corridor.telemetry.EvseId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A scenario in the JSON format of SpiceEV (Reiner Lemoine Institut, MIT). One of its grid connectors becomes a depot: powers
 * kW, energies kWh, states of charge as shares of the capacity, prices EUR/kWh.
 *
 * <p>Everything takes effect as in SpiceEV: at the first interval start at or after both {@code signal_time} and
 * {@code start_time}; what lies at or after the scenario's end is not played.
 */
public final class SpiceEvScenario {

    /** OCPP 1.6 idTag: at most 20 characters. */
    private static final int ID_TAG_LENGTH = 20;

    private final ScenarioNode root;
    private final Optional<Path> directory;

    private SpiceEvScenario(ScenarioNode root, Optional<Path> directory) {
        this.root = root;
        this.directory = directory;
    }

    /** Reads a file; series that it names are looked for beside it. */
    public static SpiceEvScenario read(Path file) {
        try {
            return new SpiceEvScenario(
                    parse(Files.readString(file)),
                    Optional.ofNullable(file.toAbsolutePath().getParent()));
        } catch (IOException e) {
            throw new UncheckedIOException("The scenario %s cannot be read.".formatted(file), e);
        }
    }

    /** Reads a document that came without the files beside it. */
    public static SpiceEvScenario of(String json) {
        return new SpiceEvScenario(parse(json), Optional.empty());
    }

    public List<String> gridConnectors() {
        return List.copyOf(components().entries("grid_connectors").keySet());
    }

    /**
     * The depot at one grid connector.
     *
     * @param failsafeKw what each station may draw without a setpoint; all of them together at most the connector's max_power
     * @throws IllegalArgumentException when the connector is unknown, or the file says something impossible
     */
    public SpiceEvDepot at(String gridConnector, double failsafeKw) {
        ScenarioNode components = components();
        ScenarioNode connector = components.entries("grid_connectors").get(gridConnector);
        if (connector == null) {
            throw new InvalidInput(
                    "The scenario has no grid connector \"%s\".".formatted(gridConnector),
                    "gridConnector",
                    String.join(", ", gridConnectors()));
        }
        Span span = span();
        List<String> warnings = new ArrayList<>();
        Map<String, ScenarioNode> stations = components.entries("charging_stations");
        List<Evse> evses = evses(stations, gridConnector, connector, failsafeKw);
        Map<String, ScenarioNode> types = components.entries("vehicle_types");
        Map<String, ScenarioNode> vehicles = components.entries("vehicles");
        SpiceEvStays stays = new SpiceEvStays(events(), span, stations, gridConnector, warnings);
        List<Vehicle> visitors = new ArrayList<>();
        for (Map.Entry<String, ScenarioNode> entry : vehicles.entrySet()) {
            Vehicle vehicle = vehicle(entry.getKey(), entry.getValue(), types);
            if (stays.of(vehicle, entry.getValue())) {
                visitors.add(vehicle);
            }
        }
        if (visitors.size() < vehicles.size()) {
            warnings.add("%d of %d vehicles never stand at %s and were left out."
                    .formatted(vehicles.size() - visitors.size(), vehicles.size(), gridConnector));
        }
        stays.report();
        components.entries("batteries").forEach((id, battery) -> {
            if (battery.field("parent").text().equals(gridConnector)) {
                warnings.add("The stationary battery %s at %s was not imported.".formatted(id, gridConnector));
            }
        });
        visitors.sort(Comparator.comparing(Vehicle::id));
        SpiceEvGrid grid = new SpiceEvGrid(events(), directory, span, gridConnector, connector, warnings);
        return new SpiceEvDepot(
                gridConnector,
                span.start(),
                span.end(),
                new Depot(evses, visitors),
                grid.site(),
                stays.duties(),
                grid.importLimits(),
                stays.socAtStart(),
                warnings);
    }

    private static List<Evse> evses(
            Map<String, ScenarioNode> stations, String gridConnector, ScenarioNode connector, double failsafeKw) {
        List<Evse> evses = new ArrayList<>();
        stations.forEach((id, station) -> {
            if (station.field("parent").text().equals(gridConnector)) {
                double maxKw = station.field("max_power").number();
                evses.add(new Evse(
                        EvseId.of(id, 1),
                        "", // directly on the site's connection
                        maxKw,
                        station.number("min_power", 0),
                        Math.min(failsafeKw, maxKw),
                        0));
            }
        });
        double limit = connector.field("max_power").number();
        double sum = evses.stream().mapToDouble(Evse::failsafeKw).sum();
        if (sum > limit) {
            throw new InvalidInput(
                    "%d stations with a failsafe of %s kW may draw %s kW together, more than the %s kW of %s."
                            .formatted(evses.size(), failsafeKw, sum, limit, gridConnector),
                    "failsafeKw",
                    "0..%s".formatted(limit / evses.size()));
        }
        return evses;
    }

    private static Vehicle vehicle(String id, ScenarioNode vehicle, Map<String, ScenarioNode> types) {
        ScenarioNode typeName = vehicle.field("vehicle_type");
        ScenarioNode type = types.get(typeName.text());
        if (type == null) {
            throw typeName.wrong("one of " + types.keySet());
        }
        double capacityKwh = type.field("capacity").number();
        double maxChargeKw = maxPower(type.field("charging_curve"));
        boolean gives = type.optional("v2g").map(v -> v.json().asBoolean()).orElse(false);
        double maxDischargeKw = type.optional("discharge_curve")
                .map(SpiceEvScenario::maxPower)
                .orElse(maxChargeKw * type.number("v2g_power_factor", 0.5));
        double efficiency = type.number("battery_efficiency", 0.95);
        return new Vehicle(
                new VehicleId(id),
                List.of(id.substring(0, Math.min(ID_TAG_LENGTH, id.length()))),
                capacityKwh,
                gives ? type.number("discharge_limit", 0.5) * capacityKwh : 0,
                maxChargeKw,
                type.number("min_charging_power", 0),
                gives ? maxDischargeKw : 0,
                efficiency,
                efficiency,
                0,
                curve(type.field("charging_curve")));
    }

    private static double maxPower(ScenarioNode curve) {
        return points(curve).stream()
                .mapToDouble(ChargingCurve.Point::maxKw)
                .max()
                .orElseThrow();
    }

    private static ChargingCurve curve(ScenarioNode curve) {
        List<ChargingCurve.Point> points = points(curve);
        boolean flat = points.stream()
                        .mapToDouble(ChargingCurve.Point::maxKw)
                        .distinct()
                        .count()
                == 1;
        return flat ? ChargingCurve.FLAT : new ChargingCurve(points);
    }

    private static List<ChargingCurve.Point> points(ScenarioNode curve) {
        List<ChargingCurve.Point> points = new ArrayList<>();
        for (ScenarioNode point : curve.elements()) {
            List<ScenarioNode> pair = point.elements();
            if (pair.size() != 2) {
                throw point.wrong("a pair of a state of charge in 0..1 and a power in kW");
            }
            // SpiceEV lets a curve end at 0 kW; nobody waits for a battery that is never full.
            points.add(new ChargingCurve.Point(
                    pair.get(0).number(), Math.max(0.1, pair.get(1).number())));
        }
        if (points.isEmpty()) {
            throw curve.wrong("a list of at least one point");
        }
        points.sort(Comparator.comparingDouble(ChargingCurve.Point::soc));
        return points;
    }

    private Span span() {
        ScenarioNode scenario = root.field("scenario");
        Instant start = scenario.field("start_time").instant();
        Duration interval = Units.minutes(scenario.field("interval").number());
        if (interval.isNegative() || interval.isZero()) {
            throw scenario.field("interval").wrong("a number of minutes above 0");
        }
        Instant end = scenario.optional("stop_time")
                .map(ScenarioNode::instant)
                .orElseGet(() -> start.plus(interval.multipliedBy(
                        (long) scenario.field("n_intervals").number())));
        return new Span(start, end, interval);
    }

    private ScenarioNode components() {
        return root.optional("components").orElseGet(() -> root.field("constants"));
    }

    private ScenarioNode events() {
        return root.field("events");
    }

    private static ScenarioNode parse(String json) {
        try {
            return new ScenarioNode("", new ObjectMapper().readTree(json));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "The scenario is not JSON: %s (line %d, column %d)."
                            .formatted(
                                    e.getOriginalMessage(),
                                    e.getLocation().getLineNr(),
                                    e.getLocation().getColumnNr()),
                    e);
        }
    }

    /** The time that the scenario covers, in intervals. */
    record Span(Instant start, Instant end, Duration interval) {

        /** When something signalled and valid from these times takes effect; empty when the scenario ends before. */
        Optional<Instant> effective(Instant signal, Instant from) {
            Instant latest = signal.isAfter(from) ? signal : from;
            long millis = Duration.between(start, latest).toMillis();
            long steps = Math.max(0, -Math.floorDiv(-millis, interval.toMillis()));
            Instant at = start.plus(interval.multipliedBy(steps));
            return at.isBefore(end) ? Optional.of(at) : Optional.empty();
        }
    }
}
