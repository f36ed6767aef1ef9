package energy.corridor.gridlink;

import static org.assertj.core.api.Assertions.assertThat;

import energy.corridor.corridor.CorridorHistory;
import energy.corridor.fleet.SocSource;
import energy.corridor.grid.frequency.FrequencyReport;
import energy.corridor.grid.request.InMemoryRequestStore;
import energy.corridor.grid.request.RequestRecord;
import energy.corridor.grid.request.RequestStore;
import energy.corridor.optimiser.flexibility.Flexibility;
import energy.corridor.quantity.TimeGrid;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.junit.jupiter.api.Test;

/** What operators, vehicles and listeners may rely on, with whatever broker a subclass brings. */
abstract class LinkStories {

    private static final Flexibility FLEXIBILITY = new Flexibility(
            new TimeGrid(Instant.parse("2026-03-02T19:55:00Z"), Duration.ofMinutes(5), 6),
            List.of(new Flexibility.Span(
                    3, List.of(new Flexibility.Point(0, 40, 90.1239, 70, 120), new Flexibility.Point(3, 1, 1, 1, 1)))));

    private static final Instant FROM = Instant.parse("2026-03-02T21:00:00Z");

    private static final String CAP_1 = "corridor/depot/operators/north/requests/cap-1";

    private static final String CAP = """
            {"kind": "IMPORT_LIMIT", "from": "2026-03-02T21:00:00Z", "to": "2026-03-02T23:00:00Z", "kw": 200}""";

    abstract String url();

    @Test
    void aVehicleTellsItsEnergyInKwhOrInPercent() throws Exception {
        try (LinkedDepot depot = new LinkedDepot(url()).connected();
                MqttProbe bus = new MqttProbe(url(), "bus")) {
            bus.say("corridor/depot/vehicles/bus-1/soc", "{\"socKwh\": 61.5, \"at\": \"2026-03-02T19:59:30Z\"}");
            depot.change();
            assertThat(depot.soc("bus-1").socKwh()).isEqualTo(61.5);
            assertThat(depot.soc("bus-1").source()).isEqualTo(SocSource.TELEMATICS);

            bus.say("corridor/depot/vehicles/bus-2/soc", "{\"socPercent\": 40, \"at\": \"2026-03-02T19:59:30Z\"}");
            depot.change();
            assertThat(depot.soc("bus-2").socKwh()).isEqualTo(40);
            assertThat(depot.soc("bus-2").sampledAt()).isEqualTo(Instant.parse("2026-03-02T19:59:30Z"));
        }
    }

    @Test
    void anOperatorIsAnsweredWhenItsLimitIsInTheBookAndMayWithdrawIt() throws Exception {
        try (LinkedDepot depot = new LinkedDepot(url()).connected();
                MqttProbe operator = new MqttProbe(url(), "operator", "operator/answers")) {
            var accepted = operator.ask("corridor/depot/operators/north/requests/cap-1", CAP, "operator/answers", "q1");
            assertThat(accepted.payload())
                    .isEqualTo(
                            "{\"id\":\"cap-1\",\"status\":\"received\",\"revision\":1,\"at\":\"2026-03-02T20:00:00Z\"}");
            assertThat(depot.grid.importLimitKw(FROM, FROM.plusSeconds(1))).isEqualTo(200);

            operator.say(CAP_1, "");
            var withdrawn = operator.next("operator/answers");
            assertThat(withdrawn.correlation()).as("told to who asked").isEqualTo("q1");
            assertThat(withdrawn.payload()).contains("\"status\":\"cancelled\"", "WITHDRAWN");
            assertThat(depot.grid.importLimitKw(FROM, FROM.plusSeconds(1))).isEqualTo(1000);
        }
    }

