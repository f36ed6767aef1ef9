package energy.corridor.web;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import energy.corridor.optimiser.ChargingPlan;
import energy.corridor.optimiser.Reason;
import energy.corridor.quantity.Series;
import energy.corridor.quantity.TimeGrid;
import java.util.List;
import java.util.TreeMap;

/** The JSON of a charging plan; numbers are rounded to six decimals, a bound that is not known is null. */
public final class ChargingPlanJson {

    private static final double SCALE = 1e6;

    private ChargingPlanJson() {}

    public static String write(ChargingPlan plan) {
        return tree(plan).toString();
    }

    static ObjectNode tree(ChargingPlan plan) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("status", plan.status().name());
        root.put("objectiveEur", rounded(plan.objectiveEur()));
        if (Double.isFinite(plan.boundEur())) {
            root.put("boundEur", rounded(plan.boundEur()));
        } else {
            root.putNull("boundEur");
        }
        root.put("hardwareEur", rounded(plan.hardwareEur()));
        root.put("millis", plan.millis());
        root.put("start", plan.grid().start().toString());
        root.put("stepMinutes", plan.grid().step().toMinutes());
        root.put("steps", plan.grid().steps());
        ArrayNode vehicles = root.putArray("vehicles");
        for (ChargingPlan.VehiclePlan vehicle : plan.vehicles()) {
            ObjectNode one = vehicles.addObject().put("id", vehicle.id());
            one.set("powerKw", series(vehicle.powerKw()));
            one.set("socKwh", series(vehicle.socKwh()));
            ArrayNode unmet = one.putArray("unmetKwh");
            vehicle.unmetKwh().forEach(kwh -> unmet.add(rounded(kwh)));
            reasons(one, vehicle.reasons(), plan.grid());
        }
        ArrayNode storage = root.putArray("storage");
        for (ChargingPlan.StoragePlan battery : plan.storage()) {
            ObjectNode one = storage.addObject().put("id", battery.id());
            one.set("powerKw", series(battery.powerKw()));
            one.set("socKwh", series(battery.socKwh()));
            reasons(one, battery.reasons(), plan.grid());
        }
        ObjectNode site = root.putObject("site");
        site.set("powerKw", series(plan.sitePowerKw()));
        site.put("peakKw", rounded(plan.peakKw()));
        site.set("limitExceededKw", series(plan.limitExceededKw()));
        ObjectNode corridor = root.putObject("corridor");
        corridor.set("upperKwh", series(plan.corridor().upperKwh()));
        corridor.set("lowerKwh", series(plan.corridor().lowerKwh()));
        corridor.set("sumKwh", series(plan.corridor().sumKwh()));
        ArrayNode shortfalls = root.putArray("shortfalls");
        for (ChargingPlan.Shortfall shortfall : plan.shortfalls()) {
            shortfalls
                    .addObject()
                    .put("vehicle", shortfall.vehicle())
                    .put("stay", shortfall.stay())
                    .put("kwh", rounded(shortfall.kwh()))
                    .put("because", shortfall.because());
        }
        ObjectNode prices = root.putObject("prices");
        prices.set("siteLimitEurPerKw", series(plan.prices().siteLimitEurPerKw()));
        ObjectNode limits = prices.putObject("limits");
        new TreeMap<>(plan.prices().limits()).forEach((id, eurPerKw) -> limits.set(id, series(eurPerKw)));
        if (plan.prices().known()) {
            prices.set("siteEurPerKw", series(plan.prices().siteEurPerKw()));
            prices.set("peakEurPerKw", series(plan.prices().peakEurPerKw()));
            ObjectNode asked = prices.putObject("requests");
            new TreeMap<>(plan.prices().requests()).forEach((id, eur) -> asked.set(id, series(eur)));
        }
        ArrayNode requests = root.putArray("requests");
        for (ChargingPlan.RequestResult request : plan.requests()) {
            ObjectNode one = requests.addObject().put("id", request.id());
            one.set("reservedKw", series(request.reservedKw()));
            one.put("brokenKwh", rounded(request.brokenKwh()));
        }
        return root;
    }

    /** Left out of a plan that gives none. */
    private static void reasons(ObjectNode battery, List<Reason> reasons, TimeGrid grid) {
        if (reasons.isEmpty()) {
            return;
        }
        ArrayNode runs = battery.putArray("reasons");
        for (Reason reason : reasons) {
            ObjectNode run = runs.addObject()
                    .put("from", grid.boundary(reason.from()).toString())
                    .put("to", grid.boundary(reason.to()).toString())
                    .put("reason", reason.code().name());
            if (!reason.by().isEmpty()) {
                run.put("by", reason.by());
            }
        }
    }

    private static ArrayNode series(Series series) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode(series.size());
        for (int t = 0; t < series.size(); t++) {
            array.add(rounded(series.get(t)));
        }
        return array;
    }

    private static double rounded(double value) {
        return Math.rint(value * SCALE) / SCALE + 0.0; // no minus zero
    }
}
