package energy.corridor.store.credits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import energy.corridor.credits.CreditDevice;
import energy.corridor.credits.CreditOffice;
import energy.corridor.credits.CreditStore;
import energy.corridor.credits.CreditTransfer;
import energy.corridor.credits.DeviceNotices;
import energy.corridor.credits.FactorTable;
import energy.corridor.credits.Placement;
import energy.corridor.credits.RegulatorGateway;
import energy.corridor.credits.Report;
import energy.corridor.grid.PricePoint;
import energy.corridor.settlement.GridElement;
import energy.corridor.sim.authority.Authority;
import energy.corridor.store.journal.Tables;
import energy.corridor.store.journal.TestDatabase;
import energy.corridor.store.settlement.SettlementOn;
import energy.corridor.telemetry.EvseId;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Settled energy to credits in the chargers' accounts, with a real database and a real authority over HTTP. */
class CreditsFlowTest {

    private static final DataSource DATABASE = TestDatabase.fresh();
    private static final Instant NOON = Instant.parse("2026-03-02T20:00:00Z"); // in Vancouver
    private static final LocalDate DAY = LocalDate.parse("2026-03-02");

    private final SettlementOn books = new SettlementOn(DATABASE, List.of(new PricePoint(Instant.EPOCH, 0.1, 0.1)));
    private final PostgresCredits store = new PostgresCredits(DATABASE);
    private final Authority authority = authority();
    private final CreditOffice office = new CreditOffice(
            store, books.archive, FactorTable.published(), () -> Optional.of(new HttpRegulator(authority.url())));

