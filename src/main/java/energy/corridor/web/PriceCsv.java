package energy.corridor.web;

import energy.corridor.grid.PricePoint;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/**
 * Prices as a table: {@code start} (ISO 8601 with offset), {@code price}, optionally {@code end}, {@code export_price}, {@code currency}
 * (EUR) and {@code unit} (kWh or MWh; kWh when absent), in any order. Comma or semicolon; with semicolons a decimal comma is taken too. All or
 * nothing.
 */
final class PriceCsv {

    private static final String ALLOWED = "columns start, price, and optionally end, export_price, currency, unit";
    private static final List<String> KNOWN = List.of("start", "end", "price", "export_price", "currency", "unit");
    private static final BigDecimal PER_KWH = BigDecimal.valueOf(1, 3);
    private static final int MOST_LINES = 200_000;

    private final List<String> header;
    private final boolean semicolons;

    private PriceCsv(List<String> header, boolean semicolons) {
        this.header = header;
        this.semicolons = semicolons;
    }

    static PriceFile read(String table) {
        String[] lines = (table.startsWith("\uFEFF") ? table.substring(1) : table).split("\\R", -1);
        boolean semicolons = lines[0].contains(";");
        List<String> header = Arrays.stream(cells(lines[0], semicolons))
                .map(name -> name.toLowerCase(Locale.ROOT))
                .toList();
        for (String name : header) {
            if (!KNOWN.contains(name)) {
                throw new InvalidInput("Line 1: the column \"%s\" is not known.".formatted(name), name, ALLOWED);
            }
        }
        if (!header.contains("start") || !header.contains("price") || lines.length > MOST_LINES) {
            throw new InvalidInput(
                    lines.length > MOST_LINES
                            ? "The table has too many lines."
                            : "Line 1: a column start or price is missing.",
                    "start",
                    ALLOWED);
        }
        return new PriceCsv(header, semicolons).points(lines);
    }

    private PriceFile points(String[] lines) {
        TreeMap<Instant, PricePoint> points = new TreeMap<>();
        TreeMap<Instant, Instant> ends = new TreeMap<>();
        for (int i = 1; i < lines.length; i++) {
            if (lines[i].isBlank()) {
                continue;
            }
            int line = i + 1;
            String[] cells = cells(lines[i], semicolons);
            if (cells.length != header.size()) {
                throw refused(line, "has %d cells, the header %d".formatted(cells.length, header.size()), "start");
            }
            Instant start = instant(line, "start", cell(cells, "start", ""));
            String currency = cell(cells, "currency", "EUR");
            if (!currency.equalsIgnoreCase("EUR")) {
                throw refused(line, "has the currency \"%s\"; it must be EUR".formatted(currency), "currency");
            }
            String unit = cell(cells, "unit", "kWh");
            if (!unit.equalsIgnoreCase("kWh") && !unit.equalsIgnoreCase("MWh")) {
                throw refused(line, "has the unit \"%s\"; it must be kWh or MWh".formatted(unit), "unit");
            }
            double price = number(line, "price", cell(cells, "price", ""), unit);
            double export = number(line, "export_price", cell(cells, "export_price", "0"), unit);
            if (points.put(start, new PricePoint(start, price, export)) != null) {
                throw refused(line, "has the start %s a second time".formatted(start), "start");
            }
            String end = cell(cells, "end", "");
            if (!end.isEmpty()) {
                Instant until = instant(line, "end", end);
                if (!until.isAfter(start)) {
                    throw refused(line, "ends at %s, not after its start".formatted(until), "end");
                }
                ends.put(start, until);
            }
        }
        if (points.isEmpty()) {
            throw new InvalidInput("The table has no prices.", "price", ALLOWED);
        }
        return new PriceFile(List.copyOf(points.values()), warnings(points, ends));
    }

    private static List<String> warnings(TreeMap<Instant, PricePoint> points, TreeMap<Instant, Instant> ends) {
        List<String> warnings = new ArrayList<>();
        ends.forEach((start, end) -> {
            Instant next = points.higherKey(start);
            if (next != null && next.isAfter(end)) {
                warnings.add("There is no price from %s to %s; the one before holds on.".formatted(end, next));
            } else if (next != null && next.isBefore(end)) {
                warnings.add(
                        "The price from %s ends at %s, after the next has begun (%s).".formatted(start, end, next));
            }
        });
        return warnings;
    }

    private static String[] cells(String line, boolean semicolons) {
        return Arrays.stream(line.split(semicolons ? ";" : ",", -1))
                .map(String::strip)
                .toArray(String[]::new);
    }

    private String cell(String[] cells, String name, String otherwise) {
        int at = header.indexOf(name);
        return at < 0 || cells[at].isEmpty() ? otherwise : cells[at];
    }

    private static Instant instant(int line, String name, String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw refused(line, "has the %s \"%s\"; it must be %s".formatted(name, text, Parameters.TIME), name);
        }
    }

    private double number(int line, String name, String text, String unit) {
        try {
            BigDecimal price = new BigDecimal(semicolons ? text.replace(',', '.') : text);
            return (unit.equalsIgnoreCase("MWh") ? price.multiply(PER_KWH) : price).doubleValue();
        } catch (NumberFormatException e) {
            throw refused(line, "has the %s \"%s\"; it must be a number".formatted(name, text), name);
        }
    }

    private static InvalidInput refused(int line, String what, String field) {
        return new InvalidInput("Line %d %s.".formatted(line, what), field, ALLOWED);
    }
}
