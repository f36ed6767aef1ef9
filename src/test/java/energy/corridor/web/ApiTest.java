package energy.corridor.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import energy.corridor.access.InMemoryAccess;
import energy.corridor.corridor.CorridorHistory;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The API from outside, over a depot at 22:40 on a Monday. */
@QuarkusTest
@TestProfile(WebTestProfile.class)
class ApiTest {

    @Inject
    LivingDepot depot;

    @Inject
    InMemoryAccess access;

    @BeforeEach
    void night() {
        RestAssured.authentication = RestAssured.preemptive().basic("admin", "night shift");
        depot.runUntil(LivingDepot.NIGHT);
    }

    @Test
    void theFleetTellsWhoWillNotBeReadyAndWhy() {
        given().get("/api/fleet")
                .then()
                .statusCode(200)
                .body("vehicles", hasSize(20))
                .body("vehicles.find { it.id == 'bus-18' }.status", equalTo("AT_RISK"))
                .body("vehicles.find { it.id == 'bus-18' }.reason", containsString("even 120 kW until departure"))
                .body("vehicles.find { it.id == 'bus-18' }.shortfallKwh", greaterThan(1f));
    }

    @Test
    void theFleetTellsWhyThePlanDoesWhatItDoesNow() {
        given().get("/api/fleet")
                .then()
                .body("vehicles.find { it.id == 'bus-18' }.planReason", equalTo("MUST_CHARGE"))
                .body(
                        "vehicles.findAll { it.planReason == 'LIMIT' }.planReasonBy.unique()",
                        equalTo(List.of("feeder-south")));
    }

    @Test
    void withoutAPowerForItTheFrequencyIsNotFollowedAndWhoTellsItHearsSo() {
        given().get("/api/frequency")
                .then()
                .statusCode(200)
                .body("state", equalTo("OFF"))
                .body("askedKw", equalTo(0f))
                .body("settings.fullHz", equalTo(0.2f));
        given().contentType(ContentType.JSON)
                .body("{\"hz\": 49.9}")
                .put("/api/frequency")
                .then()
                .statusCode(400)
                .body("error", containsString("corridor.frequency.up-kw and corridor.frequency.down-kw are 0"));
    }

    @Test
    void flexibilityIsToldPerDurationAndNeverRoundedUp() {
        given().get("/api/flexibility")
                .then()
                .statusCode(200)
                .body("durations", hasSize(1))
                .body("durations[0].minutes", equalTo(60))
                .body("durations[0].points", hasSize(2))
                .body("durations[0].points[0].moreKw", equalTo(80f))
                .body("durations[0].points[0].lessKwh", equalTo(240f))
                .body("durations[0].points[0].summedLessKw", equalTo(360f))
                .body("durations[0].points[1].lessKw", equalTo(0f));
    }

    @Test
    void aStationIsAskedInItsOwnWordsAndEveryEndHasItsStatus() {
        given().get("/api/stations/bay-01/commands")
                .then()
                .statusCode(200)
                .body("connected", equalTo(true))
                .body("version", equalTo("OCPP 1.6"))
                .body("capabilities.NumberOfConnectors", equalTo("2"))
                .body("actions", equalTo(List.of("ClearCache", "Reset")));
        given().get("/api/stations/bay-03/commands").then().body("connected", equalTo(false));
        command("bay-01", "Reset", "{\"type\":\"Soft\"}", 200)
                .body("station", equalTo("bay-01"))
                .body("action", equalTo("Reset"))
                .body("answer.status", equalTo("Accepted"));
        command("bay-01", "Reset", "{}", 400)
                .body("error", equalTo("The field \"type\" of Reset is missing; it is required."));
        command("bay-01", "Fly", "{}", 404)
                .body("error", equalTo("A central system cannot send \"Fly\" in OCPP 1.6."))
                .body("allowed", equalTo("ClearCache, Reset"));
        command("nowhere", "Reset", "{}", 404).body("error", equalTo("There is no station \"nowhere\"."));
        command("bay-03", "Reset", "{}", 409).body("error", equalTo("The station is not connected."));
        command("bay-01", "ClearCache", "{}", 502)
                .body("error", equalTo("The station answered NotSupported: no cache"))
                .body("field", equalTo("NotSupported"));
        command("bay-01", "GetDiagnostics", "{}", 504)
                .body("error", containsString("did not answer GetDiagnostics within 30000 ms"));
    }

