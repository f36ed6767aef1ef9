package energy.corridor.web;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import energy.corridor.grid.LoadPoint;
import energy.corridor.grid.PricePoint;
import energy.corridor.grid.Site;
import energy.corridor.grid.request.Slot;
import energy.corridor.quantity.Units;
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
import java.util.TreeMap;

/** Connection, prices, loads and power limits of one grid connector of a SpiceEV scenario. */
final class SpiceEvGrid {

    private final ScenarioNode events;
    private final Optional<Path> directory;
    private final SpiceEvScenario.Span span;
    private final String gridConnector;
    private final ScenarioNode connector;
    private final List<String> warnings;
    private final List<Signal> signals;

    SpiceEvGrid(
            ScenarioNode events,
            Optional<Path> directory,
            SpiceEvScenario.Span span,
            String gridConnector,
            ScenarioNode connector,
            List<String> warnings) {
        this.events = events;
        this.directory = directory;
        this.span = span;
        this.gridConnector = gridConnector;
        this.connector = connector;
        this.warnings = warnings;
        this.signals = signals();
        long schedules = signals.stream()
                .filter(s -> s.json()
                        .optional("target")
                        .or(() -> s.json().optional("window"))
                        .isPresent())
                .count();
        if (schedules > 0) {
            warnings.add("%d schedule signals (target, window) for %s were not imported."
                    .formatted(schedules, gridConnector));
        }
    }

    Site site() {
        double maxKw = connector.field("max_power").number();
        return new Site(maxKw, maxKw, List.of(), 0, prices(), loads());
    }

    /** {@code max_power} of signals: each holds until the next one, the last until the scenario's end. */
    List<Slot> importLimits() {
        double maxKw = connector.field("max_power").number();
        TreeMap<Instant, Double> limits = new TreeMap<>();
        for (Signal signal : signals) {
            signal.json().optional("max_power").ifPresent(kw -> limits.put(signal.at(), kw.number()));
        }
        List<Slot> requests = new ArrayList<>();
        limits.forEach((from, kw) -> {
            if (kw < maxKw) {
                Instant to = Optional.ofNullable(limits.higherKey(from)).orElse(span.end());
                requests.add(new Slot(from, to, kw));
            }
        });
        return requests;
    }

    private List<PricePoint> prices() {
        TreeMap<Instant, Double> prices = new TreeMap<>();
        connector.optional("cost").ifPresent(cost -> prices.put(span.start(), perKwh(cost)));
        for (Signal signal : signals) {
            signal.json().optional("cost").ifPresent(cost -> prices.put(signal.at(), perKwh(cost)));
        }
        events.optional("energy_price_from_csv")
                .filter(this::isHere)
                .ifPresent(csv -> prices.putAll(values(csv, "the energy prices").effective(span)));
        if (prices.isEmpty()) {
            warnings.add("%s has no energy price; it counts as 0 EUR/kWh.".formatted(gridConnector));
        }
        List<PricePoint> points = new ArrayList<>();
        prices.forEach((from, eurPerKwh) -> points.add(new PricePoint(from, eurPerKwh, 0)));
        return points;
    }

    private static double perKwh(ScenarioNode cost) {
        ScenarioNode type = cost.field("type");
        if (!type.text().equals("fixed")) {
            throw type.wrong("\"fixed\": prices that depend on the power are not supported");
        }
        return cost.field("value").number();
    }

    private List<LoadPoint> loads() {
        List<TreeMap<Instant, Double>> base = series("fixed_load", "external_load");
        List<TreeMap<Instant, Double>> pv = series("local_generation", "energy_feed_in");
        TreeMap<Instant, LoadPoint> points = new TreeMap<>();
        List<TreeMap<Instant, Double>> all = new ArrayList<>(base);
        all.addAll(pv);
        for (TreeMap<Instant, Double> series : all) {
            for (Instant at : series.keySet()) {
                points.computeIfAbsent(at, from -> new LoadPoint(from, sum(base, from), sum(pv, from)));
            }
        }
        if (!points.isEmpty()) {
            // Before its first value a load is 0 in SpiceEV.
            points.computeIfAbsent(span.start(), from -> new LoadPoint(from, sum(base, from), sum(pv, from)));
        }
        return List.copyOf(points.values());
    }

