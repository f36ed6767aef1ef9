package energy.corridor.web;

import de.siegmar.fastcsv.writer.CsvWriter;
import energy.corridor.quantity.Units;
import energy.corridor.settlement.Kwp;
import energy.corridor.settlement.SettlementArchive;
import energy.corridor.settlement.SettlementLine;
import energy.corridor.settlement.Statement;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A statement's lines as CSV, one per packet and run. Amounts are in the currency, to the millionth; amount_exact is not rounded. */
final class StatementCsv {

    static final String[] COLUMNS = {
        "statement_id",
        "line_id",
        "run",
        "settled_at",
        "party",
        "element",
        "start_utc",
        "end_utc",
        "direction",
        "wh",
        "grade",
        "quality",
        "rate_per_mwh",
        "rate_ref",
        "factor",
        "amount_exact",
        "currency",
        "amount",
        "prior_amount",
        "delta_amount",
        "prior_wh",
        "delta_wh",
        "kwp_id",
        "interval_version",
        "evidence"
    };

    private StatementCsv() {}

    static void write(Statement statement, SettlementArchive archive, OutputStream out) {
        try (CsvWriter csv = CsvWriter.builder().build(new OutputStreamWriter(out, StandardCharsets.UTF_8))) {
            csv.writeRecord(COLUMNS);
            archive.lines(
                    statement.party(), statement.from(), statement.to(), line -> csv.writeRecord(row(statement, line)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String[] row(Statement statement, SettlementLine line) {
        Kwp kwp = line.kwp();
        return new String[] {
            statement.id(),
            line.id(),
            line.run().name(),
            line.settledAt().toString(),
            text(kwp.owner()),
            text(kwp.element()),
            kwp.start().toString(),
            kwp.end().toString(),
            kwp.direction().name(),
            Long.toString(line.energyWh()),
            kwp.grade().name(),
            Integer.toString(kwp.quality().code()),
            kwp.perMwh().toPlainString(),
            kwp.rateRef(),
            kwp.factor().toPlainString(),
            kwp.amount().toPlainString(),
            kwp.currency(),
            Units.fromMicro(line.amountMicro()).toPlainString(),
            Units.fromMicro(line.priorMicro()).toPlainString(),
            Units.fromMicro(line.deltaMicro()).toPlainString(),
            Long.toString(line.priorWh()),
            Long.toString(line.deltaWh()),
            kwp.id(),
            Integer.toString(kwp.intervalVersion()),
            statement.evidence()
        };
    }

    /** A cell that a spreadsheet would take for a formula is made text. */
    static String text(String cell) {
        return !cell.isEmpty() && "=+-@\t\r".indexOf(cell.charAt(0)) >= 0 ? "'" + cell : cell;
    }
}
