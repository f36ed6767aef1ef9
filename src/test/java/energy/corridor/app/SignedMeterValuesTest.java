package energy.corridor.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import energy.corridor.settlement.Finding;
import energy.corridor.settlement.GridElement;
import energy.corridor.settlement.SignedStore;
import energy.corridor.store.journal.Tables;
import energy.corridor.store.journal.TestDatabase;
import energy.corridor.store.settlement.SettlementOn;
import energy.corridor.telemetry.EvseId;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A bus charged 29 kWh by the signed record; its station's registers say something else. */
class SignedMeterValuesTest {

    private static final Instant SIX = Instant.parse("2026-03-02T18:00:00Z");
    private static final DataSource DATABASE = TestDatabase.fresh();

    private final SettlementOn books = new SettlementOn(DATABASE, List.of());
    private final SignedStore store = books.signed;
    private final SignedMeterValues values = new SignedMeterValues(store, books.register);
    private final SigningMeter meter = new SigningMeter();

    SignedMeterValuesTest() {
        GridElement charger = GridElement.charger(
                EvseId.of("bay-1", 1), "operator", "depot", 150_000, "depot", SIX.minusSeconds(3_600));
        books.register.register(new GridElement(
                charger.id(),
                1,
                charger.type(),
                charger.state(),
                charger.evse(),
                charger.owner(),
                charger.master(),
                charger.capacityUpW(),
                charger.capacityDownW(),
                charger.modulusWh(),
                charger.lossFactor(),
                charger.point(),
                Map.of("signingKey", meter.publicKey()),
                charger.validFrom(),
                charger.source()));
    }

    @AfterEach
    void empty() {
        Tables.empty(DATABASE);
    }

    private static void transaction(long stopWh) {
        Tables.run(DATABASE, """
                insert into charging_transaction (station_id, evse_number, id_tag, started_at, start_received_at, meter_start_wh,
                    ended_at, end_received_at, meter_stop_wh, stop_reason, end_order)
                values ('bay-1', 1, 'bus', '%s', '%s', 1000, '%s', '%s', %d, 'Local', nextval('journal_order'))""".formatted(SIX, SIX, SIX.plusSeconds(1_200), SIX.plusSeconds(1_200), stopWh));
    }

    private static void told(String kind, String field, String text) {
        Tables.run(
                DATABASE,
                "insert into station_notice (station_id, at, received_at, kind, detail) values ('bay-1', '%s', '%s', '%s', '%s')"
                        .formatted(
                                SIX.plusSeconds(1_200),
                                SIX.plusSeconds(1_200),
                                kind,
                                "{\"evse\":1,\"transaction\":0,\"%s\":\"%s\"}".formatted(field, text)));
    }

    @Test
    void theSignedRecordIsWhatIsBilledAndADifferenceIsTold() throws Exception {
        transaction(109_814); // the lifetime register of another meter, as some stations send
        told(
                "SignedMeterValue",
                "record",
                Base64.getEncoder().encodeToString(meter.record("29.000").getBytes(StandardCharsets.UTF_8)));
        values.takeUp();
        values.takeUp();
        assertThat(store.signed(SIX, SIX.plusSeconds(3_600)))
                .singleElement()
                .satisfies(l -> assertThat(l.verdict()).isEqualTo("VALID"))
                .satisfies(l -> assertThat(l.billedWh().orElseThrow()).isEqualByComparingTo(new BigDecimal(29_000)))
                .satisfies(l -> assertThat(l.pagination()).isEqualTo("T12"));
        assertThat(books.archive.findings(SIX, SIX.plusSeconds(3_600), 10))
                .singleElement()
                .satisfies(f -> assertThat(f.kind()).isEqualTo(Finding.Kind.SIGNATURE))
                .satisfies(f -> assertThat(f.sentence())
                        .endsWith(
                                "the signed record says 29000 Wh, the registers 108814 Wh; the signed one is billed."));
        assertThat(books.sessions.sessions(SIX, SIX.plusSeconds(3_600), 0, 10))
                .singleElement()
                .satisfies(s -> assertThat(s.billedWh()).isEqualTo(29_000))
                .satisfies(
                        s -> assertThat(s.signed()).singleElement().asString().startsWith("OCMF|"));
    }