    private static double sum(List<TreeMap<Instant, Double>> series, Instant at) {
        return series.stream()
                .map(s -> s.floorEntry(at))
                .mapToDouble(entry -> entry == null ? 0 : entry.getValue())
                .sum();
    }

    /** Every series of that kind at this connector: value by the instant it takes effect, 0 after the last. */
    private List<TreeMap<Instant, Double>> series(String name, String oldName) {
        List<TreeMap<Instant, Double>> all = new ArrayList<>();
        Map<String, ScenarioNode> entries = events.entries(events.optional(name).isPresent() ? name : oldName);
        entries.forEach((id, entry) -> {
            if (isHere(entry)) {
                Values values = values(entry, id);
                TreeMap<Instant, Double> effective = values.effective(span);
                span.effective(values.end(), values.end()).ifPresent(end -> effective.put(end, 0.0));
                all.add(effective);
            }
        });
        return all;
    }

    private Values values(ScenarioNode entry, String name) {
        List<Double> values = new ArrayList<>();
        for (ScenarioNode value : entry.elements("values")) {
            values.add(value.number());
        }
        if (values.isEmpty()) {
            values = fromCsv(entry, name);
        }
        double factor = entry.number("factor", 1);
        return new Values(
                entry.field("start_time").instant(),
                Units.seconds(entry.field("step_duration_s").number()),
                values.stream().map(v -> v * factor).toList());
    }

    private List<Double> fromCsv(ScenarioNode entry, String name) {
        String fileName = entry.field("csv_file").text();
        Optional<Path> file = directory.map(d -> d.resolve(fileName)).filter(Files::isRegularFile);
        if (file.isEmpty()) {
            warnings.add("The file %s with %s is not there; %s counts as 0.".formatted(fileName, name, name));
            return List.of();
        }
        String column = entry.field("column").text();
        List<Double> values = new ArrayList<>();
        try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(file.get())) {
            for (NamedCsvRecord row : reader) {
                String text = row.findField(column)
                        .orElseThrow(
                                () -> new IllegalArgumentException("%s, line %d: there is no column \"%s\" among %s."
                                        .formatted(fileName, row.getStartingLineNumber(), column, row.getHeader())));
                try {
                    values.add(Double.parseDouble(text.strip()));
                } catch (NumberFormatException e) {
                    throw new IllegalArgumentException(
                            "%s, line %d, column %s: \"%s\" must be a number."
                                    .formatted(fileName, row.getStartingLineNumber(), column, text),
                            e);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The file %s cannot be read.".formatted(fileName), e);
        }
        return values;
    }

    private List<Signal> signals() {
        List<Signal> signals = new ArrayList<>();
        for (ScenarioNode signal : events.elements("grid_operator_signals")) {
            if (isHere(signal)) {
                span.effective(
                                signal.field("signal_time").instant(),
                                signal.field("start_time").instant())
                        .ifPresent(at -> signals.add(new Signal(at, signal)));
            }
        }
        signals.sort(Comparator.comparing(s -> s.json().field("start_time").instant()));
        return signals;
    }

    private boolean isHere(ScenarioNode event) {
        return event.optional("grid_connector_id")
                .filter(id -> id.text().equals(gridConnector))
                .isPresent();
    }

    private record Signal(Instant at, ScenarioNode json) {}

    /** Evenly spaced values as the file has them. */
    private record Values(Instant start, Duration step, List<Double> values) {

        Instant end() {
            return start.plus(step.multipliedBy(values.size()));
        }

        TreeMap<Instant, Double> effective(SpiceEvScenario.Span span) {
            TreeMap<Instant, Double> byTime = new TreeMap<>();
            for (int i = 0; i < values.size(); i++) {
                Instant at = start.plus(step.multipliedBy(i));
                Double value = values.get(i);
                span.effective(at, at).ifPresent(from -> byTime.put(from, value));
            }
            return byTime;
        }
    }
}
