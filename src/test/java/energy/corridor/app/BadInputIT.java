package energy.corridor.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import energy.corridor.ocpp.StationClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The running service is told what cannot be, over OCPP 1.6, OCPP 2.0.1 and REST: none of it is billed, and all of it can be seen with its
 * reason. Signed records that verify are what their sessions are billed by.
 */
class BadInputIT {

    private static final double SPEED = 300;
    private static final Instant BEGIN = Instant.parse("2026-03-02T16:00:00Z");
    private static final Path DATA = Path.of("target", "bad-input");
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final SigningMeter meter = new SigningMeter();
    private String api = "";
    private int calls;

    @BeforeEach
    void clean() throws IOException {
        ServiceProcess.empty(DATA);
    }

    @Test
    void whatCannotBeIsSeenWithItsReasonAndBillsNothing() throws Exception {
        Instant origin = Instant.now().plusSeconds(5);
        DepotClock clock = new DepotClock(origin, BEGIN, SPEED);
        Path night = NightScenario.write("bad-input", 3, 300, 1);
        try (ServiceProcess service = new ServiceProcess(DATA, night, origin, BEGIN, SPEED)) {
            service.start();
            api = "http://127.0.0.1:" + service.port() + "/api";
            for (String charger : List.of("charger-01", "charger-02")) {
                post(200, "/elements", """
                        {"id":"%s/1","evse":"%s/1","owner":"depot-operator","master":"depot","capacityUpW":150000,\
                        "attributes":{"signingKey":"%s"}}""".formatted(charger, charger, meter.publicKey()));
            }
            StationClient old = booted(service.port(), "charger-01", "ocpp1.6", """
                    {"chargePointVendor":"Acme","chargePointModel":"DC-150"}""");
            StationClient young = booted(service.port(), "charger-02", "ocpp2.0.1", """
                    {"reason":"PowerUp","chargingStation":{"vendorName":"Acme","model":"DC-150"}}""");
            session16(old, clock, 1_000, meter.record("29.000"));
            session16(old, clock, 30_000, meter.record("29.000").replace("29.000", "39.000"));
            session201(young, clock, "tx-good", 1_000, meter.record("29.000"));
            session201(young, clock, "tx-forged", 30_000, meter.record("29.000").replace("29.000", "39.000"));
            assertThatThrownBy(() -> StationClient.connect(service.port(), "stranger", "ocpp1.6"))
                    .as("an unknown station is not let in")
                    .hasRootCauseMessage("Unexpected HTTP response status code 404");
            reads(old, 2, now(clock), "5000"); // a connector that nobody has registered
            reads(old, 1, now(clock), "-5");
            reads(old, 1, now(clock), "99999999999999999999");
            reads(old, 1, now(clock), "900000000");
            messages(clock);

            JsonNode findings = seen(
                    "/settlement/findings",
                    f -> f.toString().contains("ABOVE_POWER")
                            && f.toString().contains("SIGNATURE")
                            && f.toString().contains("NOT_REGISTERED"));
            assertThat(sentences(findings, "NOT_PLAUSIBLE"))
                    .hasSizeGreaterThanOrEqualTo(2)
                    .anyMatch(s -> s.contains("-5"));
            assertThat(sentences(findings, "ABOVE_POWER"))
                    .singleElement()
                    .asString()
                    .contains("charger-01/1");
            assertThat(sentences(findings, "NOT_REGISTERED")).anyMatch(s -> s.contains("charger-01/2"));
            assertThat(sentences(findings, "SIGNATURE"))
                    .hasSize(2)
                    .allMatch(s -> s.contains("INVALID"))
                    .anyMatch(s -> s.contains("charger-01/1"))
                    .anyMatch(s -> s.contains("charger-02/1"));
            JsonNode records = seen("/ocpi/2.2.1/cdrs", r -> r.path("data").size() == 4);
            int bySignature = 0;
            for (JsonNode record : records.path("data")) {
                assertThat(record.path("total_energy").asDouble())
                        .as(record.toString())
                        .isEqualTo(29.0);
                bySignature += record.path("signed_data").isObject() ? 1 : 0;
            }
            assertThat(bySignature)
                    .as("records with a signed value, one of each OCPP version")
                    .isEqualTo(2);
            assertThat(get("/settlement/intervals?element=charger-01/2").path("intervals"))
                    .isEmpty();
            assertThat(get("/settlement/kwps").toString()).doesNotContain("charger-01/2");
            assertThat(get("/ledger/check").toString()).contains("\"balanced\":true", "\"faults\":[]");
            service.end();
        }
    }

