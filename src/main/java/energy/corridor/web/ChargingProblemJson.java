package energy.corridor.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import energy.corridor.optimiser.ChargingProblem;
import energy.corridor.optimiser.ChargingProblem.Limit;
import energy.corridor.optimiser.ChargingProblem.Prices;
import energy.corridor.optimiser.ChargingProblem.Request;
import energy.corridor.optimiser.ChargingProblem.Site;
import energy.corridor.optimiser.ChargingProblem.Stay;
import energy.corridor.optimiser.ChargingProblem.Storage;
import energy.corridor.optimiser.ChargingProblem.Vehicle;
import energy.corridor.quantity.Series;
import energy.corridor.quantity.TimeGrid;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/**
 * The JSON of the charging problem, as the planning API, the command line and saved problems use it.
 *
 * <p>Read strictly: an unknown field, a missing field, a wrong type or a value outside its range is an IllegalArgumentException
 * with one sentence that names field, value and rule. A number may stand for a series. What may be left out: {@code site}'s
 * exportLimitKw, baseLoadKw and pvKw (0), exportEurPerKwh, demandChargeEurPerKw and peakSoFarKw (0), all lists (empty), a
 * battery's minSocKwh (0), maxSocKwh (capacityKwh), maxDischargeKw, minChargeKw, chargeStepKw and wearEurPerKwh (0), dischargeEfficiency
 * (chargeEfficiency), presentKw (unknown), finalMinKwh (minSocKwh), a stay's requiredKwh and tripKwh (0), a reserve's earnEurPerKwPerHour (0) and firm
 * (false), a limit's exportLimitKw (0).
 */
public final class ChargingProblemJson {

    private static final String[] PROBLEM = {
        "start", "stepMinutes", "steps", "site", "prices", "storage", "vehicles", "requests"
    };
    private static final String[] SITE = {"importLimitKw", "exportLimitKw", "baseLoadKw", "pvKw", "limits"};
    private static final String[] LIMIT = {"id", "parent", "importLimitKw", "exportLimitKw"};
    private static final String[] PRICES = {"importEurPerKwh", "exportEurPerKwh", "demandChargeEurPerKw", "peakSoFarKw"
    };
    private static final String[] STORAGE = {
        "id",
        "limit",
        "capacityKwh",
        "socKwh",
        "minSocKwh",
        "maxSocKwh",
        "maxChargeKw",
        "maxDischargeKw",
        "chargeEfficiency",
        "dischargeEfficiency",
        "wearEurPerKwh",
        "finalMinKwh"
    };
    private static final String[] VEHICLE = {
        "id",
        "limit",
        "capacityKwh",
        "socKwh",
        "minSocKwh",
        "maxSocKwh",
        "maxChargeKw",
        "minChargeKw",
        "chargeStepKw",
        "maxDischargeKw",
        "chargeEfficiency",
        "dischargeEfficiency",
        "wearEurPerKwh",
        "presentKw",
        "stays"
    };
    private static final String[] STAY = {"from", "to", "requiredKwh", "tripKwh"};
    private static final String[] REQUEST = {
        "id",
        "kind",
        "from",
        "to",
        "kw",
        "lowerKwh",
        "upperKwh",
        "penaltyEurPerKwh",
        "holdMinutes",
        "earnEurPerKwPerHour",
        "firm"
    };
    private static final List<String> KINDS =
            List.of("IMPORT_LIMIT", "SUM_SOC_BAND", "DISPATCH", "RESERVE_UP", "RESERVE_DOWN");

    private ChargingProblemJson() {}

    public static ChargingProblem read(String json) {
        return read(json.getBytes(StandardCharsets.UTF_8));
    }

    /** @param json UTF-8 */
    public static ChargingProblem read(byte[] json) {
        JsonFields problem = JsonFields.parse(json, PROBLEM);
        int minutes = problem.integer("stepMinutes");
        if (minutes < 1 || minutes > 1440) {
            throw problem.refused("stepMinutes", "1..1440");
        }
        int steps = problem.integer("steps");
        if (steps < 1 || steps > ChargingProblem.MOST_STEPS) {
            throw problem.refused("steps", "1.." + ChargingProblem.MOST_STEPS);
        }
        var grid = new TimeGrid(problem.instant("start"), Duration.ofMinutes(minutes), steps);
        return new ChargingProblem(
                grid,
                site(problem.object("site", SITE), steps),
                prices(problem.object("prices", PRICES), steps),
                problem.objects("storage", ChargingProblemJson::storage, STORAGE),
                problem.objects("vehicles", ChargingProblemJson::vehicle, VEHICLE),
                problem.objects("requests", ChargingProblemJson::request, REQUEST));
    }