    @Test
    void aStationsNoticesAreToldNewestFirst() {
        given().get("/api/stations/bay-01/notices").then().statusCode(200).body("$", hasSize(0));
    }

    @Test
    void aStationsCredentialIsSetAndForgottenAndItsPasswordNeverTold() {
        String address = "/api/stations/bay-02/credential";
        given().contentType(ContentType.JSON)
                .body("{\"securityProfile\":1,\"password\":\"hush-hush-hush\"}")
                .put(address)
                .then()
                .statusCode(200)
                .body("securityProfile", equalTo(1))
                .body("hasPassword", equalTo(true))
                .body(not(containsString("hush")));
        given().contentType(ContentType.JSON)
                .body("{\"securityProfile\":1,\"password\":\"x\"}")
                .put(address)
                .then()
                .statusCode(400)
                .body("error", equalTo("The password is too short."));
        given().delete(address).then().statusCode(200).body("hasPassword", equalTo(false));
        given().get(address).then().body("securityProfile", equalTo(0));
    }

    private static ValidatableResponse command(String station, String action, String payload, int status) {
        return given().contentType(ContentType.JSON)
                .body(payload)
                .post("/api/stations/%s/commands/%s".formatted(station, action))
                .then()
                .statusCode(status);
    }

    @Test
    void stationsTellConnectionPowerAndSetpoint() {
        given().get("/api/stations")
                .then()
                .statusCode(200)
                .body("stations.find { it.evse == 'bay-03/1' }.connected", equalTo(false))
                .body("stations.find { it.evse == 'bay-18/1' }.connected", equalTo(true))
                .body("stations.find { it.evse == 'bay-18/1' }.powerKw", equalTo(120f))
                .body("stations.find { it.evse == 'bay-18/1' }.setpointKw", equalTo(120f));
    }

    @Test
    void theCorridorHasAPastAndAFuture() {
        given().get("/api/corridor")
                .then()
                .statusCode(200)
                .body("upperKwh", hasSize(97))
                .body("stepSeconds", equalTo(900))
                .body("present.pluggedIn", greaterThan(10));
        given().queryParam("from", "2026-03-02T20:00:00+01:00")
                .queryParam("to", "2026-03-02T20:00:00Z")
                .get("/api/corridor/history")
                .then()
                .statusCode(200)
                .body("cycles", equalTo(60))
                .body("points", hasSize(60));
        given().queryParam("from", "yesterday")
                .get("/api/corridor/history")
                .then()
                .statusCode(400)
                .body("error", equalTo("The from \"yesterday\" is not a time."))
                .body("field", equalTo("from"))
                .body("allowed", equalTo(Parameters.TIME));
    }

