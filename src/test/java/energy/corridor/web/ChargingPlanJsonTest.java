package energy.corridor.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import energy.corridor.optimiser.ChargingPlan;
import energy.corridor.optimiser.Reason;
import energy.corridor.quantity.Series;
import energy.corridor.quantity.TimeGrid;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChargingPlanJsonTest {

    @Test
    void aPlanIsWrittenInTheDocumentedShape() throws Exception {
        var grid = new TimeGrid(Instant.parse("2026-03-02T16:00:00Z"), Duration.ofMinutes(30), 2);
        var plan = new ChargingPlan(
                        ChargingPlan.Status.BEST_FOUND,
                        12.3456789,
                        Double.NEGATIVE_INFINITY,
                        812,
                        grid,
                        List.of(new ChargingPlan.VehiclePlan(
                                "bus-17",
                                Series.of(50, -1e-9),
                                Series.of(10, 35, 35),
                                List.of(4.2),
                                List.of(
                                        new Reason(0, 1, Reason.Code.MUST_CHARGE, ""),
                                        new Reason(1, 2, Reason.Code.LIMIT, "feeder-1")))),
                        List.of(new ChargingPlan.StoragePlan("battery-1", Series.of(0, 1), Series.of(2, 2, 2.5))),
                        Series.of(130, 81),
                        130,
                        Series.of(0, 3),
                        new ChargingPlan.Corridor(Series.of(1, 2, 3), Series.of(0, 1, 2), Series.of(1, 1, 2)),
                        List.of(new ChargingPlan.Shortfall("bus-17", 0, 4.2, "feeder-1 is full from 22:15 to 04:45")),
                        new ChargingPlan.ShadowPrices(
                                Series.of(0, 0.25),
                                Map.of("feeder-1", Series.of(0.5, 0)),
                                Series.of(0.1, 0.4),
                                Series.of(0, 0.05),
                                Map.of("cap-1", Series.of(0, 0.25))),
                        List.of(new ChargingPlan.RequestResult("res-up", Series.of(80, 0), 0)))
                .withHardwareEur(0.25);

        JsonNode json = JsonFields.MAPPER.readTree(ChargingPlanJson.write(plan));

        assertThat(json).isEqualTo(JsonFields.MAPPER.readTree("""
                { "status": "BEST_FOUND", "objectiveEur": 12.345679, "boundEur": null, "hardwareEur": 0.25, "millis": 812,
                  "start": "2026-03-02T16:00:00Z", "stepMinutes": 30, "steps": 2,
                  "vehicles": [ { "id": "bus-17", "powerKw": [50.0, 0.0], "socKwh": [10.0, 35.0, 35.0], "unmetKwh": [4.2],
                    "reasons": [ { "from": "2026-03-02T16:00:00Z", "to": "2026-03-02T16:30:00Z", "reason": "MUST_CHARGE" },
                                 { "from": "2026-03-02T16:30:00Z", "to": "2026-03-02T17:00:00Z", "reason": "LIMIT", "by": "feeder-1" } ] } ],
                  "storage": [ { "id": "battery-1", "powerKw": [0.0, 1.0], "socKwh": [2.0, 2.0, 2.5] } ],
                  "site": { "powerKw": [130.0, 81.0], "peakKw": 130.0, "limitExceededKw": [0.0, 3.0] },
                  "corridor": { "upperKwh": [1.0, 2.0, 3.0], "lowerKwh": [0.0, 1.0, 2.0], "sumKwh": [1.0, 1.0, 2.0] },
                  "shortfalls": [ { "vehicle": "bus-17", "stay": 0, "kwh": 4.2, "because": "feeder-1 is full from 22:15 to 04:45" } ],
                  "prices": { "siteLimitEurPerKw": [0.0, 0.25], "limits": { "feeder-1": [0.5, 0.0] },
                    "siteEurPerKw": [0.1, 0.4], "peakEurPerKw": [0.0, 0.05], "requests": { "cap-1": [0.0, 0.25] } },
                  "requests": [ { "id": "res-up", "reservedKw": [80.0, 0.0], "brokenKwh": 0.0 } ] }
                """));
    }
}