    @Test
    void aRepeatedRequestChangesNothingAndARevisionTakesItsPlace() throws Exception {
        try (LinkedDepot depot = new LinkedDepot(url()).connected();
                MqttProbe operator = new MqttProbe(url(), "operator", "operator/answers")) {
            operator.ask("corridor/depot/operators/north/requests/cap-1", CAP, "operator/answers", "q1");
            assertThat(depot.change()).isEqualTo("grid");

            var again = operator.ask("corridor/depot/operators/north/requests/cap-1", CAP, "operator/answers", "q2");
            assertThat(again.payload()).contains("\"status\":\"validated\"");
            assertThat(depot.hasChanged()).isFalse();

            String other = CAP.replace("200", "150");
            var doubled = operator.ask(CAP_1, other, "operator/answers", "q3");
            assertThat(doubled.payload()).contains("\"code\":\"DUPLICATE_ID\"", "to change it send revision 2");
            assertThat(depot.grid.importLimitKw(FROM, FROM.plusSeconds(1))).isEqualTo(200);

            operator.ask(CAP_1, other.replace("{", "{\"revision\": 2, "), "operator/answers", "q4");
            assertThat(depot.change()).isEqualTo("grid");
            assertThat(depot.grid.importLimitKw(FROM, FROM.plusSeconds(1))).isEqualTo(150);
            var stale = operator.ask(CAP_1, CAP, "operator/answers", "q5");
            assertThat(stale.payload()).contains("\"code\":\"STALE_REVISION\"");
        }
    }

    @Test
    void aRefusalSaysWhyToTheSenderAndOnTheErrorsTopic() throws Exception {
        try (LinkedDepot depot = new LinkedDepot(url()).connected();
                MqttProbe operator = new MqttProbe(url(), "operator", "operator/answers", "corridor/depot/errors")) {
            String negative = CAP.replace("200", "-5");
            var refused =
                    operator.ask("corridor/depot/operators/north/requests/cap-1", negative, "operator/answers", "q1");
            assertThat(refused.payload())
                    .isEqualTo("{\"id\":\"cap-1\",\"status\":\"refused\",\"code\":\"MALFORMED\",\"reason\":"
                            + "\"Request \\\"cap-1\\\": kw (-5.0) must be a finite number, 0 or more.\"}");

            operator.say("corridor/depot/operators/north/requests/cap-2", "{\"kind\": ");
            assertThat(operator.next("corridor/depot/errors").payload()).contains("cap-1", "kw (-5.0)");
            assertThat(operator.next("corridor/depot/errors").payload())
                    .contains("corridor/depot/operators/north/requests/cap-2", "is not JSON", "line 1");

            operator.say("corridor/depot/vehicles/bus-9/soc", "{\"socKwh\": 5, \"at\": \"2026-03-02T19:59:30Z\"}");
            assertThat(operator.next("corridor/depot/errors").payload())
                    .contains("corridor/depot/vehicles/bus-9/soc", "is not registered");
            assertThat(depot.hasChanged()).isFalse();
            assertThat(depot.count("corridor.mqtt.messages", "outcome", "refused"))
                    .isEqualTo(3);
        }
    }

    @Test
    void aRetainedRequestIsSeenByALinkThatComesLater() throws Exception {
        try (MqttProbe operator = new MqttProbe(url(), "operator")) {
            operator.keep("corridor/depot/operators/north/requests/cap-kept", CAP);
            try (LinkedDepot depot = new LinkedDepot(url())) {
                assertThat(depot.change()).isEqualTo("grid");
                assertThat(depot.grid.requests().all())
                        .extracting(RequestRecord::key)
                        .containsExactly("north:cap-kept");
            } finally {
                operator.keep("corridor/depot/operators/north/requests/cap-kept", "");
            }
        }
    }

