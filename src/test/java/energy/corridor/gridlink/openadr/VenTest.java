package energy.corridor.gridlink.openadr;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import energy.corridor.grid.GridBook;
import energy.corridor.grid.InMemoryGridStore;
import energy.corridor.grid.PricePoint;
import energy.corridor.grid.Site;
import energy.corridor.grid.contact.ContactState;
import energy.corridor.grid.delivery.DeliveryReport;
import energy.corridor.grid.delivery.Quality;
import energy.corridor.grid.request.Decision;
import energy.corridor.grid.request.FirstHeard;
import energy.corridor.grid.request.GridSignal;
import energy.corridor.grid.request.GridSignal.Band;
import energy.corridor.grid.request.GridSignal.Dispatch;
import energy.corridor.grid.request.GridSignal.GridAlert;
import energy.corridor.grid.request.GridSignal.LimitKind;
import energy.corridor.grid.request.GridSignal.SiteLimit;
import energy.corridor.grid.request.RequestRecord;
import energy.corridor.grid.request.RequestState;
import energy.corridor.grid.request.Slot;
import energy.corridor.gridlink.openadr.Connection.Version;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A depot with a connection of 800 kW at 16:00, and a server on a real socket. */
class VenTest {

    private static final Instant NOW = Instant.parse("2026-03-02T16:00:00Z");
    private static final String DESCRIPTOR =
            "'payloadDescriptors': [{'objectType': 'EVENT_PAYLOAD_DESCRIPTOR', 'payloadType': 'IMPORT_CAPACITY_LIMIT', 'units': 'KW'}]";

    private final Map<String, FirstHeard.Mark> marks = new TreeMap<>();
    private final GridBook grid = InMemoryGridStore.book();
    private Instant now = NOW;
    private Optional<TestVtn> server = Optional.empty();

    private final Clock clock = new Clock() {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    };

    VenTest() {
        grid.site(new Site(800, 0, List.of(), 0, List.of(), List.of()));
    }

    @AfterEach
    void close() {
        server.ifPresent(TestVtn::close);
    }

    private TestVtn server(Version version) throws IOException {
        TestVtn made = new TestVtn(version);
        server = Optional.of(made);
        return made;
    }

    private Ven ven(Version version) {
        Connection connection = connection(server.orElseThrow().url(), version);
        grid.contacts().agree(connection.rules(), now);
        return new Ven(
                connection,
                grid,
                (operator, name, otherwise) -> marks.computeIfAbsent(operator + name, key -> otherwise),
                clock,
                new Vtn(connection, () -> Duration.between(NOW, now).toNanos()),
                Optional.empty());
    }

    static Connection connection(URI url, Version version) {
        return new Connection(
                "north",
                url,
                version,
                Optional.of("depot-7"),
                Optional.of("s&cret"),
                "depot-7",
                List.of(),
                150,
                Optional.empty(),
                Optional.empty(),
                List.of(1.0, 0.75, 0.5, 0.25),
                List.of(0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1, 0.0),
                Optional.empty(),
                Optional.empty());
    }

    private static String limit(String id, String start, double kw) {
        return "{'id': '%s', 'programID': 'programs-1', %s, 'intervalPeriod': {'start': '%s', 'duration': 'PT1H'}, 'intervals': [{'id': 0, 'payloads': [{'type': 'IMPORT_CAPACITY_LIMIT', 'values': [%s]}]}]}"
                .formatted(id, DESCRIPTOR, start, kw);
    }

    private static String event(String type, String descriptor, String values) {
        return "{'id': 'ev', 'programID': 'programs-1', 'payloadDescriptors': [{'payloadType': '%s' %s}], 'intervalPeriod': {'start': '2026-03-02T17:00:00Z', 'duration': 'PT1H'}, 'intervals': [{'id': 0, 'payloads': [{'type': '%s', 'values': [%s]}]}]}"
                .formatted(type, descriptor, type, values);
    }

    private double limitAt(String time) {
        Instant at = Instant.parse("2026-03-02T" + time + ":00Z");
        return grid.importLimitKw(at, at.plusSeconds(1));
    }

    private GridSignal only() {
        assertThat(grid.requests().all()).hasSize(1);
        return grid.requests().all().get(0).asked();
    }

