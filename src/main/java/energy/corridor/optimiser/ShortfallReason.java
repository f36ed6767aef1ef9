package energy.corridor.optimiser;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Why a stay ends with less than it requires, out of the plan alone. In a plan that misses as little as can be, every interval in which
 * the vehicle could have taken more, and carried it to the stay's end, is closed by a limit above it that is full: those limits are the
 * ones that have a price where nothing but missing energy counts. What even full power from the first moment could not have reached is
 * named apart: no limit would help. Times are
 * instants (ISO 8601, UTC): who shows the sentence tells them by the depot's clock.
 */
final class ShortfallReason {

    private static final double FULL = 1e-3;
    private static final int RUNS_NAMED = 3;

    private final ChargingProblem problem;
    private final PlanAudit audit;
    private final double hours;

    ShortfallReason(ChargingProblem problem, PlanAudit audit) {
        this.problem = problem;
        this.audit = audit;
        hours = problem.grid().stepHours();
    }

    /** In plain words: the vehicle's own cause first, then the limits, the longest closed first. */
    String of(int b, int w) {
        Battery battery = audit.batteries().get(b);
        var window = battery.windows().get(w);
        if (window.requiredKwh() > window.ceilingKwh() + PlanAudit.TINY) {
            return "maxSocKwh (%.1f) is below what is required (%.1f)"
                    .formatted(window.ceilingKwh(), window.requiredKwh());
        }
        if (window.from() == window.to()) {
            return "the stay covers no whole interval";
        }
        List<String> causes = new ArrayList<>();
        double reachKwh = EnergyPaths.of(battery, hours).highKwh(w, window.to() - window.from());
        if (reachKwh < window.requiredKwh() - FULL) {
            causes.add("even %.0f kW from %s to %s bring it only to %.1f of %.1f kWh"
                    .formatted(
                            battery.maxChargeKw(),
                            time(window.from()),
                            time(window.to()),
                            reachKwh,
                            window.requiredKwh()));
        }
        if (audit.endKwh(b)[w] < reachKwh - FULL) {
            closed(b, w).entrySet().stream()
                    .sorted(Comparator.comparing((Map.Entry<String, BitSet> cause) ->
                                    -cause.getValue().cardinality())
                            .thenComparing(cause -> cause.getValue().nextSetBit(0)))
                    .forEach(cause -> causes.add(cause.getKey() + " " + runs(cause.getValue())));
        }
        return causes.isEmpty() ? "the plan gave it less than it could have had" : String.join("; ", causes);
    }

    /** Per cause the intervals in which it kept the vehicle from taking more for the stay's end. */
    Map<String, BitSet> closed(int b, int w) {
        Battery battery = audit.batteries().get(b);
        Map<String, BitSet> closed = new LinkedHashMap<>();
        for (int at = w; at >= 0; at--) {
            var window = battery.windows().get(at);
            for (int t = window.to() - 1; t >= window.from(); t--) {
                if (audit.socAfterKwh(b, t) >= window.ceilingKwh() - FULL) {
                    return closed; // what is charged earlier does not come this far
                }
                if (audit.powerKw(b)[t] < battery.maxChargeKw() - FULL) {
                    for (String what : closing(b, t)) {
                        closed.computeIfAbsent(what, name -> new BitSet()).set(t);
                    }
                }
            }
            if (audit.clampedKwh(b)[at] > 0) {
                return closed;
            }
        }
        return closed;
    }

    /** All that is full above the battery; where nothing is, what is too little for its hardware. */
    private List<String> closing(int b, int t) {
        List<String> closing = new ArrayList<>();
        double roomKw = Double.POSITIVE_INFINITY;
        String tightest = "";
        for (int limit : audit.topology().limitsAbove(b)) {
            var bounds = problem.site().limits().get(limit);
            double room = bounds.importLimitKw().get(t) - audit.limitPowerKw(limit, t);
            if (room <= FULL) {
                closing.add(bounds.id() + " is full");
            }
            if (room < roomKw) {
                roomKw = room;
                tightest = bounds.id();
            }
        }
        double room = audit.topology().siteImportLimitKw(t) - audit.siteKw(t);
        String site = audit.topology()
                .importRequestAt(t)
                .map(request -> "%s holds the site to %.0f kW"
                        .formatted(request, audit.topology().siteImportLimitKw(t)))
                .orElse("the site is full");
        if (room <= FULL) {
            closing.add(site);
        }
        if (room < roomKw) {
            roomKw = room;
            tightest = "the site";
        }
        Battery battery = audit.batteries().get(b);
        double present = Math.max(0, audit.powerKw(b)[t]);
        if (closing.isEmpty() && battery.levels().atMost(present + roomKw) <= present + FULL) {
            closing.add("%s leaves less than its hardware can take".formatted(tightest));
        }
        return closing;
    }

    private String runs(BitSet when) {
        List<String> runs = new ArrayList<>();
        int end = 0;
        for (int t = when.nextSetBit(0); t >= 0; t = when.nextSetBit(end)) {
            end = when.nextClearBit(t);
            runs.add("from %s to %s".formatted(time(t), time(end)));
        }
        if (runs.size() > RUNS_NAMED) {
            return "%s and %d more times until %s".formatted(runs.get(0), runs.size() - 1, time(end));
        }
        return String.join(" and ", runs);
    }

    private String time(int boundary) {
        return problem.grid().boundary(boundary).toString();
    }
}