    /** 29 kWh in two minutes would be too much: the registers say so in half an hour. */
    private void session16(StationClient station, DepotClock clock, long startWh, String record) throws Exception {
        Instant at = now(clock);
        JsonNode started = call(station, "StartTransaction", """
                {"connectorId":1,"idTag":"tag","timestamp":"%s","meterStart":%d}""".formatted(at, startWh));
        Instant end = later(clock, at);
        String object = JSON.createObjectNode()
                .put("signedMeterData", Base64.getEncoder().encodeToString(record.getBytes(StandardCharsets.UTF_8)))
                .put("signingMethod", "")
                .put("encodingMethod", "OCMF")
                .put("publicKey", "")
                .toString();
        call(
                station,
                "StopTransaction",
                JSON.createObjectNode()
                        .put("transactionId", started.path("transactionId").asInt())
                        .put("timestamp", end.toString())
                        .put("meterStop", startWh + 29_000)
                        .set(
                                "transactionData",
                                JSON.createArrayNode()
                                        .add(JSON.createObjectNode()
                                                .put("timestamp", end.toString())
                                                .set(
                                                        "sampledValue",
                                                        JSON.createArrayNode()
                                                                .add(JSON.createObjectNode()
                                                                        .put("value", object)
                                                                        .put("format", "SignedData")
                                                                        .put("context", "Transaction.End")))))
                        .toString());
    }

    private void session201(StationClient station, DepotClock clock, String name, long startWh, String record)
            throws Exception {
        Instant at = now(clock);
        call(station, "TransactionEvent", """
                {"eventType":"Started","timestamp":"%s","triggerReason":"CablePluggedIn","seqNo":0,"evse":{"id":1,"connectorId":1},\
                "idToken":{"idToken":"tag","type":"ISO14443"},\
                "meterValue":[{"timestamp":"%s","sampledValue":[{"value":%d,"context":"Transaction.Begin"}]}],\
                "transactionInfo":{"transactionId":"%s"}}""".formatted(at, at, startWh, name));
        Instant end = later(clock, at);
        call(station, "TransactionEvent", """
                {"eventType":"Ended","timestamp":"%s","triggerReason":"EVDeparted","seqNo":1,"evse":{"id":1,"connectorId":1},\
                "meterValue":[{"timestamp":"%s","sampledValue":[{"value":%d,"context":"Transaction.End","signedMeterValue":\
                {"signedMeterData":"%s","signingMethod":"","encodingMethod":"OCMF","publicKey":""}}]}],\
                "transactionInfo":{"transactionId":"%s","stoppedReason":"EVDisconnected"}}""".formatted(
                        end,
                        end,
                        startWh + 29_000,
                        Base64.getEncoder().encodeToString(record.getBytes(StandardCharsets.UTF_8)),
                        name));
    }

    private void reads(StationClient station, int connector, Instant at, String value) {
        call(station, "MeterValues", """
                {"connectorId":%d,"meterValue":[{"timestamp":"%s","sampledValue":[\
                {"value":"%s","measurand":"Energy.Active.Import.Register","unit":"Wh"}]}]}""".formatted(connector, at, value));
    }

