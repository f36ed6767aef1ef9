package energy.corridor.store.credits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import energy.corridor.credits.CreditDevice;
import energy.corridor.credits.CreditOffice;
import energy.corridor.credits.CreditStore;
import energy.corridor.credits.CreditTransfer;
import energy.corridor.credits.CreditVehicle;
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
import java.util.Map;
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
        office.devices().register(List.of(device(1), device(2)));
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
        return device(bay, "DEP01-00" + bay);
    }

    private static CreditDevice device(int bay, String registrationNo) {
        return new CreditDevice(
                "BC",
                "bay-" + bay + "/1",
                1,
                registrationNo,
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
        gateway.register(office.devices().newest("BC"), List.of());
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
        office.notices().send(wire, NOON);
        office.notices().send(wire, NOON);
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
        office.transfers().propose(transfer, NOON);
        assertThatThrownBy(() -> office.transfers()
                        .propose(
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
        assertThat(office.transfers().approve("T-1", "bay-1/1", "Ada", NOON).state())
                .isEqualTo(CreditTransfer.State.PROPOSED);
        assertThat(office.transfers().approve("T-1", "refinery", "Bo", NOON).state())
                .isEqualTo(CreditTransfer.State.COMPLETED);
        office.transfers().retire("obligation-2026", "BC", "refinery", new BigDecimal("0.01"), NOON);
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
        List<Placement.Proposal> proposals = office.devices().proposals("BC", DAY, DAY, 10_000, 0);
        assertThat(proposals)
                .extracting(Placement.Proposal::kind, Placement.Proposal::element)
                .containsExactly(tuple(Placement.Kind.ADD, "bay-1/1"), tuple(Placement.Kind.RETIRE, "bay-2/1"));
        CreditDevice added = office.devices().confirm("BC", proposals.get(0), "bay-3/1", DAY, "Ada", NOON);
        assertThat(added.registrationNo()).isEqualTo("DEP01-003");
        assertThat(added.latitude()).isEqualByComparingTo("49.28273");
        office.devices().confirm("BC", proposals.get(1), "", DAY, "Ada", NOON);
        assertThat(office.build("BC", DAY, DAY, NOON).lines())
                .extracting(Report.Line::element)
                .containsExactly("bay-1/1", "bay-2/1");
        assertThat(office.devices().proposals("BC", DAY.plusDays(1), DAY.plusDays(1), 10_000, 0))
                .isEmpty();
        assertThat(store.decisions()).hasSize(2);
    }

    @Test
    void anAuthorityThatNamesOnlyASumHasItSplitByLargestRemainder() {
        charge("bay-1", 1, 30_000); // 37 kWh on bay-1, 7.777 on bay-2
        books.settlement.catchUp(NOON.plusSeconds(1_800), NOON.plusSeconds(1_920));
        Report report = office.build("BC", DAY, DAY, NOON);
        Report accepted = office.answered(
                report.id(),
                RegulatorGateway.Answer.ofTotal(report, "by post, 17 March", new BigDecimal("0.061")),
                NOON);
        assertThat(accepted.status()).isEqualTo(Report.Status.ACCEPTED);
        assertThat(accepted.lines())
                .extracting(l -> l.credits().orElseThrow().toPlainString())
                .containsExactly("0.053", "0.008");
        assertThat(books.archive.balances())
                .extracting(b -> b.account(), b -> b.amount())
                .contains(tuple("authority/BC", -6_100L));
        assertThatThrownBy(() -> office.answered(
                        report.id(), RegulatorGateway.Answer.ofTotal(report, "again", new BigDecimal("0.061")), NOON))
                .hasMessage(
                        "The report BC-2026-03-02-2026-03-02 is ACCEPTED; only one that was handed in is answered.");
    }

    @Test
    void twoDevicesOfOneNumberAreRefusedWhetherTheyComeTogetherOrNot() {
        CreditDevice third = device(3);
        CreditDevice same = device(4, third.registrationNo());
        assertThatThrownBy(() -> office.devices().register(List.of(third, same)))
                .hasMessage("The registrationNo DEP01-003 belongs to bay-3/1.");
        assertThat(office.devices().newest("BC")).hasSize(2);
    }

    @Test
    void aVehicleEarnsItsFlatAmountOnceAYear() {
        LocalDate first = LocalDate.parse("2022-01-01");
        LocalDate last = LocalDate.parse("2022-12-31");
        CreditVehicle car = new CreditVehicle("DE", "B-EV 1", 1, "car-1", "M1", true, LocalDate.parse("2022-05-01"));
        CreditVehicle bus = new CreditVehicle("DE", "B-EV 2", 1, "bus-2", "M3", true, LocalDate.parse("2021-01-01"));
        CreditVehicle sold = new CreditVehicle("DE", "B-EV 3", 1, "car-3", "M1", true, LocalDate.parse("2020-01-01"));
        office.vehicles()
                .register(List.of(
                        car,
                        bus,
                        sold,
                        new CreditVehicle("DE", "B-EV 3", 1, "car-3", "M1", false, LocalDate.parse("2021-07-01"))));
        assertThat(office.vehicles().register(List.of(car)).get(0).version()).isEqualTo(1);
        Report report = office.build("DE", first, last, NOON);
        assertThat(report.status()).isEqualTo(Report.Status.VALIDATED);
        assertThat(report.lines())
                .extracting(Report.Line::element, Report.Line::energyWh, Report.Line::estimate)
                .containsExactly(
                        tuple("vehicle/B-EV 1", 2_000_000L, new BigDecimal("862.121")),
                        tuple("vehicle/B-EV 2", 72_000_000L, new BigDecimal("31036.349")));
        office.answered(
                report.id(),
                new RegulatorGateway.Answer(
                        "UBA-7",
                        true,
                        Map.of("B-EV 1", new BigDecimal("862.121"), "B-EV 2", new BigDecimal("31036.349")),
                        List.of()),
                NOON);
        assertThat(books.archive.balances())
                .extracting(b -> b.account(), b -> b.amount())
                .contains(tuple("holder/vehicle/B-EV 1", 86_212_100L));
        assertThat(store.notices(false))
                .extracting(CreditStore.Notice::element)
                .containsExactly("vehicle/B-EV 1", "vehicle/B-EV 2");
        // A part of the year gives no flat amount; another year's figures are the operator's to load.
        assertThat(office.build("DE", first, LocalDate.parse("2022-06-30"), NOON)
                        .lines())
                .isEmpty();
        assertThat(office.build("DE", LocalDate.parse("2026-01-01"), LocalDate.parse("2026-12-31"), NOON)
                        .answer())
                .contains("The figure flat/M1 of Germany greenhouse gas quota is not published for 2026-01-01");
        // The plate counts, whatever the fleet calls the vehicle now: the database holds one claim a year.
        assertThat(Tables.strings(
                        DATABASE,
                        "select element_id || ' ' || claimant from energy_claim where layer = 'REGION' order by 1"))
                .containsExactly("vehicle/B-EV 1 DE-2022-01-01-2022-12-31", "vehicle/B-EV 2 DE-2022-01-01-2022-12-31");
    }
}
