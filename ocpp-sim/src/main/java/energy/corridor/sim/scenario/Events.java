package energy.corridor.sim.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the file says of prices, limits and loads at a grid connector. */
final class Events {

    private final Field events;
    private final Path directory;
    private final List<String> warnings;

    Events(Field events, Path directory, List<String> warnings) {
        this.events = events;
        this.directory = directory;
        this.warnings = warnings;
    }

    GridConnector gridConnector(String id, Field field, Instant start) {
        double maxKw = field.required("max_power").number(0, 1e7);
        TreeMap<Instant, Double> limits = new TreeMap<>();
        TreeMap<Instant, Double> prices = new TreeMap<>();
        field.optional("cost").ifPresent(cost -> prices.put(start, eurPerKwh(cost)));
        for (Field signal : at(id, "grid_operator_signals")) {
            Instant from = signal.required("start_time").instant();
            signal.optional("max_power").ifPresent(kw -> limits.put(from, Math.min(maxKw, kw.number(0, 1e7))));
            signal.optional("cost").ifPresent(cost -> prices.put(from, eurPerKwh(cost)));
        }
        events.optional("energy_price_from_csv")
                .filter(csv -> isAt(csv, id))
                .ifPresent(csv -> prices.putAll(series(csv, "the energy price")));
        if (prices.isEmpty()) {
            warnings.add("Grid connector \"%s\" has no price; its energy costs 0 EUR/kWh.".formatted(id));
        }
        StepFunction load =
                sum(id, "fixed_load", "external_load").plus(sum(id, "local_generation", "energy_feed_in"), -1);
        return new GridConnector(id, new StepFunction(maxKw, limits), new StepFunction(0, prices), load);
    }

    private static double eurPerKwh(Field cost) {
        Field type = cost.required("type");
        if (!type.text().equals("fixed")) {
            throw type.wrong("\"fixed\" (a price that does not depend on power)");
        }
        return cost.required("value").number(-1e3, 1e3);
    }

    private StepFunction sum(String connector, String name, String oldName) {
        StepFunction sum = StepFunction.constant(0);
        Map<String, Field> all = events.optional(name)
                .or(() -> events.optional(oldName))
                .map(Field::entries)
                .orElse(Map.of());
        for (Map.Entry<String, Field> entry : all.entrySet()) {
            if (isAt(entry.getValue(), connector)) {
                Map<Instant, Double> values = series(entry.getValue(), "\"%s\" of %s".formatted(entry.getKey(), name));
                sum = sum.plus(new StepFunction(0, values), 1);
            }
        }
        return sum;
    }

    /** One value per step from {@code start_time}; 0 before the first and after the last. */
    private TreeMap<Instant, Double> series(Field field, String what) {
        Instant start = field.required("start_time").instant();
        long stepMillis = Math.round(field.required("step_duration_s").number(1e-3, 1e8) * 1000);
        double factor = field.optional("factor").map(f -> f.number(-1e9, 1e9)).orElse(1.0);
        Optional<Field> inline = field.optional("values");
        List<Double> values = new ArrayList<>();
        if (inline.isPresent()) {
            inline.get().elements().forEach(v -> values.add(v.number(-1e9, 1e9)));
        } else {
            values.addAll(csv(field, what));
        }
        TreeMap<Instant, Double> steps = new TreeMap<>();
        for (int i = 0; i < values.size(); i++) {
            steps.put(start.plus(Duration.ofMillis(stepMillis * i)), values.get(i) * factor);
        }
        if (!steps.isEmpty()) {
            steps.put(start.plus(Duration.ofMillis(stepMillis * values.size())), 0.0);
        }
        return steps;
    }

    private List<Double> csv(Field field, String what) {
        String name = field.required("csv_file").text();
        String column = field.required("column").text();
        Path file = directory.resolve(name);
        if (!Files.isRegularFile(file)) {
            warnings.add("The file %s with %s is not there; it counts as 0.".formatted(name, what));
            return List.of();
        }
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (IOException e) {
            throw new ScenarioException("The file %s with %s cannot be read (%s).".formatted(name, what, e), e);
        }
        List<String> header = lines.isEmpty() ? List.of() : cells(lines.get(0));
        int at = header.indexOf(column);
        if (at < 0) {
            throw new ScenarioException("%s, line 1 has no column \"%s\"; it has %s.".formatted(name, column, header));
        }
        List<Double> values = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            if (lines.get(i).isBlank()) {
                continue;
            }
            List<String> cells = cells(lines.get(i));
            String cell = at < cells.size() ? cells.get(at) : "";
            try {
                values.add(Double.valueOf(cell));
            } catch (NumberFormatException e) {
                throw new ScenarioException(
                        "%s, line %d, column %s is \"%s\"; a number is expected.".formatted(name, i + 1, column, cell),
                        e);
            }
        }
        return values;
    }

    private static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        for (String cell : line.split(",", -1)) {
            String bare = cell.strip();
            boolean quoted = bare.length() >= 2 && bare.startsWith("\"") && bare.endsWith("\"");
            cells.add(quoted ? bare.substring(1, bare.length() - 1) : bare);
        }
        return cells;
    }

    private List<Field> at(String connector, String name) {
        return events.optional(name).map(Field::elements).orElse(List.of()).stream()
                .filter(signal -> isAt(signal, connector))
                .toList();
    }

    private static boolean isAt(Field field, String connector) {
        return field.required("grid_connector_id").text().equals(connector);
    }
}