    /** A battery without a station tells its own energy. */
    private void messages(DepotClock clock) throws Exception {
        post(200, "/elements", """
                {"id":"battery","type":"BATTERY","owner":"depot-operator","master":"depot","capacityUpW":100000,"validFrom":"%s"}""".formatted(BEGIN));
        assertThat(tell("nobody", 1, 5_000, "EUR", 1, 422)).contains("NOT_REGISTERED");
        assertThat(tell("battery", 1, 5_000, "XAU", 1, 422)).contains("UNKNOWN_RATE");
        assertThat(tell("battery", 2, -5, "EUR", 1, 422)).contains("MALFORMED");
        assertThat(tell("battery", 3, 5_000, "EUR", 1, 200)).contains("ACK");
        assertThat(tell("battery", 4, 6_000, "EUR", 1, 409)).contains("OVERLAP");
        assertThat(tell("battery", 3, 7_000, "EUR", 1, 409)).contains("CONFLICT");
        assertThat(get("/settlement/messages/refused").toString())
                .contains("NOT_REGISTERED", "UNKNOWN_RATE", "MALFORMED", "OVERLAP", "CONFLICT");
        assertThat(get("/settlement/messages/told").path("messages")).hasSize(1);
    }

    private String tell(String element, int seq, long wh, String currency, int version, int status) throws Exception {
        return post(status, "/settlement/messages", """
                {"element":"%s","seq":%d,"start":"%s","end":"%s","sentAt":"%s","packets":[\
                {"direction":"LOAD","start":"%s","end":"%s","energyWh":%d,"currency":"%s","version":%d}]}""".formatted(
                        element,
                        seq,
                        BEGIN,
                        BEGIN.plusSeconds(900),
                        BEGIN.plusSeconds(901),
                        BEGIN,
                        BEGIN.plusSeconds(900),
                        wh,
                        currency,
                        version));
    }

    private static Instant now(DepotClock clock) {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    private static Instant later(DepotClock clock, Instant than) throws InterruptedException {
        while (clock.instant().isBefore(than.plus(Duration.ofMinutes(30)))) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
        return now(clock);
    }

    private StationClient booted(int port, String station, String version, String boot) {
        StationClient client = StationClient.connect(port, station, version);
        call(client, "BootNotification", boot);
        return client;
    }

    /** What the service asks meanwhile is not implemented. */
    private JsonNode call(StationClient station, String action, String payload) {
        String id = "call-" + ++calls;
        station.send("[2,\"%s\",\"%s\",%s]".formatted(id, action, payload));
        while (true) {
            JsonNode message = read(station.next());
            if (message.path(0).asInt() == 2) {
                station.send("[4,\"%s\",\"NotImplemented\",\"\",{}]"
                        .formatted(message.path(1).asText()));
            } else {
                assertThat(message.path(0).asInt())
                        .as("%s was answered %s", payload, message)
                        .isEqualTo(3);
                assertThat(message.path(1).asText()).isEqualTo(id);
                return message.path(2);
            }
        }
    }

    private static List<String> sentences(JsonNode findings, String kind) {
        return findings.path("findings").findParents("kind").stream()
                .filter(f -> f.path("kind").asText().equals(kind))
                .map(f -> f.path("sentence").asText())
                .toList();
    }

    private JsonNode seen(String path, Predicate<JsonNode> there) throws Exception {
        JsonNode answer = get(path);
        for (int tries = 0; tries < 120 && !there.test(answer); tries++) {
            TimeUnit.MILLISECONDS.sleep(500);
            answer = get(path);
        }
        assertThat(there.test(answer)).as(answer.toString()).isTrue();
        return answer;
    }

    private static JsonNode read(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException broken) {
            throw new IllegalArgumentException(text, broken);
        }
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        return read(
                HTTP.send(HttpRequest.newBuilder(URI.create(api + path)).build(), HttpResponse.BodyHandlers.ofString())
                        .body());
    }

    private String post(int status, String path, String body) throws IOException, InterruptedException {
        HttpResponse<String> answer = HTTP.send(
                HttpRequest.newBuilder(URI.create(api + path))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as("%s: %s", body, answer.body()).isEqualTo(status);
        return answer.body();
    }
}