    private static Site site(JsonFields site, int steps) {
        return new Site(
                site.series("importLimitKw", steps),
                site.series("exportLimitKw", steps, 0),
                site.series("baseLoadKw", steps, 0),
                site.series("pvKw", steps, 0),
                site.objects(
                        "limits",
                        limit -> new Limit(
                                limit.text("id"),
                                limit.optionalText("parent"),
                                limit.series("importLimitKw", steps),
                                limit.series("exportLimitKw", steps, 0)),
                        LIMIT));
    }

    private static Prices prices(JsonFields prices, int steps) {
        return new Prices(
                prices.series("importEurPerKwh", steps),
                prices.series("exportEurPerKwh", steps, 0),
                prices.number("demandChargeEurPerKw", 0),
                prices.number("peakSoFarKw", 0));
    }

    private static Storage storage(JsonFields storage) {
        return new Storage(
                storage.text("id"),
                storage.optionalText("limit"),
                storage.number("capacityKwh"),
                storage.number("socKwh"),
                storage.number("minSocKwh", 0),
                storage.number("maxSocKwh", storage.number("capacityKwh")),
                storage.number("maxChargeKw"),
                storage.number("maxDischargeKw", 0),
                storage.number("chargeEfficiency"),
                storage.number("dischargeEfficiency", storage.number("chargeEfficiency")),
                storage.number("wearEurPerKwh", 0),
                storage.number("finalMinKwh", storage.number("minSocKwh", 0)));
    }

    private static Vehicle vehicle(JsonFields vehicle) {
        return new Vehicle(
                vehicle.text("id"),
                vehicle.optionalText("limit"),
                vehicle.number("capacityKwh"),
                vehicle.number("socKwh"),
                vehicle.number("minSocKwh", 0),
                vehicle.number("maxSocKwh", vehicle.number("capacityKwh")),
                vehicle.number("maxChargeKw"),
                vehicle.number("minChargeKw", 0),
                vehicle.number("chargeStepKw", 0),
                vehicle.number("maxDischargeKw", 0),
                vehicle.number("chargeEfficiency"),
                vehicle.number("dischargeEfficiency", vehicle.number("chargeEfficiency")),
                vehicle.number("wearEurPerKwh", 0),
                vehicle.optionalNumber("presentKw"),
                vehicle.objects(
                        "stays",
                        stay -> new Stay(
                                stay.instant("from"),
                                stay.instant("to"),
                                stay.number("requiredKwh", 0),
                                stay.number("tripKwh", 0)),
                        STAY));
    }

    private static Request request(JsonFields request) {
        String id = request.text("id");
        String kind = request.oneOf("kind", KINDS);
        var from = request.instant("from");
        var to = request.instant("to");
        switch (kind) {
            case "IMPORT_LIMIT":
                request.only(kind, "kw");
                return new Request.ImportLimit(id, from, to, request.number("kw"));
            case "SUM_SOC_BAND":
                request.only(kind, "lowerKwh", "upperKwh");
                return new Request.SumSocBand(id, from, to, request.number("lowerKwh"), request.number("upperKwh"));
            case "DISPATCH":
                request.only(kind, "kw", "penaltyEurPerKwh");
                return new Request.Dispatch(id, from, to, request.number("kw"), request.number("penaltyEurPerKwh"));
            default:
                request.only(kind, "kw", "holdMinutes", "earnEurPerKwPerHour", "firm");
                return new Request.Reserve(
                        id,
                        from,
                        to,
                        kind.equals("RESERVE_UP"),
                        request.number("kw"),
                        request.integer("holdMinutes"),
                        request.number("earnEurPerKwPerHour", 0),
                        request.flag("firm", false));
        }
    }

    /** The same problem as JSON that {@link #read(String)} takes; a series of equal numbers is written as one. */
    public static String write(ChargingProblem problem) {
        return tree(problem).toString();
    }

    static ObjectNode tree(ChargingProblem problem) {
        Duration step = problem.grid().step();
        if (!step.equals(Duration.ofMinutes(step.toMinutes()))) {
            throw new IllegalArgumentException("The step is %s, the JSON takes whole minutes.".formatted(step));
        }
        ObjectNode root = object();
        root.put("start", problem.grid().start().toString());
        root.put("stepMinutes", problem.grid().step().toMinutes());
        root.put("steps", problem.grid().steps());
        root.set("site", tree(problem.site()));
        ObjectNode prices = root.putObject("prices");
        prices.set("importEurPerKwh", series(problem.prices().importEurPerKwh()));
        prices.set("exportEurPerKwh", series(problem.prices().exportEurPerKwh()));
        prices.put("demandChargeEurPerKw", problem.prices().demandChargeEurPerKw());
        prices.put("peakSoFarKw", problem.prices().peakSoFarKw());
        ArrayNode storage = root.putArray("storage");
        problem.storage().forEach(each -> storage.add(tree(each)));
        ArrayNode vehicles = root.putArray("vehicles");
        problem.vehicles().forEach(each -> vehicles.add(tree(each)));
        ArrayNode requests = root.putArray("requests");
        problem.requests().forEach(each -> requests.add(tree(each)));
        return root;
    }

