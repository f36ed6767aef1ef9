package energy.corridor.web;

import de.siegmar.fastcsv.writer.CsvWriter;
import energy.corridor.settlement.IntervalEnergy;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

/** Settlement-grade intervals as CSV. */
final class IntervalCsv {

    private IntervalCsv() {}

    static String of(List<IntervalEnergy> intervals) {
        StringWriter text = new StringWriter();
        try (CsvWriter csv = CsvWriter.builder().build(text)) {
            csv.writeRecord("device", "channel", "start_utc", "end_utc", "wh", "quality", "method", "version");
            for (IntervalEnergy i : intervals) {
                csv.writeRecord(
                        StatementCsv.text(i.element()),
                        i.channel().name(),
                        i.start().toString(),
                        i.end().toString(),
                        Long.toString(i.wh()),
                        Integer.toString(i.quality().code()),
                        StatementCsv.text(i.method()),
                        Integer.toString(i.version()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
