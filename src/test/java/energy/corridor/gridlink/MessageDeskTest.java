package energy.corridor.gridlink;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import energy.corridor.duty.DutyBook;
import energy.corridor.duty.InMemoryDutyStore;
import energy.corridor.fleet.Depot;
import energy.corridor.fleet.FleetBook;
import energy.corridor.fleet.InMemoryFleetStore;
import energy.corridor.grid.GridBook;
import energy.corridor.grid.InMemoryGridStore;
import energy.corridor.grid.contact.ContactState;
import energy.corridor.grid.contact.OperatorRules;
import energy.corridor.grid.request.GridSignal.Band;
import energy.corridor.grid.request.GridSignal.BaselineMethod;
import energy.corridor.grid.request.GridSignal.Dispatch;
import energy.corridor.grid.request.GridSignal.LimitKind;
import energy.corridor.grid.request.GridSignal.Reserve;
import energy.corridor.grid.request.GridSignal.SiteLimit;
import energy.corridor.grid.request.RequestRecord;
import energy.corridor.grid.request.SignalId;
import energy.corridor.grid.request.Slot;
import energy.corridor.settlement.message.InMemoryMessages;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageDeskTest {

    private static final Instant NOW = LinkedDepot.NOW;
    private static final Instant FROM = Instant.parse("2026-03-02T21:00:00Z");
    private static final Instant TO = Instant.parse("2026-03-02T23:00:00Z");

    private final InMemoryFleetStore telematics =
            new InMemoryFleetStore(new Depot(List.of(), List.of(LinkedDepot.bus("bus-1"))));
    private final FleetBook fleet = new FleetBook(telematics, new DutyBook(new InMemoryDutyStore()));
    private final GridBook grid = InMemoryGridStore.book();
    private final InMemoryMessages messages = new InMemoryMessages();
    private final MessageDesk desk = new MessageDesk(
            new DepotTopics("depot"), fleet, grid, LinkedDepot.settlement(messages), Clock.fixed(NOW, ZoneOffset.UTC));

    MessageDeskTest() {
        fleet.register(telematics.depot());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {}                                                                     | The field at is missing; it must be a text.
        []                                                                     | The payload must be a JSON object, such as {"at": …}.
        {"at": 5, "socKwh": 5}                                                 | The field at (5) must be a text.
        {"at": "noon", "socKwh": 5}                                            | The field at ("noon") must be a time such as 2026-03-02T16:00:00Z.
        {"at": "2026-03-02T19:59:00Z"}                                         | The payload must have socKwh or socPercent, and not both.
        {"at": "2026-03-02T19:59:00Z", "socKwh": 5, "socPercent": 5}           | The payload must have socKwh or socPercent, and not both.
        {"at": "2026-03-02T19:59:00Z", "socKwh": "5"}                          | The field socKwh ("5") must be a number.
        {"at": "2026-03-02T19:59:00Z", "socKwh": 101}                          | The socKwh (101.0) of bus-1 must be in 0..100.0.
        {"at": "2026-03-02T19:59:00Z", "socKwh": -0.1}                         | The socKwh (-0.1) of bus-1 must be in 0..100.0.
        {"at": "2026-03-02T19:59:00Z", "socKwh": 1e999}                        | The socKwh (Infinity) of bus-1 must be in 0..100.0.
        {"at": "2026-03-02T19:59:00Z", "socPercent": 100.5}                    | The field socPercent (100.5) of bus-1 must be in 0..100.
        {"at": "2026-03-02T19:59:00Z", "socKwh": 5, "mileage": 7}              | The field mileage is unknown here; allowed are at, socKwh, socPercent.
        {"at": "2026-03-02T20:05:01Z", "socKwh": 5}                            | The sample of bus-1 is of 2026-03-02T20:05:01Z, more than PT5M after now (2026-03-02T20:00:00Z).
        """)
    void aSampleThatCannotBeIsRefusedInASentence(String payload, String sentence) {
        assertThat(take("corridor/depot/vehicles/bus-1/soc", payload).refusal()).contains(sentence);
        assertThat(telematics.newestSamples()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {"kind": "IMPORT_LIMIT", WINDOW}                                        | The field kw is missing; it must be a number.
        {"kind": "LIMIT", WINDOW, "kw": 5}                                      | The field kind ("LIMIT") must be IMPORT_LIMIT, EXPORT_LIMIT, SUM_SOC_BAND, DISPATCH, RESERVE_UP, RESERVE_DOWN or ALERT.
        {"kind": "IMPORT_LIMIT", WINDOW, "kw": 5, "kW": 6}                      | The field kW is unknown here; allowed are expires, from, id, intervals, kind, kw, limit, priority, revision, to.
        {"kind": "IMPORT_LIMIT", WINDOW, "kw": 5, "id": "other"}                | The field id ("other") must be the id of the topic, "r-1".
        {"kind": "SUM_SOC_BAND", WINDOW, "lowerKwh": 5, "upperKwh": 4}          | Request "r-1": upperKwh (4.0) must be lowerKwh (5.0) or more.
        {"kind": "RESERVE_UP", WINDOW, "kw": 5, "holdMinutes": 7.5}             | The field holdMinutes (7.5) must be a whole number.
        {"kind": "RESERVE_UP", WINDOW, "kw": 5, "holdMinutes": 0}               | Request "r-1": holdMinutes (0) must be 1 or more.
        {"kind": "DISPATCH", WINDOW, "kw": 5, "relative": 1}                    | The field relative (1) must be true or false.
        {"kind": "DISPATCH", "intervals": [], "kw": 5}                          | Request "r-1" needs at least one interval.
        {"kind": "DISPATCH", "intervals": 5}                                    | The field intervals (5) must be an array of objects.
        {"kind": "DISPATCH", "intervals": [{WINDOW, "kw": 5}, {WINDOW, "kw": 6}]} | Request "r-1": the interval from 2026-03-02T21:00:00Z begins before the one from 2026-03-02T21:00:00Z has ended (2026-03-02T23:00:00Z).
        {"kind": "DISPATCH", WINDOW, "kw": 5, "revision": 0}                    | Request "r-1": revision (0) must be 1 or more.
        {"kind": "DISPATCH", WINDOW, "kw": 5, "expires": "2026-03-02T19:59:59Z"} | Request "r-1" expired at 2026-03-02T19:59:59Z; now it is 2026-03-02T20:00:00Z.
        {"kind": "IMPORT_LIMIT", WINDOW, "kw": 5, "limit": "SOFT"}              | The field limit ("SOFT") must be one of [LIMIT, SUBSCRIPTION, GRANTED].
        {"kind": "IMPORT_LIMIT", "from": "2026-03-02T19:00:00Z", "to": "2026-03-02T20:00:00Z", "kw": 5} | Request "r-1" ended at 2026-03-02T20:00:00Z; now it is 2026-03-02T20:00:00Z.
        """)
    void aRequestThatCannotBeIsRefusedInASentence(String payload, String sentence) {
        assertThat(take("corridor/depot/operators/north/requests/r-1", withWindow(payload))
                        .refusal())
                .contains(sentence);
        assertThat(grid.requests().all()).isEmpty();
    }

    @Test
    void everyKindOfRequestIsRead() {
        accept("r-1", "{\"kind\": \"IMPORT_LIMIT\", WINDOW, \"kw\": 200, \"id\": \"r-1\"}");
        accept("r-2", "{\"kind\": \"SUM_SOC_BAND\", WINDOW, \"lowerKwh\": 1500, \"upperKwh\": 2600}");
        accept("r-3", "{\"kind\": \"DISPATCH\", WINDOW, \"kw\": -20, \"penaltyEurPerKwh\": 0.9, \"revision\": 4}");
        accept("r-4", "{\"kind\": \"RESERVE_UP\", WINDOW, \"kw\": 80, \"holdMinutes\": 30}");
        accept("r-5", "{\"kind\": \"EXPORT_LIMIT\", \"intervals\": [{WINDOW, \"kw\": 0}]}");
        List<Slot> twenty = List.of(new Slot(FROM, TO, -20));
        assertThat(grid.requests().all())
                .extracting(RequestRecord::asked)
                .containsExactly(
                        new SiteLimit(name("r-1", 1), false, LimitKind.LIMIT, Optional.empty(), kw(200)),
                        new Band(name("r-2", 1), FROM, TO, 1500, 2600),
                        new Dispatch(name("r-3", 4), false, twenty, 0.9, BaselineMethod.DECLARED),
                        new Reserve(name("r-4", 1), true, kw(80), 30, 0, true),
                        new SiteLimit(name("r-5", 1), true, LimitKind.LIMIT, Optional.empty(), kw(0)));
    }

    private static SignalId name(String id, int revision) {
        return new SignalId("north", id, revision);
    }

    private static List<Slot> kw(double kw) {
        return List.of(new Slot(FROM, TO, kw));
    }

    @Test
    void aHeartbeatCountsForAnOperatorThatWasAgreedWith() {
        assertThat(take("corridor/depot/operators/north/heartbeat", "{\"seq\": 1}")
                        .refusal())
                .contains(
                        "There is no operator \"north\" whose contact is watched; agree on it first (PUT /api/operators/north).");
        grid.contacts()
                .agree(
                        new OperatorRules(
                                "north",
                                100,
                                Duration.ofMinutes(1),
                                Duration.ofMinutes(2),
                                Duration.ZERO,
                                Optional.empty()),
                        NOW);
        assertThat(take("corridor/depot/operators/north/heartbeat", "").refusal())
                .isEmpty();
        assertThat(grid.contacts().find("north").orElseThrow().state()).isEqualTo(ContactState.FREE);
    }

    @Test
    void anAnswerNeverGoesWhereWeListen() {
        DepotTopics topics = new DepotTopics("depot");
        String asked = "corridor/depot/operators/north/requests/r-1";
        assertThat(topics.mayAnswer(asked, "corridor/depot/operators/north/answers/1"))
                .isTrue();
        assertThat(topics.mayAnswer(asked, "operator/answers")).isTrue();
        assertThat(topics.mayAnswer(asked, "corridor/depot/operators/south/requests/r-1"))
                .isFalse();
        assertThat(topics.mayAnswer(asked, "corridor/depot/status")).isFalse();
    }

    @Test
    void bytesThatAreNoTextAreRefusedLikeEverythingElse() {
        byte[] latin = "{\"kind\": \"ä\"}".getBytes(ISO_8859_1);
        assertThat(desk.take("corridor/depot/operators/north/requests/r-1", latin, Optional.empty())
                        .refusal()
                        .orElseThrow())
                .startsWith("The payload is not JSON");
        byte[] noise = {0, 0, (byte) 0xfe, (byte) 0xff, 1, 2, 3};
        assertThat(desk.take("corridor/depot/operators/north/requests/r-1", noise, Optional.empty())
                        .refusal()
                        .orElseThrow())
                .startsWith("The payload is not JSON");
    }

    @Test
    void whatIsNotThereCannotBeWithdrawn() {
        assertThat(take("corridor/depot/operators/north/requests/r-1", "").refusal())
                .contains("There is no request \"r-1\" to withdraw.");
    }

    @Test
    void otherTopicsExpectNothing() {
        assertThat(take("corridor/elsewhere/operators/north/requests/r-1", "{}").refusal())
                .contains("Nothing is expected on this topic.");
    }

    private void accept(String id, String payload) {
        assertThat(take("corridor/depot/operators/north/requests/" + id, withWindow(payload))
                        .refusal())
                .isEmpty();
    }

    private Answer take(String topic, String payload) {
        return desk.take(topic, payload.getBytes(UTF_8), Optional.empty());
    }

    private static String withWindow(String payload) {
        return payload.replace("WINDOW", "\"from\": \"%s\", \"to\": \"%s\"".formatted(FROM, TO));
    }

    @Test
    void anElementTellsItsEnergyOnceAndEveryAnswerSaysWhatBecameOfIt() {
        String told = """
                {"element": "battery", "seq": 1, "start": "2026-03-02T19:30:00Z", "end": "2026-03-02T19:45:00Z",
                 "sentAt": "2026-03-02T19:45:10Z", "packets": [{"direction": "SUPPLY", "start": "2026-03-02T19:30:00Z",
                 "end": "2026-03-02T19:45:00Z", "energyWh": 12500}]}""";
        Answer answer = take("corridor/depot/settlement/in", told);
        assertThat(answer.refusal()).isEmpty();
        assertThat(answer.body().toString()).isEqualTo("""
                        {"element":"battery","seq":1,"status":"accepted","code":"ACK","receivedAt":"2026-03-02T20:00:00Z"}""");
        assertThat(take("corridor/depot/settlement/in", told).refusal()).isEmpty();
        assertThat(messages.told).hasSize(1);
        assertThat(take("corridor/depot/settlement/in", told.replace("12500", "12501"))
                        .body()
                        .toString())
                .contains("\"status\":\"refused\",\"code\":\"CONFLICT\"");
        assertThat(take("corridor/depot/settlement/in", told.replace("energyWh", "energy"))
                        .refusal())
                .contains("The field energyWh is missing; it must be a whole number.");
        assertThat(messages.refused).hasSize(2);
        assertThat(take("corridor/depot/settlement/answers", "{\"element\": \"bay-1/1\", \"seq\": 7}")
                        .refusal())
                .isEmpty();
        assertThat(messages.answers).containsEntry("bay-1/1#7", "ACKED");
        assertThat(take("corridor/depot/settlement/answers", "{\"element\": \"bay-1/1\", \"seq\": 700}")
                        .refusal())
                .contains("There is no message 700 of bay-1/1.");
    }
}
