package energy.corridor.web;

import energy.corridor.quantity.Units;
import energy.corridor.settlement.Direction;
import energy.corridor.settlement.Statement;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TimeZone;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;

/**
 * A statement on paper: what is to be paid, by kind, by day and by element. Dates and the document's id come from the statement, so the
 * same statement is the same file, byte by byte. Money is rounded once, half to even, where it is shown.
 */
final class StatementPdf {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("d MMM yyyy HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEE d MMM yyyy", Locale.ENGLISH);

    private final Statement statement;
    private final ZoneId zone;

    private StatementPdf(Statement statement, ZoneId zone) {
        this.statement = statement;
        this.zone = zone;
    }

    static byte[] of(Statement statement, ZoneId zone, String csvAddress) {
        try (PDDocument document = new PDDocument();
                ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            new StatementPdf(statement, zone).draw(document, csvAddress);
            document.save(bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void draw(PDDocument document, String csvAddress) throws IOException {
        document.setDocumentId(Long.parseUnsignedLong(statement.id().substring("ST-".length()), 16));
        PDDocumentInformation information = document.getDocumentInformation();
        information.setTitle("Statement " + statement.id());
        information.setProducer("Corridor");
        Calendar date = new GregorianCalendar(TimeZone.getTimeZone("UTC"), Locale.ROOT);
        date.setTimeInMillis(statement.settledAt().toEpochMilli());
        information.setCreationDate(date);
        information.setModificationDate(date);
        PaperTable paper = new PaperTable(document, "Statement %s · %s".formatted(statement.id(), statement.party()));
        paper.title("Statement of energy");
        paper.fact("Party", statement.party());
        paper.fact("Period", "%s to %s (%s)".formatted(time(statement.from()), time(statement.to()), zone));
        paper.fact("Statement", statement.id());
        paper.fact("Settled until", time(statement.settledAt()));
        paper.amount(
                statement.toPay().signum() < 0 ? "To be received" : "To be paid",
                statement.currency() + " " + money(statement.toPay().abs()));
        paper.table("Totals", new String[] {"", "Energy, kWh", "Mean rate, per kWh", "Amount"}, totals());
        paper.table("By day", new String[] {"Day", "Load, kWh", "Given, kWh", "Amount"}, rows(days()));
        paper.table(
                "By charging point",
                new String[] {"Element", "Load, kWh", "Given, kWh", "Amount"},
                rows(statement.byElement()));
        paper.table(
                "By quality of the data",
                new String[] {"Grade", "Energy, kWh", "Lines", "Amount"},
                sums(statement.byGrade()));
        paper.table(
                "By run: what each posted beyond the one before",
                new String[] {"Run", "Energy, kWh", "Lines", "Amount"},
                sums(statement.byRun()));
        paper.note(
                "Load is what the party pays; what it gives, as supply or curtailment, it earns, and that counts negative. Amounts are kept to the"
                        + " millionth and rounded here once, so that columns may differ from their sums by a cent.");
        paper.note("Every line with its readings and its rate: " + csvAddress);
        paper.note("Evidence (SHA-256 over all lines): " + statement.evidence());
        paper.close();
    }

    private List<String[]> totals() {
        List<String[]> rows = new ArrayList<>();
        statement
                .byDirection()
                .forEach((direction, sum) -> rows.add(new String[] {
                    switch (direction) {
                        case LOAD -> "Load: energy from the grid";
                        case SUPPLY -> "Supply: energy to the grid";
                        case CURTAILMENT -> "Curtailment: energy not drawn on order";
                    },
                    kwh(sum.wh()),
                    sum.wh() == 0
                            ? ""
                            : sum.amount()
                                    .divide(Units.whToKwh(sum.wh()), 4, RoundingMode.HALF_EVEN)
                                    .toPlainString(),
                    money(
                            direction == Direction.LOAD
                                    ? sum.amount()
                                    : sum.amount().negate())
                }));
        rows.add(new String[] {"Sum", "", "", money(statement.toPay())});
        return rows;
    }

    private SortedMap<String, SortedMap<Direction, Statement.Sum>> days() {
        SortedMap<String, SortedMap<Direction, Statement.Sum>> days = new java.util.TreeMap<>();
        statement.byDay().forEach((day, sums) -> days.put(day.toString(), sums));
        return days;
    }

    private List<String[]> rows(Map<String, SortedMap<Direction, Statement.Sum>> byName) {
        List<String[]> rows = new ArrayList<>();
        byName.forEach((name, sums) -> {
            long given = wh(sums, Direction.SUPPLY) + wh(sums, Direction.CURTAILMENT);
            rows.add(new String[] {
                name.matches("\\d{4}-\\d\\d-\\d\\d") ? LocalDate.parse(name).format(DAY) : name,
                kwh(wh(sums, Direction.LOAD)),
                given == 0 ? "–" : kwh(given),
                money(Statement.toPay(sums))
            });
        });
        return rows;
    }

    private static <K extends Enum<K>> List<String[]> sums(SortedMap<K, Statement.Sum> sums) {
        List<String[]> rows = new ArrayList<>();
        sums.forEach((name, sum) -> rows.add(new String[] {
            name.name().charAt(0)
                    + name.name().substring(1).toLowerCase(Locale.ROOT).replace('_', '-'),
            kwh(sum.wh()),
            Long.toString(sum.lines()),
            money(sum.amount())
        }));
        return rows;
    }

    private static long wh(SortedMap<Direction, Statement.Sum> sums, Direction direction) {
        Statement.Sum sum = sums.get(direction);
        return sum == null ? 0 : sum.wh();
    }

    private String time(Instant instant) {
        return instant.equals(Instant.EPOCH) ? "–" : instant.atZone(zone).format(TIME);
    }

    private static String kwh(long wh) {
        return String.format(Locale.ENGLISH, "%,.3f", Units.whToKwh(wh));
    }

    private static String money(BigDecimal amount) {
        return String.format(Locale.ENGLISH, "%,.2f", amount.setScale(2, RoundingMode.HALF_EVEN));
    }
}
