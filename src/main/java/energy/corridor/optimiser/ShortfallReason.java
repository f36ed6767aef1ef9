package energy.corridor.optimiser;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Why a stay ends with less than it requires, read off the plan: where the vehicle got less than its full power, some limit above
 * it had no more to give; where it always had full power, nothing but time or power is missing. Times are UTC.
 */
final class ShortfallReason {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm").withZone(ZoneOffset.UTC);
    private static final double FULL = 1e-3;
    private static final int RUNS_NAMED = 3;

    private final ChargingProblem problem;
    private final PlanAudit audit;

    ShortfallReason(ChargingProblem problem, PlanAudit audit) {
        this.problem = problem;
        this.audit = audit;
    }

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
        String best = "";
        int bestCount = 0;
        int first = battery.windows().get(0).from();
        for (int limit : audit.topology().limitsAbove(b)) {
            var bounds = problem.site().limits().get(limit);
            IntPredicate full =
                    t -> audit.limitPowerKw(limit, t) >= bounds.importLimitKw().get(t) - FULL;
            int count = held(b, first, window.to(), full);
            if (count > bestCount) {
                bestCount = count;
                best = bounds.id() + " is full " + runs(b, first, window.to(), full);
            }
        }
        IntPredicate full = t -> audit.sitePowerKw()[t] >= audit.topology().siteImportLimitKw(t) - FULL;
        if (held(b, first, window.to(), full) > bestCount) {
            return "the site is full " + runs(b, first, window.to(), full);
        }
        return bestCount > 0 ? best : "the charger's power is too small for the time left";
    }

    private int held(int b, int from, int to, IntPredicate full) {
        int count = 0;
        for (int t = from; t < to; t++) {
            count += heldBack(b, t) && full.test(t) ? 1 : 0;
        }
        return count;
    }

    private boolean heldBack(int b, int t) {
        Battery battery = audit.batteries().get(b);
        return battery.windowAt(t) >= 0 && audit.powerKw(b)[t] < battery.maxChargeKw() - FULL;
    }

    private String runs(int b, int from, int to, IntPredicate full) {
        List<String> runs = new ArrayList<>();
        for (int t = from; t < to; t++) {
            if (heldBack(b, t) && full.test(t)) {
                int end = t + 1;
                while (end < to && full.test(end)) {
                    end++;
                }
                runs.add("from %s to %s".formatted(time(t), time(end)));
                t = end;
            }
        }
        if (runs.size() > RUNS_NAMED) {
            return "%s and %d more times until %s"
                    .formatted(
                            runs.get(0),
                            runs.size() - 1,
                            runs.get(runs.size() - 1).split(" to ", -1)[1]);
        }
        return String.join(" and ", runs);
    }

    private String time(int boundary) {
        Instant at = problem.grid().boundary(boundary);
        return TIME.format(at);
    }
}