    @Test
    void aLongPastIsThinnedButNoCycleOutsideTheCorridorIsLeftOut() {
        List<CorridorHistory.Point> cycles = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            double sum = i == 4321 ? 120 : 50;
            cycles.add(new CorridorHistory.Point(LivingDepot.BEGIN.plusSeconds(i), 100, 0, sum, 10, 1));
        }
        assertThat(CorridorResource.thinned(cycles))
                .hasSizeBetween(1900, 2100)
                .contains(cycles.get(0), cycles.get(4321), cycles.get(9999));
    }

    @Test
    void whatBindsIsToldForAnyWindow() {
        given().queryParam("from", "2026-03-02T22:00:00Z")
                .queryParam("to", "2026-03-03T00:00:00Z")
                .queryParam("stepSeconds", "1800")
                .get("/api/site/conditions")
                .then()
                .statusCode(200)
                .body("importLimitKw", equalTo(List.of(700f, 700f, 450f, 450f)))
                .body("importEurPerKwh", equalTo(List.of(0.19f, 0.19f, 0.19f, 0.19f)));
        given().queryParam("stepSeconds", "1")
                .get("/api/site/conditions")
                .then()
                .statusCode(400)
                .body("field", equalTo("stepSeconds"));
        given().queryParam("to", "2020-01-01T00:00:00Z")
                .get("/api/site/conditions")
                .then()
                .statusCode(400)
                .body("field", equalTo("to"));
    }

    @Test
    void anImportLimitIsTakenListedRevisedAndCancelled() {
        String cap = """
                {"id":"cap-1","kind":"IMPORT_LIMIT","from":"2026-03-02T22:00:00Z","to":"2026-03-02T23:00:00Z","kw":200}""";
        json(cap)
                .post("/api/requests")
                .then()
                .statusCode(201)
                .header("Location", endsWith("/api/requests/cap-1"))
                .body("state", equalTo("VALIDATED"))
                .body("asked.kw", equalTo(200f));
        json(cap).post("/api/requests").then().statusCode(200);
        json(cap.replace("200", "250"))
                .post("/api/requests")
                .then()
                .statusCode(409)
                .body("error", containsString("to change it send revision 2"));
        json(cap.replace("200", "250").replace("{", "{\"revision\":2,"))
                .post("/api/requests")
                .then()
                .statusCode(201);
        json(cap).post("/api/requests").then().statusCode(409).body("error", containsString("revision 2 already"));
        given().get("/api/requests").then().body("find { it.key == 'cap-1' }.asked.kw", equalTo(250f));
        given().delete("/api/requests/cap-1").then().statusCode(204);
        given().get("/api/requests/cap-1")
                .then()
                .body("state", equalTo("CANCELLED"))
                .body("history.state", equalTo(List.of("RECEIVED", "VALIDATED", "CANCELLED")));
        given().delete("/api/requests/cap-1")
                .then()
                .statusCode(404)
                .body("error", equalTo("There is no open request \"cap-1\"."))
                .body("allowed", equalTo("dso-cap-7, reserve-band"));
    }

    @Test
    void everyKindOfRequestComesBackAsItWasSent() {
        String window = "\"from\":\"2026-03-02T22:00:00Z\",\"to\":\"2026-03-02T23:00:00Z\"";
        int r = 0;
        for (String fields : new String[] {
            "\"kind\":\"IMPORT_LIMIT\",\"limit\":\"GRANTED\",\"priority\":2,\"kw\":20.0," + window,
            "\"kind\":\"EXPORT_LIMIT\",\"kw\":20.0," + window,
            "\"kind\":\"SUM_SOC_BAND\",\"lowerKwh\":100.0,\"upperKwh\":200.0," + window,
            "\"kind\":\"DISPATCH\",\"kw\":-20.0,\"penaltyEurPerKwh\":0.9,\"relative\":true,\"baseline\":\"METER_BEFORE\","
                    + window,
            "\"kind\":\"DISPATCH\",\"penaltyEurPerKwh\":0.0,\"relative\":false,\"baseline\":\"DECLARED\",\"intervals\":[{\"kw\":5.0,"
                    + window + "},{\"kw\":6.0,"
                    + window.replace("T23", "T24").replace("T22", "T23").replace("02T24", "03T00") + "}]",
            "\"kind\":\"RESERVE_UP\",\"kw\":80.0,\"holdMinutes\":30,\"earnEurPerKwPerHour\":0.01," + window,
            "\"kind\":\"ALERT\",\"text\":\"Dim the lights.\"," + window
        }) {
            String id = "r-" + ++r;
            String body =
                    "{\"id\":\"%s\",\"operator\":\"north\",\"revision\":7,\"expires\":\"2026-03-02T21:59:00Z\",%s}"
                            .formatted(id, fields);
            var sent = JsonPath.from(body).getMap("");
            var stored = json(body)
                    .post("/api/requests")
                    .then()
                    .statusCode(201)
                    .extract()
                    .jsonPath()
                    .getMap("asked");
            assertThat(stored).isEqualTo(sent);
            given().delete("/api/requests/north:" + id).then().statusCode(204);
        }
    }

    @Test
    void anOperatorIsAgreedWithHeardAndForgotten() {
        given().post("/api/operators/west/heartbeat").then().statusCode(404);
        json("{\"failsafeKw\":-1}")
                .put("/api/operators/west")
                .then()
                .statusCode(400)
                .body("error", containsString("failsafeKw (-1.0)"));
        json("{\"failsafeKw\":300}")
                .put("/api/operators/west")
                .then()
                .statusCode(200)
                .body("state", equalTo("STARTING"))
                .body("rules.expectedEverySeconds", equalTo(60f));
        given().post("/api/operators/west/heartbeat").then().statusCode(200).body("state", equalTo("FREE"));
        given().get("/api/operators").then().body("operator", equalTo(List.of("west")));
        given().delete("/api/operators/west").then().statusCode(204);
        given().get("/api/operators").then().body("size()", equalTo(0));
    }

    @Test
    void aRequestWithAFieldOfAnotherKindIsRefusedByName() {
        json("""
                {"id":"x","kind":"IMPORT_LIMIT","from":"2026-03-02T22:00:00Z","to":"2026-03-02T23:00:00Z","kw":1,"relative":true}""")
                .post("/api/requests")
                .then()
                .statusCode(400)
                .body("error", equalTo("The field relative does not belong to a request of kind IMPORT_LIMIT."))
                .body("allowed", startsWith("id, kind, from, to, kw (or intervals"));
    }

    @Test
    void wrongJsonIsAnsweredWithPlaceAndRule() {
        refused("{\"id\":\"x\"", "is not valid JSON", null);
        refused("{\"id\":\"x\",\"kind\":\"SHED\"}", "must be one of IMPORT_LIMIT", "kind");
        refused(
                "{\"watts\":1,\"id\":\"x\",\"kind\":\"IMPORT_LIMIT\",\"from\":\"2026-03-02T22:00:00Z\",\"to\":\"2026-03-02T23:00:00Z\"}",
                "The field \"watts\" is not known.",
                "watts");
        refused(
                "{\"id\":\"x\",\"kind\":\"IMPORT_LIMIT\",\"from\":\"soon\"}",
                "The value \"soon\" of from must be an ISO 8601",
                "from");
        refused("{\"id\":\"x\",\"kind\":\"IMPORT_LIMIT\",\"from\":1772491200}", "of from must be an ISO 8601", "from");
        refused("{\"kind\":\"IMPORT_LIMIT\"}", "The field \"id\" is missing.", "id");
        refused("{\"id\":7}", "must be a text", "id");
        refused("[]", "must be", null);
        refused("", "The body is missing.", "body");
        refused("null", "The body is missing.", "body");
        refused(
                "{\"id\":\"x\",\"kind\":\"IMPORT_LIMIT\",\"from\":\"2026-03-02T22:00:00Z\",\"to\":\"2026-03-02T23:00:00Z\",\"kw\":\"200\"}",
                "must be a number",
                "kw");
        refused(
                "{\"id\":\"x\",\"kind\":\"IMPORT_LIMIT\",\"from\":\"2026-03-02T22:00:00Z\",\"to\":\"2026-03-02T23:00:00Z\",\"kw\":-5}",
                "Request \"x\": kw (-5.0) must be a finite number, 0 or more.",
                null);
        json("{\"id\":\"x\",\"kind\":\"IMPORT_LIMIT\",\"from\":\"2026-03-01T22:00:00Z\",\"to\":\"2026-03-01T23:00:00Z\",\"kw\":5}")
                .post("/api/requests")
                .then()
                .statusCode(410)
                .body("error", containsString("ended at 2026-03-01T23:00:00Z"))
                .body("field", equalTo("to"));
        json("{\"id\":\"x\",\"kind\":\"IMPORT_LIMIT\",\"from\":\"2026-03-02T22:00:00Z\",\"to\":\"2026-03-02T23:00:00Z\",\"kw\":5,"
                        + "\"expires\":\"2026-03-01T23:00:00Z\"}")
                .post("/api/requests")
                .then()
                .statusCode(410)
                .body("error", containsString("expired at 2026-03-01T23:00:00Z"))
                .body("field", equalTo("expires"));
    }

    private void refused(String body, String sentence, @Nullable String field) {
        var answer = json(body).post("/api/requests").then().statusCode(400).body("error", containsString(sentence));
        if (field != null) {
            answer.body("field", equalTo(field));
        }
    }

    @Test
    void theRegisterComesBackAsItWasPut() {
        String depotNow =
                given().get("/api/depot").then().statusCode(200).extract().asString();
        json(depotNow).put("/api/depot").then().statusCode(200);
        given().get("/api/depot").then().body(equalTo(depotNow));
        json(depotNow.replace("\"feeder-north\"", "\"feeder-west\""))
                .put("/api/depot")
                .then()
                .statusCode(400)
                .body("error", equalTo("EVSE bay-01/1 names the limit \"feeder-west\", which the site does not have."))
                .body("allowed", equalTo("feeder-north, feeder-south"));
        json(depotNow.replace("\"capacityKwh\":320.0", "\"capacityKwh\":-1"))
                .put("/api/depot")
                .then()
                .statusCode(400)
                .body("error", containsString("The capacityKwh (-1.0) of bus-01 must be in 0.001..1000000.0."));
    }

    @Test
    void theSiteComesBackAsItWasPutAndKeepsLimitsInUse() {
        String site = given().get("/api/site").then().statusCode(200).extract().asString();
        json(site).put("/api/site").then().statusCode(200);
        given().get("/api/site").then().body(equalTo(site));
        json("{\"importLimitKw\":500}")
                .put("/api/site")
                .then()
                .statusCode(400)
                .body("error", containsString("names the limit \"feeder-north\""));
    }

    @Test
    void telematicsAreTakenForKnownVehiclesOnly() {
        json("{\"socPercent\":50}")
                .post("/api/vehicles/bus-07/soc")
                .then()
                .statusCode(200)
                .body("socKwh", equalTo(160f));
        given().get("/api/fleet").then().statusCode(200);
        json("{\"socPercent\":150}")
                .post("/api/vehicles/bus-07/soc")
                .then()
                .statusCode(400)
                .body("field", equalTo("socPercent"));
        json("{}").post("/api/vehicles/bus-07/soc").then().statusCode(400);
        json("{\"socKwh\":500}")
                .post("/api/vehicles/bus-07/soc")
                .then()
                .statusCode(400)
                .body("error", containsString("0..320"));
        json("{\"socKwh\":5}")
                .post("/api/vehicles/tram-1/soc")
                .then()
                .statusCode(404)
                .body("allowed", containsString("bus-01, bus-02"));
    }

    @Test
    void aTableOfDutiesIsTakenWholeOrNotAtAll() {
        String table = """
                vehicle,arrival,departure,required_percent,trip_kwh
                bus-01,2026-03-04T18:30:00+01:00,2026-03-05T05:45:00+01:00,90,140
                bus-02,2026-03-04T18:30:00+01:00,2026-03-05T05:45:00+01:00,80,
                """;
        String before = given().get("/api/duties").then().extract().asString();
        given().contentType("text/csv")
                .body(table + "tram-1,2026-03-04T18:30:00+01:00,soon,80,\n")
                .put("/api/duties")
                .then()
                .statusCode(400)
                .body("problems", hasSize(1))
                .body("problems[0].line", equalTo(4))
                .body("problems[0].column", equalTo("departure"))
                .body("problems[0].value", equalTo("soon"))
                .body("problems[0].rule", equalTo(Parameters.TIME));
        given().get("/api/duties").then().body(equalTo(before));
        given().contentType("text/csv")
                .body(table)
                .put("/api/duties")
                .then()
                .statusCode(200)
                .body("duties", equalTo(2));
        given().get("/api/duties")
                .then()
                .body("duties.vehicle", hasItem("bus-03"))
                .body("duties.find { it.vehicle == 'bus-01' }.requiredKwh", equalTo(288f));
        json(before).put("/api/duties").then().statusCode(200);
        given().get("/api/duties").then().body(equalTo(before));
    }

    @Test
    void aScenarioWithoutItsConnectorIsAnsweredWithTheNames() throws Exception {
        String scenario = Files.readString(Path.of("src/test/resources/spiceev/two-buses.json"));
        json(scenario)
                .post("/api/depot/spiceev?failsafeKw=5")
                .then()
                .statusCode(400)
                .body("field", equalTo("gridConnector"))
                .body("allowed", equalTo("Depot North, Terminus"));
        json(scenario)
                .post("/api/depot/spiceev?gridConnector=Depot+North")
                .then()
                .statusCode(400)
                .body("field", equalTo("failsafeKw"));
        json("{")
                .post("/api/depot/spiceev?gridConnector=A&failsafeKw=5")
                .then()
                .statusCode(400)
                .body("error", containsString("not JSON"));
    }

    @Test
    void thePlanInForceAndAPlanOfOnesOwn() {
        given().get("/api/plan")
                .then()
                .statusCode(200)
                .body("plan.status", equalTo("OPTIMAL"))
                .body("plan.vehicles", hasSize(20));
        json("{\"start\":1}").post("/api/plan").then().statusCode(400);
        json("{}").post("/api/plan?deadline=soon").then().statusCode(400).body("field", equalTo("deadline"));
    }

    @Test
    void theClockIsTheDepots() {
        given().get("/api/clock")
                .then()
                .statusCode(200)
                .body("now", equalTo("2026-03-02T21:40:00Z"))
                .body("speed", equalTo(60f));
    }

    @Test
    void anUnknownAddressIsAnsweredInTheSameShape() {
        given().get("/api/nothing").then().statusCode(404).body("error", containsString("/q/openapi"));
        given().delete("/api/depot").then().statusCode(405).body("error", containsString("method"));
        given().contentType("text/plain").body("x").post("/api/requests").then().statusCode(415);
    }

    @Test
    void theApiDescribesItself() {
        given().accept("application/json")
                .get("/q/openapi")
                .then()
                .statusCode(200)
                .body("paths.'/api/plan'.post.summary", equalTo("Plans a charging problem"))
                .body("components.schemas.Error.properties.error.type", equalTo("string"));
    }

    private static RequestSpecification json(String body) {
        return given().contentType(ContentType.JSON).body(body);
    }

    @Test
    void whoLooksMayNotActAndWhoSetsUpMayReadTheLog() {
        given().auth().none().get("/api/fleet").then().statusCode(200);
        given().auth()
                .none()
                .contentType("application/json")
                .body("{\"departure\":\"2026-03-03T05:00:00Z\"}")
                .put("/api/vehicles/bus-02/stay")
                .then()
                .statusCode(401)
                .body("error", equalTo("Sign in first: this needs the role operator."));
        given().auth().none().get("/api/audit").then().statusCode(401);
        given().auth()
                .preemptive()
                .basic("operator", "day shift")
                .get("/api/audit")
                .then()
                .statusCode(403)
                .body("error", equalTo("This needs the role admin; operator does not have it."));
        given().auth()
                .preemptive()
                .basic("operator", "guess")
                .get("/api/fleet")
                .then()
                .statusCode(401);
        given().auth()
                .preemptive()
                .basic("operator", "day shift")
                .header("Origin", "https://elsewhere.example")
                .delete("/api/requests/none")
                .then()
                .statusCode(403);
    }

    @Test
    void aChangedStayIsInTheLogWithWhatItWasBefore() {
        given().auth()
                .preemptive()
                .basic("operator", "day shift")
                .contentType("application/json")
                .body("{\"requiredPercent\":70}")
                .put("/api/vehicles/bus-02/stay")
                .then()
                .statusCode(200)
                .body("requiredKwh", equalTo(224f));
        String entry = given().get("/api/audit").asString(); // it is there before the answer is
        assertThat(entry)
                .contains("\"who\":\"operator\"")
                .contains("PUT /api/vehicles/bus-02/stay")
                .contains("requiredPercent")
                .contains("288.0");
    }

    @Test
    void aStationsCommandIsInTheLogBeforeItsAnswerIsTold() {
        String path = "/api/stations/bay-01/commands/";
        json("{}").post(path + "Nonsense").then().statusCode(404);
        assertThat(given().get("/api/audit").jsonPath().getString("[0].action")).isEqualTo("POST " + path + "Nonsense");
        int status = json("{\"type\":\"Soft\"}").post(path + "Reset").statusCode();
        JsonPath newest = given().get("/api/audit").jsonPath();
        assertThat(newest.getString("[0].action")).isEqualTo("POST " + path + "Reset");
        assertThat(newest.getInt("[0].status")).isEqualTo(status);
        assertThat(newest.getString("[0].asked")).isEqualTo("{\"type\":\"Soft\"}");
    }

    @Test
    void whatCannotBeLoggedIsToldSo() {
        access.full(true);
        try {
            json("{\"socPercent\":50}")
                    .post("/api/vehicles/bus-05/soc")
                    .then()
                    .statusCode(500)
                    .body("error", containsString("the audit log could not be written"));
        } finally {
            access.full(false);
        }
    }

    @Test
    void whatIfTellsCostsAndWhoMissesAndRefusesWhatIsNotThere() {
        json("{\"changes\":[{\"kind\":\"CONNECTION_SCALED\",\"factor\":0.2}]}")
                .post("/api/what-if?deadline=3")
                .then()
                .statusCode(200)
                .body("after.peakKw", lessThan(150f))
                .body("after.misses.size()", greaterThan(1))
                .body("before.sumKwh", hasSize(97));
        json("{\"changes\":[{\"kind\":\"EARLIER\",\"vehicle\":\"tram-1\",\"minutes\":60}]}")
                .post("/api/what-if")
                .then()
                .statusCode(404);
        json("{\"changes\":[{\"kind\":\"MORE_VEHICLES\"}]}")
                .post("/api/what-if")
                .then()
                .statusCode(400);
    }

    @Test
    void sessionsAreChargeDetailRecordsOfOcpi() {
        given().queryParam("limit", 1)
                .get("/api/ocpi/2.2.1/cdrs")
                .then()
                .statusCode(200)
                .header("X-Total-Count", "5")
                .header("Link", containsString("offset=1"))
                .body("status_code", equalTo(1000))
                .body("data[0].id", equalTo("CDR-7"))
                .body("data[0].total_energy", equalTo(29.0f))
                .body("data[0].total_cost.excl_vat", equalTo(2.44f))
                .body("data[0].cdr_location.evse_id", equalTo("NL*COR*Ebay*07*1"))
                .body("data[0].charging_periods[0].dimensions[0].type", equalTo("ENERGY"))
                .body("data[0].signed_data.encoding_method", equalTo("OCMF"));
    }

    @Test
    void anAuthoritysAnswerByPostIsTakenUpAsIfItHadComeByRest() {
        given().contentType("application/json")
                .body("""
                        {"vehicles":[{"programme":"DE","registration":"B-EV 7","vehicle":"car-7","vehicleClass":"M1","validFrom":"2022-03-01"},
                        {"programme":"DE","registration":"B-EV 8","vehicle":"van-8","vehicleClass":"N1","validFrom":"2022-03-01"}]}""")
                .post("/api/credits/vehicles")
                .then()
                .statusCode(200)
                .body("vehicles[1].version", equalTo(1));
        given().contentType("application/json")
                .body("""
                        {"programme":"DE","from":"2022-01-01","to":"2022-12-31"}""")
                .post("/api/credits/reports")
                .then()
                .statusCode(200)
                .body("status", equalTo("VALIDATED"))
                .body("lines[0].element", equalTo("vehicle/B-EV 7"));
        String answer = "/api/credits/reports/answer?id=DE-2022-01-01-2022-12-31";
        given().contentType("application/json")
                .body("""
                        {"receipt":"UBA-1","total":2155,"reasons":["The plate B-EV 8 is not known."]}""")
                .post(answer)
                .then()
                .statusCode(400)
                .body("allowed", equalTo("one of credits, total and reasons"));
        given().contentType("application/json")
                .body("""
                        {"receipt":"UBA-1","total":2155}""")
                .post(answer)
                .then()
                .statusCode(200)
                .body("status", equalTo("ACCEPTED"))
                .body("lines.credits", hasItems("862", "1293"))
                .body("lines.match", hasItems("MATCHED"));
        given().get("/api/credits/accounts").then().body("accounts.holder", hasItems("vehicle/B-EV 7"));
        given().contentType("application/json").body("""
                        {"receipt":"UBA-1","total":2155}""").post(answer).then().statusCode(400);
    }

    @Test
    void aParameterThatCannotBeReadIsRefusedWithWhatItWas() {
        given().delete("/api/settlement/edits?element=a&start=yesterday&reason=r")
                .then()
                .statusCode(400)
                .body("error", containsString("yesterday"));
        given().delete("/api/settlement/edits?element=a&start=2026-03-02T18:00:00Z&channel=SIDEWAYS&reason=r")
                .then()
                .statusCode(400)
                .body("error", containsString("SIDEWAYS"));
        given().delete("/api/settlement/edits?element=a&reason=r")
                .then()
                .statusCode(400)
                .body("field", equalTo("start"));
        given().get("/api/credits/placement?programme=BC&from=2026-01-01&to=2026-06-30&thresholdWh=much")
                .then()
                .statusCode(400)
                .body("error", containsString("much"));
    }

    @Test
    void whatABodyMayLeaveOutIsFilledIn() {
        given().contentType("application/json")
                .body(
                        "{ \"id\": \"battery-9\", \"type\": \"BATTERY\", \"owner\": \"operator\", \"capacityDownW\": 50000 }")
                .post("/api/elements")
                .then()
                .statusCode(200)
                .body("version", equalTo(1))
                .body("point", equalTo("depot"));
        given().contentType("application/json")
                .body(
                        "{ \"element\": \"nobody\", \"seq\": 1, \"start\": \"2026-03-02T18:00:00Z\", \"end\": \"2026-03-02T18:15:00Z\","
                                + " \"sentAt\": \"2026-03-02T18:15:00Z\", \"packets\": [ { \"direction\": \"LOAD\", \"start\": \"2026-03-02T18:00:00Z\","
                                + " \"end\": \"2026-03-02T18:15:00Z\", \"energyWh\": 5 } ] }")
                .post("/api/settlement/messages")
                .then()
                .statusCode(422)
                .body("code", equalTo("NOT_REGISTERED"));
        given().contentType("application/json")
                .body(
                        "{ \"devices\": [ { \"programme\": \"BC\", \"element\": \"battery-9\", \"registrationNo\": \"DEP77-001\","
                                + " \"serial\": \"SN-1\", \"manufacturer\": \"Acme\", \"model\": \"DC-150\", \"ratedKw\": 150, \"siteName\": \"Depot\","
                                + " \"endUse\": \"battery-bus\", \"latitude\": 49.28273, \"longitude\": -123.12074, \"validFrom\": \"2026-01-01\" } ] }")
                .post("/api/credits/devices")
                .then()
                .statusCode(200)
                .body("devices[0].version", equalTo(1));
    }
}