    private static Authority authority() {
        try {
            return new Authority(0);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @BeforeEach
    void twoBaysHaveCharged() {
        Tables.strings(DATABASE, "select meter_reading_month('2026-03-01')");
        for (int bay = 1; bay <= 2; bay++) {
            books.register.register(GridElement.charger(
                    EvseId.of("bay-" + bay, 1), "operator", "depot", 150_000, "depot", NOON.minusSeconds(3_600)));
        }
        charge("bay-1", 0, 20_000);
        charge("bay-2", 0, 7_777);
        books.settlement.catchUp(NOON.plusSeconds(900), NOON.plusSeconds(1_020));
        office.register(List.of(device(1), device(2)));
    }

    @AfterEach
    void empty() {
        Tables.empty(DATABASE);
        authority.close();
    }

    private static void charge(String station, int quarter, long wh) {
        for (int end = 0; end <= 1; end++) {
            Instant at = NOON.plusSeconds(900L * (quarter + end));
            Tables.run(DATABASE, """
                    insert into meter_reading (station_id, evse_number, transaction_id, at, received_at, measurand, phase, context, value)
                    values ('%s', 1, 7, '%s', '%s', 'Energy.Active.Import.Register', '', 'Sample.Clock', %d) on conflict do nothing""".formatted(station, at, at, quarter * 1_000_000L / 40 + end * wh));
        }
    }

    private static CreditDevice device(int bay) {
        return new CreditDevice(
                "BC",
                "bay-" + bay + "/1",
                1,
                "DEP01-00" + bay,
                "S-" + bay,
                "Acme",
                "DC-150",
                CreditDevice.Level.DCFC,
                1,
                new BigDecimal("150"),
                "Depot North",
                "battery-bus",
                "Fleet",
                new BigDecimal("49.28273"),
                new BigDecimal("-123.12074"),
                CreditDevice.Status.ACTIVE,
                LocalDate.parse("2026-01-01"));
    }

    @Test
    void aReportIsAcceptedAndEachChargerGetsItsCredits() throws IOException {
        Report report = office.build("BC", DAY, DAY, NOON);
        assertThat(report.status()).isEqualTo(Report.Status.VALIDATED);
        // 20 kWh · 3.6 · (3.8 · 74.94 − 12.14) / 10⁶ = 0.0196295…
        assertThat(report.lines())
                .extracting(Report.Line::energyWh, Report.Line::estimate)
                .containsExactly(tuple(20_000L, new BigDecimal("0.01963")), tuple(7_777L, new BigDecimal("0.00763")));
        Report accepted = office.submit(report.id(), NOON);
        assertThat(accepted.status()).isEqualTo(Report.Status.ACCEPTED);
        assertThat(accepted.receipt()).contains("R-000001");
        // The authority rounds in grams, downwards: what it says counts.
        assertThat(accepted.lines())
                .extracting(Report.Line::credits, Report.Line::match)
                .containsExactly(
                        tuple(Optional.of(new BigDecimal("0.019629")), Report.Match.MATCHED),
                        tuple(Optional.of(new BigDecimal("0.007632")), Report.Match.MATCHED));
        assertThat(books.archive.balances())
                .extracting(b -> b.account(), b -> b.amount())
                .contains(
                        tuple("holder/bay-1/1", 1_963L), tuple("holder/bay-2/1", 763L), tuple("authority/BC", -2_726L));
        assertThat(office.submit(report.id(), NOON)).isEqualTo(accepted);
        assertThat(authority.reports()).isEqualTo(1);
    }

    @Test
    void handedInTwiceBecauseOfACrashItIsOneReport() throws IOException {
        Report report = office.build("BC", DAY, DAY, NOON);
        HttpRegulator gateway = new HttpRegulator(authority.url());
        gateway.register(office.devices("BC"));
        RegulatorGateway.Answer lost = gateway.submit(report); // killed before the answer was kept
        Report accepted = office.submit(report.id(), NOON);
        assertThat(accepted.receipt()).contains(lost.receipt());
        assertThat(authority.reports()).isEqualTo(1);
    }

    @Test
    void lateEnergyIsAmendedByAVersionThatNetsToTheDifference() throws IOException {
        office.submit(office.build("BC", DAY, DAY, NOON).id(), NOON);
        charge("bay-1", 1, 12_000);
        books.settlement.catchUp(NOON.plusSeconds(1_800), NOON.plusSeconds(1_920));
        Report second = office.build("BC", DAY, DAY, NOON);
        assertThat(second.version()).isEqualTo(2);
        office.submit(second.id(), NOON);
        assertThat(store.reports())
                .extracting(Report::status)
                .containsExactly(Report.Status.AMENDED, Report.Status.ACCEPTED);
        long wh = second.lines().get(0).energyWh();
        BigDecimal credits = store.reports().get(1).lines().get(0).credits().orElseThrow();
        assertThat(wh).isEqualTo(37_000);
        assertThat(books.archive.balances())
                .extracting(b -> b.account(), b -> b.amount())
                .contains(tuple(
                        "holder/bay-1/1",
                        credits.movePointRight(5)
                                .setScale(0, java.math.RoundingMode.HALF_EVEN)
                                .longValue()));
        assertThat(books.archive.check().balanced()).isTrue();
    }

    @Test
    void aKilowattHourIsClaimedOncePerProgrammeAndPeriod() {
        office.build("BC", DAY, DAY, NOON);
        assertThatThrownBy(() -> office.build("BC", DAY.minusDays(1), DAY, NOON))
                .isInstanceOf(CreditStore.ClaimedException.class)
                .hasMessage(
                        "The energy of bay-1/1 from 2026-03-02T20:00:00Z is claimed by BC-2026-03-02-2026-03-02 already;"
                                + " a kWh is claimed once.");
        // And never both as curtailment and as sale: the database refuses the second claim of the market's layer.
        String claim =
                "insert into energy_claim values ('bay-1/1', 'IMPORT', '2026-03-02T20:00:00Z', 'MARKET', '%s', 5)";
        Tables.run(DATABASE, claim.formatted("PSV/limit-1"));
        assertThatThrownBy(() -> Tables.run(DATABASE, claim.formatted("SALE/1")))
                .hasRootCauseMessage(
                        "ERROR: duplicate key value violates unique constraint \"one_wh_one_claim\"\n  Detail: Key (element_id, start_at, channel, layer)=(bay-1/1, 2026-03-02 20:00:00+00, IMPORT, MARKET) already exists.");
    }

    @Test
    void whatTheAuthorityRefusesSaysWhyByRow() throws IOException {
        Report report = office.build("BC", DAY, DAY, NOON);
        RegulatorGateway unregistered = new HttpRegulator(authority.url());
        Report rejected = office.take(report, unregistered.submit(report), NOON);
        assertThat(rejected.status()).isEqualTo(Report.Status.REJECTED);
        assertThat(rejected.answer())
                .isEqualTo(
                        "Row 2: the device DEP01-001 is not registered. Row 3: the device DEP01-002 is not registered.");
        // The next version has a key of its own.
        Report next = office.build("BC", DAY, DAY, NOON);
        assertThat(next.version()).isEqualTo(2);
        assertThat(office.submit(next.id(), NOON).status()).isEqualTo(Report.Status.ACCEPTED);
    }

    @Test
    void everyDeviceIsToldOfItsOwnCreditsOnce() throws IOException {
        office.submit(office.build("BC", DAY, DAY, NOON).id(), NOON);
        List<String> told = new ArrayList<>();
        DeviceNotices wire = (element, json) -> {
            told.add(element + " " + json);
            return CompletableFuture.completedFuture(
                    element.equals("bay-1/1") ? DeviceNotices.Result.ACKED : DeviceNotices.Result.UNSUPPORTED);
        };
        office.sendNotices(wire, NOON);
        office.sendNotices(wire, NOON);
        assertThat(told)
                .hasSize(2)
                .allSatisfy(t -> assertThat(t.substring(t.indexOf(' ')))
                        .contains("\"deviceId\":\"" + t.substring(0, t.indexOf(' ')) + "\""));
        assertThat(store.notices(false))
                .extracting(CreditStore.Notice::state)
                .containsExactly(CreditStore.Notice.State.ACKED, CreditStore.Notice.State.UNSUPPORTED);
    }

    @Test
    void creditsGoToABuyerWithBothApprovalsAndNobodyFallsBelowZero() throws IOException {
        office.submit(office.build("BC", DAY, DAY, NOON).id(), NOON);
        CreditTransfer transfer = new CreditTransfer(
                "T-1",
                "BC",
                "bay-1/1",
                "refinery",
                1_500,
                new BigDecimal("250"),
                "CAD",
                Optional.empty(),
                Optional.empty(),
                CreditTransfer.State.PROPOSED);
        office.propose(transfer, NOON);
        assertThatThrownBy(() -> office.propose(
                        new CreditTransfer(
                                "T-2",
                                "BC",
                                "bay-1/1",
                                "refinery",
                                464,
                                BigDecimal.ONE,
                                "CAD",
                                Optional.empty(),
                                Optional.empty(),
                                CreditTransfer.State.PROPOSED),
                        NOON))
                .isInstanceOf(CreditStore.NotCoveredException.class);
        assertThat(office.approve("T-1", "bay-1/1", "Ada", NOON).state()).isEqualTo(CreditTransfer.State.PROPOSED);
        assertThat(office.approve("T-1", "refinery", "Bo", NOON).state()).isEqualTo(CreditTransfer.State.COMPLETED);
        office.retire("obligation-2026", "BC", "refinery", new BigDecimal("0.01"), NOON);
        assertThat(books.archive.balances())
                .filteredOn(b -> b.commodity().equals("CREDIT:BC"))
                .extracting(b -> b.account(), b -> b.amount())
                .contains(
                        tuple("holder/bay-1/1", 463L),
                        tuple("holder/refinery", 500L),
                        tuple("holder/escrow/T-1", 0L),
                        tuple("retired/BC", 1_000L));
    }

    @Test
    void theSetOfDevicesFollowsTheEnergyAndAFinalPeriodIsNotLost() {
        List<Placement.Proposal> proposals = office.placement("BC", DAY, DAY, 10_000, 0);
        assertThat(proposals)
                .extracting(Placement.Proposal::kind, Placement.Proposal::element)
                .containsExactly(tuple(Placement.Kind.ADD, "bay-1/1"), tuple(Placement.Kind.RETIRE, "bay-2/1"));
        CreditDevice added = office.confirm("BC", proposals.get(0), "bay-3/1", DAY, "Ada", NOON);
        assertThat(added.registrationNo()).isEqualTo("DEP01-003");
        assertThat(added.latitude()).isEqualByComparingTo("49.28273");
        office.confirm("BC", proposals.get(1), "", DAY, "Ada", NOON);
        assertThat(office.build("BC", DAY, DAY, NOON).lines())
                .extracting(Report.Line::element)
                .containsExactly("bay-1/1", "bay-2/1");
        assertThat(office.placement("BC", DAY.plusDays(1), DAY.plusDays(1), 10_000, 0))
                .isEmpty();
        assertThat(store.decisions()).hasSize(2);
    }
}