    @ParameterizedTest
    @EnumSource
    void aLimitOfAnEventHoldsAndGoesWithIt(Version version) throws Exception {
        TestVtn vtn = server(version);
        for (int i = 0; i < 5; i++) {
            vtn.add("events", limit("ev-" + i, "2026-03-02T1%d:00:00Z".formatted(4 + i), 100 + i));
        }
        Ven ven = ven(version);
        assertThat(ven.exchange()).as(ven.status().toString()).isTrue();
        assertThat(limitAt("16:30")).isEqualTo(102);
        assertThat(limitAt("18:30")).isEqualTo(104);
        assertThat(grid.contacts().find("north").orElseThrow().state()).isEqualTo(ContactState.LIMITED);

        vtn.add("events", limit("ev-2", "2026-03-02T16:00:00Z", 50));
        vtn.remove("events", "ev-4");
        assertThat(ven.exchange()).isTrue();
        assertThat(limitAt("16:30")).isEqualTo(50);
        assertThat(limitAt("18:30")).isEqualTo(800);
        assertThat(grid.requests()
                        .find("north:adr.ev-2.IMPORT_CAPACITY_LIMIT")
                        .orElseThrow()
                        .asked()
                        .id()
                        .revision())
                .isEqualTo(2);

        vtn.add("events", limit("ev-2", "0001-01-01T00:00:00Z", 50).replace("PT1H", "PT0S"));
        ven.exchange();
        assertThat(limitAt("16:30")).as("cancelled").isEqualTo(800);
    }

    @ParameterizedTest
    @EnumSource
    void theDepotIsEnrolledOnceHoweverOftenItStarts(Version version) throws Exception {
        TestVtn vtn = server(version);
        assertThat(ven(version).exchange()).isTrue();
        assertThat(ven(version).exchange()).isTrue();
        assertThat(vtn.kept("vens")).hasSize(1);
        vtn.broken.put("POST /vens", 409);
        vtn.remove("vens", vtn.kept("vens").get(0).get("id").asText());
        Ven refused = ven(version);
        assertThat(refused.exchange()).as("events count all the same").isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void aTokenThatIsForgottenIsRenewedOnce(int refusal) throws Exception {
        TestVtn vtn = server(Version.V3_1_0);
        vtn.refusal = refusal;
        Ven ven = ven(Version.V3_1_0);
        assertThat(ven.exchange()).isTrue();
        vtn.forgetTokens();
        assertThat(ven.exchange()).as(ven.status().toString()).isTrue();
        assertThat(vtn.calls.stream().filter(c -> c.startsWith("POST /token-elsewhere")))
                .hasSize(2);
        now = now.plusSeconds(301); // its life, where the server says none
        assertThat(ven.exchange()).isTrue();
        assertThat(vtn.calls.stream().filter(c -> c.startsWith("POST /token-elsewhere")))
                .hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 404, 500, 503})
    void anIncompleteExchangeIsNoContactAndChangesNothing(int trouble) throws Exception {
        TestVtn vtn = server(Version.V3_1_0);
        vtn.add("events", limit("ev-1", "2026-03-02T16:00:00Z", 100));
        Ven ven = ven(Version.V3_1_0);
        ven.exchange();
        Instant heard = grid.contacts().find("north").orElseThrow().lastHeard().orElseThrow();
        now = now.plusSeconds(60);
        vtn.broken.put("GET /events", trouble);
        assertThat(ven.exchange()).isFalse();
        assertThat(ven.status().trouble())
                .hasValueSatisfying(t -> assertThat(t).contains("GET").contains("events"));
        assertThat(limitAt("16:30")).isEqualTo(100);
        assertThat(grid.contacts().find("north").orElseThrow().lastHeard()).contains(heard);
    }

    @Test
    void withoutContactTheScheduleGoesOnAndThenTheFailsafe() throws Exception {
        TestVtn vtn = server(Version.V3_1_0);
        vtn.add("events", limit("ev-1", "2026-03-02T16:00:00Z", 100));
        Ven ven = ven(Version.V3_1_0);
        ven.exchange();
        vtn.broken.put("GET /programs", 0);
        now = now.plusSeconds(600);
        assertThat(ven.exchange()).isFalse();
        grid.advance(now);
        assertThat(grid.contacts().find("north").orElseThrow().state()).isEqualTo(ContactState.HOLDING);
        assertThat(limitAt("16:30")).isEqualTo(100);
        now = Instant.parse("2026-03-02T17:10:00Z");
        grid.advance(now);
        assertThat(grid.contacts().find("north").orElseThrow().state()).isEqualTo(ContactState.FAILSAFE);
        assertThat(limitAt("17:10")).isEqualTo(150);
        vtn.broken.clear();
        ven.exchange();
        ven.exchange();
        assertThat(grid.contacts().find("north").orElseThrow().state()).isEqualTo(ContactState.FREE);
        assertThat(limitAt("17:10")).isEqualTo(800);
    }

