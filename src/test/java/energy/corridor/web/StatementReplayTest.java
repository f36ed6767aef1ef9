package energy.corridor.web;

import static org.assertj.core.api.Assertions.assertThat;

import energy.corridor.grid.PricePoint;
import energy.corridor.settlement.GridElement;
import energy.corridor.settlement.Run;
import energy.corridor.settlement.Statement;
import energy.corridor.store.journal.Tables;
import energy.corridor.store.journal.TestDatabase;
import energy.corridor.store.settlement.SettlementOn;
import energy.corridor.telemetry.EvseId;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** The same events, journaled anew, give the same statement, byte by byte, as CSV and as PDF. */
class StatementReplayTest {

    private static final Instant SIX = Instant.parse("2026-03-02T18:00:00Z");
    private static final ZoneId AMSTERDAM = ZoneId.of("Europe/Amsterdam");

    private static final DataSource DATABASE = TestDatabase.fresh();

    private record Paper(byte[] csv, byte[] pdf) {}

    @Test
    void theSameEventsGiveTheSameBytes() {
        Paper first = played(12_500);
        Paper again = played(12_500);
        assertThat(again.csv()).isEqualTo(first.csv());
        assertThat(again.pdf()).isEqualTo(first.pdf());
        assertThat(new String(first.csv(), StandardCharsets.UTF_8).lines().count())
                .as("header, and a line for each packet of every run")
                .isEqualTo(1 + 2 * 4 + 2 * 2 + 2);
        assertThat(first.pdf()).startsWith('%', 'P', 'D', 'F');
    }

    @Test
    void anotherReadingGivesOtherBytes() {
        assertThat(played(12_501).csv()).isNotEqualTo(played(12_500).csv());
        assertThat(played(12_501).pdf()).isNotEqualTo(played(12_500).pdf());
    }

    /** An hour of two bays; of the first, a reading comes late, when the initial run is over. */
    private static Paper played(long lateWh) {
        DataSource database = DATABASE;
        Tables.empty(database);
        SettlementOn books = new SettlementOn(database, List.of(new PricePoint(Instant.EPOCH, 0.0843, 0.05)));
        books.register.register(GridElement.master("depot", "operator", 300_000, "depot", SIX.minusSeconds(3_600)));
        for (int bay = 1; bay <= 2; bay++) {
            books.register.register(GridElement.charger(
                    EvseId.of("bay-" + bay, 1), "operator", "depot", 150_000, "depot", SIX.minusSeconds(3_600)));
            for (int minute = 0; minute <= 60; minute += 15) {
                if (bay == 2 || minute != 15) {
                    reads(database, bay, minute, 800L * minute);
                }
            }
        }
        books.settlement.catchUp(at(60), at(62));
        books.settlement.settle(Run.INITIAL, SIX, at(30), at(90));
        reads(database, 1, 15, lateWh);
        books.settlement.catchUp(at(60), at(95));
        Statement statement = Statement.of("operator", SIX, at(60), AMSTERDAM, books.archive);
        ByteArrayOutputStream csv = new ByteArrayOutputStream();
        StatementCsv.write(statement, books.archive, csv);
        return new Paper(csv.toByteArray(), StatementPdf.of(statement, AMSTERDAM, "/statement.csv"));
    }

    private static Instant at(int minute) {
        return SIX.plusSeconds(60L * minute);
    }

    private static void reads(DataSource database, int bay, int minute, long wh) {
        Tables.run(database, """
                insert into meter_reading (station_id, evse_number, transaction_id, at, received_at, measurand, phase, context, value)
                values ('bay-%d', 1, 7, '%s', '%s', 'Energy.Active.Import.Register', '', 'Sample.Clock', %d)""".formatted(bay, at(minute), at(minute), wh));
    }
}
