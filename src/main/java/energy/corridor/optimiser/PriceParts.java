package energy.corridor.optimiser;

import energy.corridor.optimiser.ChargingPlan.ShadowPrices;
import energy.corridor.optimiser.ChargingProblem.Request;
import energy.corridor.quantity.Series;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the price of one kW is made of at a battery, interval by interval, EUR: the tariff's energy, and on top of it parts of the demand
 * charge, the limits above it and the requests. Together they are the price at which the battery's plan is its own cheapest.
 */
final class PriceParts {

    static final String SITE = "site";

    /** Nearness in kW at which a power counts as lying on a kink of the site's cost. */
    private static final double NEAR = 1e-4;

    private final ChargingProblem problem;
    private final PlanAudit audit;
    private final ShadowPrices prices;
    private final double hours;

    PriceParts(ChargingProblem problem, PlanAudit audit, ShadowPrices prices) {
        this.problem = problem;
        this.audit = audit;
        this.prices = prices;
        hours = problem.grid().stepHours();
    }

    /** One part of a price. @param eurPerKw above zero where it makes drawing power dearer */
    record Part(Reason.Code code, String by, double eurPerKw) {}

    /** The prices with what each IMPORT_LIMIT and DISPATCH contributes to them. */
    static ShadowPrices withRequests(ChargingProblem problem, PlanAudit audit, ShadowPrices prices) {
        if (!prices.known()) {
            return prices;
        }
        ShadowPrices completed = withLoneLoad(problem, audit, prices);
        var parts = new PriceParts(problem, audit, completed);
        Map<String, Series> requests = new HashMap<>(prices.requests());
        for (Request request : problem.requests()) {
            if (request instanceof Request.ImportLimit) {
                requests.put(
                        request.id(),
                        Series.generate(
                                problem.grid().steps(),
                                t -> parts.limitedBy(t).equals(request.id())
                                        ? prices.siteLimitEurPerKw().get(t)
                                        : 0));
            } else if (request instanceof Request.Dispatch dispatch) {
                requests.put(
                        request.id(), Series.generate(problem.grid().steps(), t -> parts.dispatchEur(dispatch, t)));
            }
        }
        return new ShadowPrices(
                prices.siteLimitEurPerKw(),
                prices.limits(),
                completed.siteEurPerKw(),
                completed.peakEurPerKw(),
                requests);
    }

    /** Where base load is alone no optimiser decides anything, yet one more kW of it has its price. */
    private static ShadowPrices withLoneLoad(ChargingProblem problem, PlanAudit audit, ShadowPrices prices) {
        var parts = new PriceParts(problem, audit, prices);
        double[] site = prices.siteEurPerKw().toArray();
        double[] peak = prices.peakEurPerKw().toArray();
        double unclaimed =
                problem.prices().demandChargeEurPerKw() - prices.peakEurPerKw().sum();
        for (int t = 0; t < site.length; t++) {
            if (parts.decides(t)) {
                continue;
            }
            boolean highest = audit.siteKw(t) >= audit.peakKw() - NEAR
                    && audit.siteKw(t) > problem.prices().peakSoFarKw();
            if (highest && unclaimed > 0) {
                peak[t] += unclaimed;
                unclaimed = 0;
            }
            site[t] = parts.energyEur(t) + peak[t];
            for (Request request : problem.requests()) {
                if (request instanceof Request.Dispatch dispatch) {
                    site[t] += parts.dispatchEur(dispatch, t);
                }
            }
        }
        return new ShadowPrices(
                prices.siteLimitEurPerKw(), prices.limits(), Series.of(site), Series.of(peak), prices.requests());
    }

    private boolean decides(int t) {
        return problem.site().pvKw().get(t) > 0
                || audit.batteries().stream().anyMatch(battery -> battery.windowAt(t) >= 0);
    }

    /** The id of the request that says what the site may import in the interval, or {@link #SITE}. */
    String limitedBy(int t) {
        return audit.topology().importRequestAt(t).orElse(SITE);
    }

    /** EUR that the tariff takes for one kW of the interval; between buying and selling what the site's price leaves. */
    double energyEur(int t) {
        double bought = hours * problem.prices().importEurPerKwh().get(t);
        double sold = hours * problem.prices().exportEurPerKwh().get(t);
        double kw = audit.sitePowerKw()[t];
        if (Math.abs(kw) > NEAR) {
            return kw > 0 ? bought : sold;
        }
        double rest = prices.siteEurPerKw().get(t) - prices.peakEurPerKw().get(t) - siteLimitEur(t);
        return Math.max(Math.min(bought, sold), Math.min(Math.max(bought, sold), rest));
    }

    private double siteLimitEur(int t) {
        double worth = prices.siteLimitEurPerKw().get(t);
        boolean exports = audit.sitePowerKw()[t] <= NEAR - audit.topology().siteExportLimitKw(t)
                && audit.sitePowerKw()[t] < audit.topology().siteImportLimitKw(t) - NEAR;
        return exports ? -worth : worth;
    }

    /** Off what it asks for it pays its penalty; where the site follows it, whatever holds the site there. */
    private double dispatchEur(Request.Dispatch dispatch, int t) {
        double penalty = dispatch.penaltyEurPerKwh() * RequestTime.overlapHours(problem.grid(), dispatch, t);
        double off = audit.sitePowerKw()[t] - dispatch.kw();
        if (penalty == 0 || Math.abs(off) > NEAR) {
            return off > 0 ? penalty : -penalty;
        }
        double rest = prices.siteEurPerKw().get(t) - prices.peakEurPerKw().get(t) - siteLimitEur(t) - energyEur(t);
        return Math.max(-penalty, Math.min(penalty, rest));
    }

    /** Demand charge, the site's limit and the DISPATCH requests where they are not zero: the same for every battery. */
    List<Part> ofSite(int t) {
        List<Part> parts = new ArrayList<>();
        add(parts, Reason.Code.PEAK, "", prices.peakEurPerKw().get(t));
        String limited = limitedBy(t);
        add(parts, limited.equals(SITE) ? Reason.Code.LIMIT : Reason.Code.REQUEST, limited, siteLimitEur(t));
        for (Request request : problem.requests()) {
            if (request instanceof Request.Dispatch dispatch
                    && RequestTime.overlapHours(problem.grid(), dispatch, t) > 0) {
                add(parts, Reason.Code.REQUEST, dispatch.id(), dispatchEur(dispatch, t));
            }
        }
        return parts;
    }

    /** What a limit adds for what hangs below it. */
    double limitEur(int limit, int t) {
        var bounds = problem.site().limits().get(limit);
        double worth = prices.limits()
                .getOrDefault(bounds.id(), prices.siteLimitEurPerKw())
                .get(t);
        boolean exports =
                audit.limitPowerKw(limit, t) <= NEAR - bounds.exportLimitKw().get(t)
                        && audit.limitPowerKw(limit, t) < bounds.importLimitKw().get(t) - NEAR;
        return exports ? -worth : worth;
    }

    private static void add(List<Part> parts, Reason.Code code, String by, double eurPerKw) {
        if (eurPerKw != 0) {
            parts.add(new Part(code, by, eurPerKw));
        }
    }
}
