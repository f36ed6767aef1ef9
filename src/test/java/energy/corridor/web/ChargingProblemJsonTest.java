package energy.corridor.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import energy.corridor.optimiser.ChargingProblem;
import energy.corridor.optimiser.ChargingProblem.Request;
import energy.corridor.quantity.Series;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChargingProblemJsonTest {

    private static final String FULL = """
            { "start": "2026-03-02T16:00:00Z", "stepMinutes": 15, "steps": 4,
              "site": { "importLimitKw": 500, "exportLimitKw": 100, "baseLoadKw": [80, 81, 82, 83], "pvKw": 0,
                        "limits": [ { "id": "hall", "parent": null, "importLimitKw": 300, "exportLimitKw": 100 },
                                    { "id": "feeder-1", "parent": "hall", "importLimitKw": 250, "exportLimitKw": 50 } ] },
              "prices": { "importEurPerKwh": [0.1, 0.2, -0.05, 0.1], "exportEurPerKwh": 0.02,
                          "demandChargeEurPerKw": 6.5, "peakSoFarKw": 210 },
              "storage": [ { "id": "battery-1", "limit": "feeder-1", "capacityKwh": 400, "socKwh": 200, "minSocKwh": 40,
                             "maxSocKwh": 380, "maxChargeKw": 150, "maxDischargeKw": 140, "chargeEfficiency": 0.96,
                             "dischargeEfficiency": 0.95, "wearEurPerKwh": 0.02, "finalMinKwh": 150 } ],
              "vehicles": [ { "id": "bus-17", "limit": "feeder-1", "capacityKwh": 350, "socKwh": 90, "minSocKwh": 35,
                              "maxSocKwh": 340, "maxChargeKw": 100, "minChargeKw": 5, "chargeStepKw": 0.69, "maxDischargeKw": 60,
                              "chargeEfficiency": 0.94, "dischargeEfficiency": 0.93, "wearEurPerKwh": 0.04,
                              "stays": [ { "from": "2026-03-02T15:30:00Z", "to": "2026-03-02T16:30:00Z", "requiredKwh": 100 },
                                         { "from": "2026-03-02T16:40:00Z", "to": "2026-03-02T18:00:00Z", "requiredKwh": 200,
                                           "tripKwh": 40 } ] } ],
              "requests": [
                { "id": "cap-1", "kind": "IMPORT_LIMIT", "from": "2026-03-02T16:00:00Z", "to": "2026-03-02T16:15:00Z", "kw": 200 },
                { "id": "band-1", "kind": "SUM_SOC_BAND", "from": "2026-03-02T16:00:00Z", "to": "2026-03-02T16:15:00Z",
                  "lowerKwh": 150, "upperKwh": 260 },
                { "id": "flex-1", "kind": "DISPATCH", "from": "2026-03-02T16:00:00Z", "to": "2026-03-02T16:15:00Z", "kw": -20,
                  "penaltyEurPerKwh": 0.9 },
                { "id": "res-up", "kind": "RESERVE_UP", "from": "2026-03-02T16:00:00Z", "to": "2026-03-02T16:15:00Z", "kw": 80,
                  "holdMinutes": 30, "earnEurPerKwPerHour": 0.01 },
                { "id": "res-down", "kind": "RESERVE_DOWN", "from": "2026-03-02T16:00:00Z", "to": "2026-03-02T16:15:00Z",
                  "kw": 80, "holdMinutes": 30, "firm": true } ] }""";

    private static final String SHORT = """
            { "start": "2026-03-02T16:00:00Z", "stepMinutes": 60, "steps": 2,
              "site": { "importLimitKw": 500 }, "prices": { "importEurPerKwh": 0.1 },
              "vehicles": [ { "id": "bus-1", "capacityKwh": 350, "socKwh": 90, "maxChargeKw": 100, "chargeEfficiency": 0.9,
                              "stays": [ { "from": "2026-03-02T16:00:00Z", "to": "2026-03-02T18:00:00Z", "requiredKwh": 100 } ] } ] }""";

    @Test
    void everyFieldOfTheFormatArrives() {
        ChargingProblem problem = ChargingProblemJson.read(FULL);

        assertThat(problem.grid().start()).isEqualTo(Instant.parse("2026-03-02T16:00:00Z"));
        assertThat(problem.grid().step()).isEqualTo(Duration.ofMinutes(15));
        assertThat(problem.site().importLimitKw()).isEqualTo(Series.constant(500, 4));
        assertThat(problem.site().baseLoadKw()).isEqualTo(Series.of(80, 81, 82, 83));
        assertThat(problem.site().limits().get(0).parent()).isEmpty();
        assertThat(problem.site().limits().get(1).parent()).contains("hall");
        assertThat(problem.storage().get(0).finalMinKwh()).isEqualTo(150);
        var bus = problem.vehicles().get(0);
        assertThat(bus.minChargeKw()).isEqualTo(5);
        assertThat(bus.chargeStepKw()).isEqualTo(0.69);
        assertThat(bus.dischargeEfficiency()).isEqualTo(0.93);
        assertThat(bus.stays().get(1).tripKwh()).isEqualTo(40);
        assertThat(problem.requests().get(2)).isInstanceOf(Request.Dispatch.class);
        assertThat(((Request.Reserve) problem.requests().get(3)).up()).isTrue();
        assertThat(((Request.Reserve) problem.requests().get(4)).firm()).isTrue();
    }

    @Test
    void whatIsWrittenIsReadBackAsTheSameProblem() {
        for (String json : new String[] {FULL, SHORT}) {
            ChargingProblem problem = ChargingProblemJson.read(json);
            assertThat(ChargingProblemJson.read(ChargingProblemJson.write(problem)))
                    .isEqualTo(problem);
        }
    }

    @Test
    void whatIsLeftOutHasTheDocumentedValue() {
        ChargingProblem problem = ChargingProblemJson.read(SHORT);
        var bus = problem.vehicles().get(0);

        assertThat(problem.site().exportLimitKw()).isEqualTo(Series.constant(0, 2));
        assertThat(problem.prices().exportEurPerKwh()).isEqualTo(Series.constant(0, 2));
        assertThat(problem.prices().demandChargeEurPerKw()).isZero();
        assertThat(problem.storage()).isEmpty();
        assertThat(problem.requests()).isEmpty();
        assertThat(bus.limit()).isEmpty();
        assertThat(bus.minSocKwh()).isZero();
        assertThat(bus.maxSocKwh()).isEqualTo(350);
        assertThat(bus.dischargeEfficiency()).isEqualTo(0.9);
        assertThat(bus.maxDischargeKw()).isZero();
        assertThat(bus.chargeStepKw()).isZero();
        assertThat(bus.stays().get(0).tripKwh()).isZero();
    }

    @ParameterizedTest(name = "{0} → {1}: {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "steps": 2                | "steps": 2.5             | steps is 2.5, expected is a whole number
            "steps": 2                | "steps": 0               | steps is 0, expected is 1..20160
            "steps": 2                | "steps": 1000000000      | steps is 1000000000, expected is 1..20160
            "stepMinutes": 60,        | ``                       | stepMinutes is missing, expected is a whole number
            "2026-03-02T16:00:00Z", "s| "tonight", "s            | start is "tonight", expected is a time such as 2026-03-02T16:00:00Z
            "importLimitKw": 500      | "importLimitKw": [1]     | site.importLimitKw is an array of 1, expected is a number or 2 numbers
            "importLimitKw": 500      | "importLimitKw": [1,"x"] | site.importLimitKw[1] is the text "x", expected is a number
            "importLimitKw": 500      | "importLimitKw": -1      | site.importLimitKw[0] is -1.0, allowed is 0..1000000000
            "importLimitKw": 500      | "importKw": 500          | site: unknown field "importKw", allowed are importLimitKw, exportLimitKw, baseLoadKw, pvKw, limits
            "importEurPerKwh": 0.1    | "importEurPerKwh": null  | prices.importEurPerKwh is null, expected is a number or 2 numbers
            "importEurPerKwh": 0.1    | "importEurPerKwh": 1e999 | prices.importEurPerKwh[0] is Infinity, allowed is -1000000000..1000000000
            "socKwh": 90              | "socKwh": 400            | vehicles[0] "bus-1": socKwh is 400.0, allowed is 0..350 (capacityKwh)
            "socKwh": 90              | "socKwh": NaN            | vehicles[0] "bus-1": socKwh is NaN, allowed is 0..350 (capacityKwh)
            "importEurPerKwh": 0.1    | "importEurPerKwh": [0.1, -Infinity] | prices.importEurPerKwh[1] is -Infinity, allowed is -1000000000..1000000000
            "steps": 2                | "steps": NaN             | steps is NaN, expected is a whole number
            "socKwh": 90              | "socKwh": "90"           | vehicles[0] "bus-1": socKwh is the text "90", expected is a number
            "socKwh": 90              | "soc": 90                | vehicles[0] "bus-1": unknown field "soc", allowed are id, limit, capacityKwh, socKwh, minSocKwh, maxSocKwh, maxChargeKw, minChargeKw, chargeStepKw, maxDischargeKw, chargeEfficiency, dischargeEfficiency, wearEurPerKwh, presentKw, stays
            "maxChargeKw": 100        | "maxChargeKw": 100, "chargeStepKw": 690   | vehicles[0] "bus-1": chargeStepKw is 690.0, allowed is 0..100 (maxChargeKw)
            "maxChargeKw": 100        | "maxChargeKw": 10, "chargeStepKw": 4, "minChargeKw": 9 | vehicles[0] "bus-1": minChargeKw is 9.0, allowed is 0..8 (the last whole chargeStepKw up to maxChargeKw)
            "chargeEfficiency": 0.9   | "chargeEfficiency": 0    | vehicles[0] "bus-1": chargeEfficiency is 0.0, allowed is above 0 and at most 1
            "chargeEfficiency": 0.9,  | ``                       | vehicles[0] "bus-1": chargeEfficiency is missing, expected is a number
            "id": "bus-1"             | "id": "bus-1", "limit": "feeder-9" | vehicles[0] "bus-1": limit is "feeder-9", allowed is nothing, as site.limits is empty
            "requiredKwh": 100        | "requiredKwh": 351       | vehicles[0] "bus-1": stays[0].requiredKwh is 351.0, allowed is 0..350 (capacityKwh)
            T18:00:00Z", "r           | T15:00:00Z", "r          | vehicles[0] "bus-1": stays[0].to is 2026-03-02T15:00:00Z, allowed is later than from (2026-03-02T16:00:00Z)
            "site": {                 | "site": [], "sites": {   | unknown field "sites", allowed are start, stepMinutes, steps, site, prices, storage, vehicles, requests
            "vehicles": [             | "requests": 3, "vehicles": [ | requests is 3, expected is an array of objects
            """)
    void nonsenseIsRefusedWithPlaceValueAndRule(String part, String nonsense, String sentence) {
        assertThat(SHORT).contains(part);
        assertThatThrownBy(() -> ChargingProblemJson.read(SHORT.replace(part, nonsense)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(sentence);
    }

    @ParameterizedTest(name = "{0} → {1}: {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "parent": "hall"      | "parent": "attic"       | site.limits[1] "feeder-1": parent is "attic", allowed is one of [feeder-1, hall]
            "parent": null        | "parent": "feeder-1"    | site.limits[0] "hall": parent is "feeder-1", which lies below it; allowed is a tree
            "id": "feeder-1",     | "id": "hall",           | site.limits[1]: id is "hall", which an earlier entry has; allowed is one of its own
            T16:40:00Z            | T16:20:00Z              | vehicles[0] "bus-17": stays[1].from is 2026-03-02T16:20:00Z, allowed is 2026-03-02T16:30:00Z or later (end of the stay before)
            "minChargeKw": 5      | "minChargeKw": 101      | vehicles[0] "bus-17": minChargeKw is 101.0, allowed is 0..100 (maxChargeKw)
            "minSocKwh": 35       | "minSocKwh": 341        | vehicles[0] "bus-17": minSocKwh is 341.0, allowed is 0..340 (maxSocKwh)
            "finalMinKwh": 150    | "finalMinKwh": 401      | storage[0] "battery-1": finalMinKwh is 401.0, allowed is 0..400 (capacityKwh)
            "id": "flex-1"        | "id": "cap-1"           | requests[2]: id is "cap-1", which an earlier entry has; allowed is one of its own
            "kind": "DISPATCH"    | "kind": "DISPATSCH"     | requests[2] "flex-1": kind is "DISPATSCH", expected is one of IMPORT_LIMIT, SUM_SOC_BAND, DISPATCH, RESERVE_UP, RESERVE_DOWN
            "kw": -20,            | "kw": -20, "firm": true,| requests[2] "flex-1": unknown field "firm" in a DISPATCH, allowed are id, kind, from, to, kw, penaltyEurPerKwh
            "upperKwh": 260       | "upperKwh": 149         | requests[1] "band-1": upperKwh is 149.0, allowed is 150..1000000000 (from lowerKwh)
            "firm": true          | "firm": "yes"           | requests[4] "res-down": firm is the text "yes", expected is true or false
            "requiredKwh": 100 }  | "tripKwh": 3 }          | vehicles[0] "bus-17": stays[0].tripKwh is 3.0, allowed is 0..0 (socKwh already holds what is there at the first stay)
            "demandChargeEurPerKw": 6.5 | "demandChargeEurPerKw": -6.5 | prices.demandChargeEurPerKw is -6.5, allowed is 0..1000000000
            """)
    void nonsenseInTreeStaysAndRequestsIsRefusedToo(String part, String nonsense, String sentence) {
        assertThat(FULL).contains(part);
        assertThatThrownBy(() ->
                        ChargingProblemJson.read(FULL.replaceFirst(java.util.regex.Pattern.quote(part), nonsense)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(sentence);
    }

    @Test
    void brokenJsonIsRefusedWithItsPlace() {
        assertThatThrownBy(() -> ChargingProblemJson.read("{ \"start\": 1,\n  \"start\": 2 }"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("This is not JSON at line 2")
                .hasMessageContaining("Duplicate field 'start'");
        assertThatThrownBy(() -> ChargingProblemJson.read("{}{}"))
                .hasMessage("This is not JSON at line 1, column 3: something follows after its end.");
        assertThatThrownBy(() -> ChargingProblemJson.read("")).hasMessage("The input is empty, expected is an object");
        assertThatThrownBy(() -> ChargingProblemJson.read(new byte[] {(byte) 0xff, (byte) 0xfe, 0x7b}))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ChargingProblemJson.read("[".repeat(100_000).getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aBatteryBelowItsMinimumIsLegal() {
        ChargingProblem problem = ChargingProblemJson.read(FULL.replace("\"socKwh\": 90", "\"socKwh\": 10"));
        assertThat(problem.vehicles().get(0).socKwh()).isEqualTo(10);
    }
}
