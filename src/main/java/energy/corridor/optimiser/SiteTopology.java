package energy.corridor.optimiser;

import energy.corridor.optimiser.ChargingProblem.Limit;
import energy.corridor.optimiser.ChargingProblem.Request;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which limits lie above which battery, and what the site as a whole may import and export. */
public final class SiteTopology {

    private final ChargingProblem problem;
    private final List<int[]> above = new ArrayList<>();
    private final List<List<Integer>> below = new ArrayList<>();
    private final double[] siteImportLimitKw;
    private final List<Optional<String>> importRequest;

    private SiteTopology(ChargingProblem problem, List<Battery> batteries) {
        this.problem = problem;
        Map<String, Integer> index = new HashMap<>();
        for (Limit limit : problem.site().limits()) {
            index.put(limit.id(), index.size());
            below.add(new ArrayList<>());
        }
        for (int b = 0; b < batteries.size(); b++) {
            List<Integer> path = new ArrayList<>();
            Optional<String> id = batteries.get(b).limit();
            while (id.isPresent()) {
                int limit = index.getOrDefault(id.get(), -1); // known: ProblemCheck
                path.add(limit);
                below.get(limit).add(b);
                id = problem.site().limits().get(limit).parent();
            }
            above.add(path.stream().mapToInt(Integer::intValue).toArray());
        }
        siteImportLimitKw = problem.site().importLimitKw().toArray();
        importRequest = new ArrayList<>(Collections.nCopies(siteImportLimitKw.length, Optional.empty()));
        for (Request request : problem.requests()) {
            if (request instanceof Request.ImportLimit cap) {
                for (int t = 0; t < siteImportLimitKw.length; t++) {
                    if (cap.kw() < siteImportLimitKw[t] && RequestTime.overlapHours(problem.grid(), cap, t) > 0) {
                        siteImportLimitKw[t] = cap.kw();
                        importRequest.set(t, Optional.of(cap.id()));
                    }
                }
            }
        }
    }

    public static SiteTopology of(ChargingProblem problem, List<Battery> batteries) {
        return new SiteTopology(problem, batteries);
    }

    /** Indexes into {@code site.limits}, from the battery's own upwards; the site itself is not among them. */
    public int[] limitsAbove(int battery) {
        return above.get(battery).clone();
    }

    /** The batteries that name the limit or one below it, in order. */
    public List<Integer> batteriesBelow(int limit) {
        return List.copyOf(below.get(limit));
    }

    /** The site's own limit, or the tightest IMPORT_LIMIT request that touches the interval. */
    public double siteImportLimitKw(int interval) {
        return siteImportLimitKw[interval];
    }

    /** The IMPORT_LIMIT that is tighter than the site's own limit and all others in the interval. */
    public Optional<String> importRequestAt(int interval) {
        return importRequest.get(interval);
    }

    public double siteExportLimitKw(int interval) {
        return problem.site().exportLimitKw().get(interval);
    }

    /** What the site draws when no battery does anything and all PV is used; negative = surplus. */
    public double baseKw(int interval) {
        return problem.site().baseLoadKw().get(interval) - problem.site().pvKw().get(interval);
    }

    /** How far base load alone is above what the site may import. */
    public double baseExcessKw(int interval) {
        return Math.max(0, baseKw(interval) - siteImportLimitKw[interval]);
    }
}