    @Test
    void aSessionThatIsSignedInTwoRecordsIsBilledOnce() throws Exception {
        transaction(30_000);
        told("SignedMeterValue", "record", hex(meter.part(12, "B", "100.000")));
        told("SignedMeterValue", "record", hex(meter.part(13, "E", "129.000")));
        values.takeUp();
        values.takeUp();
        assertThat(store.signed(SIX, SIX.plusSeconds(3_600)))
                .extracting(SignedStore.Looked::pagination, l -> l.billedWh().map(BigDecimal::intValueExact))
                .containsExactly(tuple("T12", Optional.empty()), tuple("T13", Optional.of(29_000)));
        assertThat(books.archive.findings(SIX, SIX.plusSeconds(3_600), 10)).isEmpty();
        assertThat(books.sessions.sessions(SIX, SIX.plusSeconds(3_600), 0, 10))
                .singleElement()
                .satisfies(s -> assertThat(s.billedWh()).isEqualTo(29_000))
                .satisfies(s -> assertThat(s.signed())
                        .satisfiesExactly(
                                begin -> assertThat(begin).contains("\"T12\""),
                                end -> assertThat(end).contains("\"T13\"")));
    }

    @Test
    void aBeginThatComesAfterItsEndStillMakesTheSession() throws Exception {
        transaction(30_000);
        told("SignedMeterValue", "record", hex(meter.part(13, "E", "129.000")));
        values.takeUp();
        assertThat(books.archive.findings(SIX, SIX.plusSeconds(3_600), 10))
                .extracting(Finding::sentence)
                .containsExactly("The signed record of bay-1/1 at 2026-03-02T18:20:00Z verifies and bills nothing:"
                        + " Its begin or its end has not come.");
        told("SignedMeterValue", "record", hex(meter.part(12, "B", "100.000")));
        values.takeUp();
        assertThat(books.sessions.sessions(SIX, SIX.plusSeconds(3_600), 0, 10))
                .singleElement()
                .satisfies(s -> assertThat(s.signed()).hasSize(2));
    }

    @Test
    void aRecordThatHasBilledAnotherTransactionBillsNothing() throws Exception {
        transaction(30_000);
        told("SignedMeterValue", "record", hex(meter.record("29.000")));
        values.takeUp();
        Tables.run(DATABASE, """
                insert into charging_transaction (station_id, evse_number, id_tag, started_at, start_received_at, meter_start_wh,
                    ended_at, end_received_at, meter_stop_wh, stop_reason, end_order)
                values ('bay-1', 1, 'bus', '%1$s', '%1$s', 30000, '%1$s', '%1$s', 59000, 'Local', nextval('journal_order'))""".formatted(SIX.plusSeconds(1_200)));
        told("SignedMeterValue", "record", hex(meter.record("29.000")));
        values.takeUp();
        assertThat(books.archive.findings(SIX, SIX.plusSeconds(3_600), 10))
                .extracting(Finding::sentence)
                .containsExactly("The signed record of bay-1/1 at 2026-03-02T18:20:00Z verifies and bills nothing:"
                        + " Another transaction was billed by the record T12 of the meter M-7.");
    }

    private static String hex(String record) {
        return HexFormat.of().formatHex(record.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aRecordThatDoesNotVerifyAndARefusedReadingAreSeenAndBillNothing() throws Exception {
        transaction(30_000);
        told(
                "SignedMeterValue",
                "record",
                HexFormat.of()
                        .formatHex(meter.record("29.000")
                                .replace("29.000", "39.000")
                                .getBytes(StandardCharsets.UTF_8)));
        told("RefusedReading", "reason", "A Energy.Active.Import.Register of -5 Wh is impossible.");
        values.takeUp();
        values.takeUp();
        assertThat(store.signed(SIX, SIX.plusSeconds(3_600)))
                .singleElement()
                .satisfies(l -> assertThat(l.verdict()).isEqualTo("INVALID"))
                .satisfies(l -> assertThat(l.billedWh()).isEmpty());
        assertThat(books.archive.findings(SIX, SIX.plusSeconds(3_600), 10))
                .extracting(Finding::kind, Finding::rejected)
                .containsExactlyInAnyOrder(
                        tuple(Finding.Kind.SIGNATURE, true), tuple(Finding.Kind.NOT_PLAUSIBLE, true));
    }
}