    @Test
    void aMessageThatExpiresWhileItWaitsIsRefused() throws Exception {
        Semaphore disk = new Semaphore(0);
        RequestStore slow = new StoreThat(() -> disk.acquireUninterruptibly());
        try (LinkedDepot depot = new LinkedDepot(url(), slow).connected();
                MqttProbe operator = new MqttProbe(url(), "operator", "operator/answers", "corridor/depot/errors")) {
            operator.say("corridor/depot/operators/north/requests/first", CAP);
            MqttProperties shortLived = new MqttProperties();
            shortLived.setMessageExpiryInterval(1L);
            shortLived.setResponseTopic("operator/answers");
            operator.say("corridor/depot/operators/north/requests/second", CAP, shortLived);
            LinkedDepot.await(
                    "the second to wait",
                    () -> depot.meters.get("corridor.mqtt.queue").gauge().value() == 1);
            Thread.sleep(1_200); // longer than the second one lives
            disk.release();
            assertThat(operator.next("operator/answers").payload()).contains("second", "refused", "expired");
            assertThat(depot.grid.requests().all())
                    .extracting(RequestRecord::key)
                    .containsExactly("north:first");
        }
    }

    @Test
    void whatTheStoreCannotKeepIsTriedAgain() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        RequestStore awayOnce = new StoreThat(() -> {
            if (calls.incrementAndGet() == 1) {
                throw new IllegalStateException("The database is away.");
            }
        });
        try (LinkedDepot depot = new LinkedDepot(url(), awayOnce).connected();
                MqttProbe operator = new MqttProbe(url(), "operator", "operator/answers")) {
            var answer = operator.ask("corridor/depot/operators/north/requests/cap-1", CAP, "operator/answers", "q1");
            assertThat(answer.payload()).contains("received");
            assertThat(calls).hasValue(2);
            assertThat(depot.grid.requests().all()).hasSize(1);
        }
    }

    @Test
    void aBurstIsTakenWholeAndInOrder() throws Exception {
        try (LinkedDepot depot = new LinkedDepot(url()).connected();
                MqttProbe bus = new MqttProbe(url(), "bus", "bus/answers")) {
            MqttProperties answered = new MqttProperties();
            answered.setResponseTopic("bus/answers");
            for (int i = 0; i < 500; i++) {
                bus.say(
                        "corridor/depot/vehicles/bus-1/soc",
                        "{\"socKwh\": %s, \"at\": \"%s\"}"
                                .formatted(i / 10.0, LinkedDepot.NOW.minusSeconds(1_000L - i)),
                        answered);
            }
            for (int i = 0; i < 500; i++) {
                assertThat(bus.next("bus/answers").payload()).contains("accepted");
            }
            assertThat(depot.soc("bus-1").socKwh()).isEqualTo(49.9);
            assertThat(depot.count("corridor.mqtt.messages", "outcome", "accepted"))
                    .isEqualTo(500);
        }
    }

    @Test
    void aMeasurementOfTheFrequencyAsksForItsPowerAndIsSeen() throws Exception {
        try (MqttProbe meter = new MqttProbe(url(), "meter", "corridor/depot/frequency/response");
                LinkedDepot depot = new LinkedDepot(url()).connected()) {
            meter.say("corridor/depot/frequency", "{\"hz\": 49.9, \"at\": \"2026-03-02T19:59:55Z\"}");
            LinkedDepot.await(
                    "the measurement",
                    () -> depot.grid.frequency().response(LinkedDepot.NOW).askedKw() < 0);
            depot.link.show(cycle(512.5), 200, Optional.empty(), response(depot));
            meter.next( // the broker may have kept one that an earlier depot said
                    "corridor/depot/frequency/response",
                    "{\"at\":\"2026-03-02T20:00:00Z\",\"state\":\"MEASURED\",\"hz\":49.9,"
                            + "\"measuredAt\":\"2026-03-02T19:59:55Z\",\"askedKw\":-50.000,\"givenKw\":-40.000,"
                            + "\"upKw\":40.000,\"downKw\":80.000,"
                            + "\"reason\":\"At 49.900 Hz the import is to be 50.0 kW less.\"}");
        }
    }

    private static FrequencyReport response(LinkedDepot depot) {
        return new FrequencyReport(depot.grid.frequency().response(LinkedDepot.NOW), 40, 80, -40);
    }

    @Test
    void listenersSeeTheNewestCycleAndWhetherWeAreThere() throws Exception {
        try (MqttProbe listener = new MqttProbe(url(), "listener", "corridor/depot/#")) {
            try (LinkedDepot depot = new LinkedDepot(url()).connected()) {
                listener.next("corridor/depot/status", "online");
                depot.link.show(cycle(512.5), 200, Optional.of(FLEXIBILITY), response(depot));
                depot.link.show(cycle(600), 200, Optional.empty(), response(depot)); // within the same second
                assertThat(listener.next("corridor/depot/corridor").payload())
                        .isEqualTo("{\"at\":\"2026-03-02T20:00:00Z\",\"sumKwh\":512.500,\"lowerKwh\":310.123,"
                                + "\"upperKwh\":900.000,\"pluggedIn\":12}");
                assertThat(listener.next("corridor/depot/power").payload())
                        .isEqualTo("{\"at\":\"2026-03-02T20:00:00Z\",\"powerKw\":180.000,\"importLimitKw\":200.000}");
                assertThat(listener.next("corridor/depot/flexibility").payload())
                        .isEqualTo(
                                "{\"at\":\"2026-03-02T20:00:00Z\",\"durations\":[{\"from\":\"2026-03-02T19:55:00Z\",\"minutes\":15,"
                                        + "\"moreKw\":40.000,\"lessKw\":90.123,\"summedMoreKw\":70.000,\"summedLessKw\":120.000}]}");
                depot.nanoTime.addAndGet(1_000_000_000L);
                depot.link.show(cycle(700), 200, Optional.empty(), response(depot));
                assertThat(listener.next("corridor/depot/corridor").payload()).contains("\"sumKwh\":700.000");
                try (MqttProbe late = new MqttProbe(url(), "late", "corridor/depot/#")) {
                    assertThat(late.next("corridor/depot/corridor").retained()).isTrue();
                    assertThat(late.next("corridor/depot/power").retained()).isTrue();
                }
            }
            listener.next("corridor/depot/status", "offline");
        }
    }

    @Test
    void theLastWillTellsOfALostLinkWhichComesBackAndMissesNothing() throws Exception {
        try (CuttableRoute route = new CuttableRoute(url());
                LinkedDepot depot = new LinkedDepot(route.url()).connected();
                MqttProbe operator = new MqttProbe(url(), "operator", "corridor/depot/status", "operator/answers")) {
            operator.next("corridor/depot/status", "online");

            route.cut();
            operator.next("corridor/depot/status", "offline");
            MqttProperties answered = new MqttProperties();
            answered.setResponseTopic("operator/answers");
            operator.say("corridor/depot/operators/north/requests/cap-1", CAP, answered);
            route.restore();

            assertThat(operator.next("operator/answers").payload()).contains("cap-1", "received");
            assertThat(depot.grid.requests().all()).hasSize(1);
            operator.next("corridor/depot/status", "online");
        }
    }

    private static CorridorHistory.Point cycle(double sumKwh) {
        return new CorridorHistory.Point(LinkedDepot.NOW, 900, 310.1234, sumKwh, 180, 12);
    }

    /** A store in which something happens before a request is kept. */
    private static final class StoreThat implements RequestStore {

        private final RequestStore inner = new InMemoryRequestStore();
        private final Runnable before;

        StoreThat(Runnable before) {
            this.before = before;
        }

        @Override
        public List<RequestRecord> endingAfter(Instant since) {
            return inner.endingAfter(since);
        }

        @Override
        public Optional<RequestRecord> newest(String key) {
            return inner.newest(key);
        }

        @Override
        public void save(RequestRecord request, int added) {
            before.run();
            inner.save(request, added);
        }
    }
}
