package energy.corridor.web;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A duty table as CSV (RFC 4180; comma or semicolon). The first line names the columns {@code vehicle, arrival, departure},
 * one of {@code required_kwh, required_percent}, and if wanted {@code trip_kwh}, in any order.
 */
final class DutyCsv {

    private static final List<String> NEEDED = List.of("vehicle", "arrival", "departure");
    private static final List<String> REQUIRED = List.of("required_kwh", "required_percent");
    private static final String COLUMNS =
            "vehicle, arrival, departure, required_kwh or required_percent, and if wanted trip_kwh";

    private final List<DutyTable.Row> rows = new ArrayList<>();
    private final List<TableProblem> problems = new ArrayList<>();

    /** @throws InvalidInput when the header or the quoting is wrong; wrong cells become {@link #problems()} */
    DutyCsv(String text) {
        String content = text.startsWith("\uFEFF") ? text.substring(1) : text;
        List<CsvRecord> lines = lines(content);
        if (lines.isEmpty()) {
            throw new InvalidInput("The duty table is empty.", "line 1", "a header with the columns " + COLUMNS);
        }
        Map<String, Integer> columns = header(lines.get(0));
        for (CsvRecord line : lines.subList(1, lines.size())) {
            read(line, columns);
        }
    }

    List<DutyTable.Row> rows() {
        return rows;
    }

    List<TableProblem> problems() {
        return problems;
    }

    private static List<CsvRecord> lines(String content) {
        String header = content.lines().findFirst().orElse("");
        char separator = header.indexOf(',') < 0 && header.indexOf(';') >= 0 ? ';' : ',';
        List<CsvRecord> lines = new ArrayList<>();
        try {
            CsvReader.builder()
                    .fieldSeparator(separator)
                    .allowMissingFields(true)
                    .allowExtraFields(true)
                    .ofCsvRecord(content)
                    .forEach(lines::add);
        } catch (CsvParseException e) {
            throw new InvalidInput(
                    "The duty table is not CSV after line %d: %s"
                            .formatted(
                                    lines.isEmpty()
                                            ? 0
                                            : lines.get(lines.size() - 1).getStartingLineNumber(),
                                    e.getMessage()),
                    "line " + (lines.size() + 1),
                    "RFC 4180: fields with quotes, separators or line ends stand in double quotes");
        }
        return lines;
    }

    private static Map<String, Integer> header(CsvRecord line) {
        Map<String, Integer> columns = new HashMap<>();
        for (int i = 0; i < line.getFieldCount(); i++) {
            String name = line.getField(i).strip().toLowerCase(Locale.ROOT);
            boolean known = NEEDED.contains(name) || REQUIRED.contains(name) || name.equals("trip_kwh");
            if (!known || columns.put(name, i) != null) {
                throw new InvalidInput(
                        "The header of the duty table has the column \"%s\" %s."
                                .formatted(name, known ? "twice" : "that is not known"),
                        "line 1",
                        COLUMNS);
            }
        }
        Set<String> missing = new HashSet<>(NEEDED);
        missing.removeAll(columns.keySet());
        if (!missing.isEmpty() || REQUIRED.stream().filter(columns::containsKey).count() != 1) {
            throw new InvalidInput(
                    "The header of the duty table lacks a column, or has both ways to require energy.",
                    "line 1",
                    COLUMNS);
        }
        return columns;
    }

    private void read(CsvRecord line, Map<String, Integer> columns) {
        if (line.getFieldCount() == 1 && line.getField(0).isBlank()) {
            return;
        }
        if (line.getFieldCount() != columns.size()) {
            problems.add(new TableProblem(
                    line.getStartingLineNumber(),
                    "all",
                    "%d fields".formatted(line.getFieldCount()),
                    "%d fields as in the header".formatted(columns.size())));
            return;
        }
        int before = problems.size();
        Cell cell = name ->
                Optional.ofNullable(columns.get(name)).map(i -> line.getField(i).strip());
        long number = line.getStartingLineNumber();
        DutyJson duty = new DutyJson(
                cell.text("vehicle").orElse(""),
                instant(number, "arrival", cell),
                instant(number, "departure", cell),
                decimal(number, "required_kwh", cell),
                decimal(number, "required_percent", cell),
                cell.text("trip_kwh").filter(t -> !t.isEmpty()).isPresent()
                        ? decimal(number, "trip_kwh", cell)
                        : Optional.empty(),
                Optional.empty());
        if (problems.size() == before) {
            rows.add(new DutyTable.Row(number, duty));
        }
    }

    private Instant instant(long line, String column, Cell cell) {
        String text = cell.text(column).orElse("");
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            problems.add(new TableProblem(line, column, text, Parameters.TIME));
            return Instant.EPOCH;
        }
    }

    private Optional<Double> decimal(long line, String column, Cell cell) {
        Optional<String> text = cell.text(column);
        try {
            return text.map(Double::parseDouble);
        } catch (NumberFormatException e) {
            problems.add(new TableProblem(line, column, text.orElse(""), "a number with a decimal point"));
            return Optional.empty();
        }
    }

    private interface Cell {
        Optional<String> text(String column);
    }
}