    @Test
    void anEventThatBeginsNowDoesNotBeginAgain() throws Exception {
        TestVtn vtn = server(Version.V3_1_0);
        vtn.add("events", limit("ev-1", "0001-01-01T00:00:00Z", 100));
        ven(Version.V3_1_0).exchange();
        now = now.plusSeconds(1800);
        ven(Version.V3_1_0).exchange(); // after a restart
        assertThat(only().from()).isEqualTo(NOW);
        assertThat(only().id().revision()).isEqualTo(1);
    }

    @Test
    void severalValuesShareTheInterval() throws Exception {
        server(Version.V3_1_0).add("events", event("IMPORT_CAPACITY_LIMIT", ", 'units': 'KW'", "300, 200"));
        ven(Version.V3_1_0).exchange();
        assertThat(((SiteLimit) only()).slots())
                .extracting(Slot::kw, slot -> slot.from().toString())
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(300.0, "2026-03-02T17:00:00Z"),
                        org.assertj.core.groups.Tuple.tuple(200.0, "2026-03-02T17:30:00Z"));
    }

    @Test
    void subscriptionAndReservationAreLimitsOfTheirKinds() throws Exception {
        TestVtn vtn = server(Version.V3_1_0);
        vtn.add("events", event("CAPACITY_SUBSCRIPTION", ", 'units': 'MW'", "0.2"));
        vtn.add(
                "events",
                event("IMPORT_CAPACITY_RESERVATION", ", 'units': 'W'", "50000").replace("'ev'", "'more'"));
        ven(Version.V3_1_0).exchange();
        assertThat(limitAt("17:30")).isEqualTo(250);
        assertThat(grid.requests().all())
                .extracting(r -> ((SiteLimit) r.asked()).kind())
                .containsExactlyInAnyOrder(LimitKind.SUBSCRIPTION, LimitKind.GRANTED);
    }

    @Test
    void aSetpointIsADispatchAndALevelAShareOfTheConnection() throws Exception {
        TestVtn vtn = server(Version.V3_1_0);
        vtn.add("events", event("DISPATCH_SETPOINT_RELATIVE", ", 'units': 'KW'", "-50"));
        ven(Version.V3_1_0).exchange();
        assertThat(only()).isInstanceOfSatisfying(Dispatch.class, dispatch -> {
            assertThat(dispatch.relative()).isTrue();
            assertThat(dispatch.slots().get(0).kw()).isEqualTo(-50);
        });
        vtn.add("events", event("SIMPLE", "", "2").replace("'ev'", "'level'"));
        ven(Version.V3_1_0).exchange();
        assertThat(limitAt("17:30")).isEqualTo(400);
    }

    @Test
    void aControlLevelIsTheShareThatWasAgreedAndZeroIsNone() throws Exception {
        TestVtn vtn = server(Version.V3_1_0);
        vtn.add("events", event("CONTROL_LEVEL_OFFSET", "", "0, 5, -3"));
        Ven ven = ven(Version.V3_1_0);
        ven.exchange();
        assertThat(limitAt("17:05")).as("normal").isEqualTo(800);
        assertThat(limitAt("17:30")).as("the fifth of ten").isEqualTo(400);
        assertThat(limitAt("17:50")).as("more load is no limit").isEqualTo(800);
        assertThat(ven.status().notes())
                .singleElement()
                .asString()
                .startsWith("Event ev: the value -3 of OFFSET from 2026-03-02T17:00:00Z makes no sense");
    }

    @Test
    void aChargeStateIsABandOfTheFleetsEnergy() throws Exception {
        TestVtn vtn = server(Version.V3_1_0);
        vtn.add("events", event("CHARGE_STATE_SETPOINT", ", 'units': 'WH'", "900000"));
        vtn.add(
                "events",
                event("CHARGE_STATE_SETPOINT", ", 'units': 'PERCENT'", "0.5").replace("'ev'", "'share'"));
        Ven ven = ven(Version.V3_1_0);
        ven.exchange();
        assertThat(only()).isInstanceOfSatisfying(Band.class, band -> {
            assertThat(band.lowerKwh()).isEqualTo(900);
            assertThat(band.upperKwh()).isEqualTo(900);
        });
        assertThat(ven.status().notes())
                .containsExactly(
                        "Event share: CHARGE_STATE_SETPOINT has the unit PERCENT (allowed are WH and KWH) and is left out.");
        ven.exchange();
        assertThat(only().id().revision()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"IMPORT_CAPACITY_AVAILABLE", "CAPACITY_AVAILABLE_FEE", "IMPORT_CAPACITY_RESERVATION_FEE", "GHG"})
    void whatIsOfferedIsShownToPeopleAndLimitsNothing(String type) throws Exception {
        TestVtn vtn = server(Version.V3_1_0);
        vtn.add("events", event(type, ", 'units': 'KW'", "120, 80"));
        ven(Version.V3_1_0).exchange();
        assertThat(only()).isInstanceOfSatisfying(GridAlert.class, alert -> {
            assertThat(alert.type()).isEqualTo(type);
            assertThat(alert.text()).isEqualTo("2026-03-02T17:00:00Z 120, 2026-03-02T17:30:00Z 80 KW");
        });
        assertThat(limitAt("17:30")).isEqualTo(800);
    }

    @Test
    void pricesComeIntoTheSiteAndThoseOfAnotherCurrencyDoNot() throws Exception {
        TestVtn vtn = server(Version.V3_1_0);
        vtn.add("events", event("PRICE", ", 'units': 'MWH', 'currency': 'EUR'", "170, 30, 110"));
        vtn.add(
                "events",
                event("EXPORT_PRICE", ", 'units': 'KWH', 'currency': 'USD'", "9")
                        .replace("'ev'", "'usd'"));
        Ven ven = ven(Version.V3_1_0);
        ven.exchange();
        assertThat(grid.site().prices()).extracting(PricePoint::importEurPerKwh).containsExactly(0.17, 0.03, 0.11);
        assertThat(ven.status().notes())
                .containsExactly(
                        "Event usd: EXPORT_PRICE has the currency USD (the depot reckons in EUR) and is left out.");
    }

    @Test
    void anAlertIsShownAndABlackStartLeavesNothing() throws Exception {
        TestVtn vtn = server(Version.V3_1_0);
        vtn.add("events", event("ALERT_FLEX_ALERT", "", "'Charge early, please'"));
        ven(Version.V3_1_0).exchange();
        assertThat(only()).isInstanceOfSatisfying(GridAlert.class, alert -> {
            assertThat(alert.text()).isEqualTo("Charge early, please");
            assertThat(alert.type()).isEqualTo("ALERT_FLEX_ALERT");
        });
        vtn.add("events", event("ALERT_BLACK_START", "", "'wait'").replace("'ev'", "'black'"));
        ven(Version.V3_1_0).exchange();
        assertThat(limitAt("17:30")).isZero();
    }

    @Test
    void whatIsNotKnownIsLeftOutAndTheRestCounts() throws Exception {
        TestVtn vtn = server(Version.V3_1_0);
        ObjectNode event = vtn.add("events", event("IMPORT_CAPACITY_LIMIT", ", 'units': 'KW'", "100"));
        ((ObjectNode) event.at("/intervals/0"))
                .withArray("payloads")
                .addObject()
                .put("type", "NEVER_HEARD_OF")
                .putArray("values")
                .add("x");
        vtn.add("events", event("DISPATCH_SETPOINT", ", 'units': 'BTU'", "5").replace("'ev'", "'btu'"));
        vtn.add("events", event("IMPORT_CAPACITY_LIMIT", "", "-5").replace("'ev'", "'negative'"));
        Ven ven = ven(Version.V3_1_0);
        assertThat(ven.exchange()).isTrue();
        assertThat(limitAt("17:30")).isEqualTo(100);
        assertThat(grid.requests().all()).hasSize(1);
        assertThat(ven.status().notes())
                .contains("Event ev: NEVER_HEARD_OF is not known here and is left out.")
                .anySatisfy(note -> assertThat(note).startsWith("Event btu: DISPATCH_SETPOINT has the unit BTU"))
                .anySatisfy(note -> assertThat(note).startsWith("Event negative: the value -5 of LIMIT"));
    }

    @Test
    void aBrokenEventLeavesWhatWasKnownOfItAndStopsNoOther() throws Exception {
        TestVtn vtn = server(Version.V3_1_0);
        vtn.add("events", limit("ev-1", "2026-03-02T16:00:00Z", 100));
        Ven ven = ven(Version.V3_1_0);
        ven.exchange();
        vtn.add("events", limit("ev-1", "half past four", 30));
        vtn.add("events", limit("ev-2", "2026-03-02T18:00:00Z", 70));
        assertThat(ven.exchange()).isTrue();
        assertThat(limitAt("16:30")).isEqualTo(100);
        assertThat(limitAt("18:30")).isEqualTo(70);
        assertThat(ven.status().notes()).anySatisfy(note -> assertThat(note).contains("half past four"));
    }

    @Test
    void keysInAnyCaseAndSnakeCaseAreRead() throws Exception {
        TestVtn vtn = server(Version.V3_0_1);
        vtn.add(
                "events",
                "{'id': 'ev', 'program_id': 'programs-1', 'targets': null, 'payload_descriptors': [{'payLoadType': 'IMPORT_CAPACITY_LIMIT', 'units': 'KW'}], 'interval_period': {'start': '2026-03-02 17:00:00', 'duration': 'PT1H', 'randomize_start': null}, 'intervals': [{'id': 0, 'payloads': [{'type': 'IMPORT_CAPACITY_LIMIT', 'values': ['120']}]}]}");
        vtn.add(
                "events",
                limit("other", "2026-03-02T17:00:00Z", 5)
                        .replace(
                                "'intervalPeriod'",
                                "'targets': [{'type': 'VEN_NAME', 'values': ['depot-8']}], 'intervalPeriod'"));
        ven(Version.V3_0_1).exchange();
        assertThat(limitAt("17:30")).as("what is meant for another is not ours").isEqualTo(120);
    }

    @ParameterizedTest
    @EnumSource
    void whatWasDeliveredGoesBackAsTheReportThatWasAskedFor(Version version) throws Exception {
        TestVtn vtn = server(version);
        vtn.add(
                "events",
                limit("ev-1", "2026-03-02T16:00:00Z", 100)
                        .replace(
                                "'intervals'",
                                "'reportDescriptors': [{'payloadType': 'USAGE', 'aggregate': true}, {'payloadType': 'OPERATING_STATE'}], 'intervals'"));
        Ven ven = ven(version);
        ven.exchange();
        RequestRecord request = grid.requests().all().get(0);
        grid.requests().decide(request.asked().id(), Decision.accepted(request.asked(), "It holds."), now);
        grid.requests()
                .measured(
                        request.asked().id(),
                        new DeliveryReport(
                                "FIRM_SERVICE_LEVEL",
                                1,
                                now,
                                true,
                                List.of(quarter(0, Optional.of(20.0)), quarter(1, Optional.empty()))),
                        RequestState.COMPLETED,
                        energy.corridor.grid.request.ReasonCode.OK,
                        "Kept.",
                        now);
        assertThat(ven.exchange()).as(ven.status().toString()).isTrue();
        assertThat(ven.status().notes()).isEmpty();
        ObjectNode usage = report(vtn, "USAGE");
        JsonNode resource = usage.at("/resources/0");
        assertThat(resource.path("resourceName").asText()).isEqualTo("AGGREGATED_REPORT");
        assertThat(resource.at("/intervals/0/payloads/0/values/0").asDouble()).isEqualTo(20);
        assertThat(resource.at("/intervals/0/payloads/1/values/0").asText()).isEqualTo("OK");
        assertThat(resource.at("/intervals/1/payloads").toString())
                .as("nothing is made up")
                .isEqualTo("[{\"type\":\"DATA_QUALITY\",\"values\":[\"MISSING\"]}]");
        assertThat(report(vtn, "OPERATING_STATE")
                        .at("/resources/0/intervals/0/payloads/0/values/0")
                        .asText())
                .isEqualTo("RUNNING_NORMAL");

        ven(version).exchange(); // after a restart nobody knows what was sent
        assertThat(vtn.kept("reports")).hasSize(2);
    }

    private static DeliveryReport.Interval quarter(int nth, Optional<Double> kwh) {
        return new DeliveryReport.Interval(
                NOW.plusSeconds(900L * nth),
                NOW.plusSeconds(900L * (nth + 1)),
                25,
                Optional.empty(),
                kwh,
                kwh.map(k -> 25 - k),
                kwh.map(k -> 0.0),
                kwh.isPresent() ? Quality.MEASURED : Quality.MISSING,
                Optional.empty());
    }

    private static ObjectNode report(TestVtn vtn, String type) {
        return vtn.kept("reports").stream()
                .filter(r -> r.path("reportName").asText().equals("corridor-ev-1-" + type))
                .findFirst()
                .orElseThrow();
    }
}