    private static ObjectNode tree(Site site) {
        ObjectNode tree = object();
        tree.set("importLimitKw", series(site.importLimitKw()));
        tree.set("exportLimitKw", series(site.exportLimitKw()));
        tree.set("baseLoadKw", series(site.baseLoadKw()));
        tree.set("pvKw", series(site.pvKw()));
        ArrayNode limits = tree.putArray("limits");
        for (Limit limit : site.limits()) {
            ObjectNode one = limits.addObject().put("id", limit.id());
            limit.parent().ifPresent(parent -> one.put("parent", parent));
            one.set("importLimitKw", series(limit.importLimitKw()));
            one.set("exportLimitKw", series(limit.exportLimitKw()));
        }
        return tree;
    }

    private static ObjectNode tree(Storage storage) {
        ObjectNode tree = object().put("id", storage.id());
        storage.limit().ifPresent(limit -> tree.put("limit", limit));
        return tree.put("capacityKwh", storage.capacityKwh())
                .put("socKwh", storage.socKwh())
                .put("minSocKwh", storage.minSocKwh())
                .put("maxSocKwh", storage.maxSocKwh())
                .put("maxChargeKw", storage.maxChargeKw())
                .put("maxDischargeKw", storage.maxDischargeKw())
                .put("chargeEfficiency", storage.chargeEfficiency())
                .put("dischargeEfficiency", storage.dischargeEfficiency())
                .put("wearEurPerKwh", storage.wearEurPerKwh())
                .put("finalMinKwh", storage.finalMinKwh());
    }

    private static ObjectNode tree(Vehicle vehicle) {
        ObjectNode tree = object().put("id", vehicle.id());
        vehicle.limit().ifPresent(limit -> tree.put("limit", limit));
        tree.put("capacityKwh", vehicle.capacityKwh())
                .put("socKwh", vehicle.socKwh())
                .put("minSocKwh", vehicle.minSocKwh())
                .put("maxSocKwh", vehicle.maxSocKwh())
                .put("maxChargeKw", vehicle.maxChargeKw())
                .put("minChargeKw", vehicle.minChargeKw())
                .put("chargeStepKw", vehicle.chargeStepKw())
                .put("maxDischargeKw", vehicle.maxDischargeKw())
                .put("chargeEfficiency", vehicle.chargeEfficiency())
                .put("dischargeEfficiency", vehicle.dischargeEfficiency())
                .put("wearEurPerKwh", vehicle.wearEurPerKwh());
        vehicle.presentKw().ifPresent(kw -> tree.put("presentKw", kw));
        ArrayNode stays = tree.putArray("stays");
        for (Stay stay : vehicle.stays()) {
            stays.addObject()
                    .put("from", stay.from().toString())
                    .put("to", stay.to().toString())
                    .put("requiredKwh", stay.requiredKwh())
                    .put("tripKwh", stay.tripKwh());
        }
        return tree;
    }

    private static ObjectNode tree(Request request) {
        ObjectNode tree = object().put("id", request.id())
                .put("kind", kind(request))
                .put("from", request.from().toString())
                .put("to", request.to().toString());
        if (request instanceof Request.ImportLimit limit) {
            tree.put("kw", limit.kw());
        } else if (request instanceof Request.SumSocBand band) {
            tree.put("lowerKwh", band.lowerKwh()).put("upperKwh", band.upperKwh());
        } else if (request instanceof Request.Dispatch dispatch) {
            tree.put("kw", dispatch.kw()).put("penaltyEurPerKwh", dispatch.penaltyEurPerKwh());
        } else if (request instanceof Request.Reserve reserve) {
            tree.put("kw", reserve.kw())
                    .put("holdMinutes", reserve.holdMinutes())
                    .put("earnEurPerKwPerHour", reserve.earnEurPerKwPerHour())
                    .put("firm", reserve.firm());
        }
        return tree;
    }

    private static String kind(Request request) {
        if (request instanceof Request.ImportLimit) {
            return "IMPORT_LIMIT";
        }
        if (request instanceof Request.SumSocBand) {
            return "SUM_SOC_BAND";
        }
        if (request instanceof Request.Dispatch) {
            return "DISPATCH";
        }
        return ((Request.Reserve) request).up() ? "RESERVE_UP" : "RESERVE_DOWN";
    }

    private static JsonNode series(Series series) {
        if (series.min() == series.max()) {
            return JsonNodeFactory.instance.numberNode(series.get(0));
        }
        ArrayNode array = JsonNodeFactory.instance.arrayNode(series.size());
        for (int t = 0; t < series.size(); t++) {
            array.add(series.get(t));
        }
        return array;
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
