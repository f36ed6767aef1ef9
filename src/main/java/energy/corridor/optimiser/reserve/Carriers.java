package energy.corridor.optimiser.reserve;

import energy.corridor.optimiser.Battery;
import energy.corridor.optimiser.ChargingPlan;
import energy.corridor.optimiser.ChargingProblem;
import energy.corridor.optimiser.ChargingProblem.Limit;
import energy.corridor.optimiser.ChargingProblem.Request;
import energy.corridor.optimiser.ChargingProblem.Site;
import energy.corridor.optimiser.Optimiser;
import energy.corridor.optimiser.PlanAudit;
import energy.corridor.optimiser.RequestTime;
import energy.corridor.optimiser.ReserveOffer;
import energy.corridor.optimiser.Schedule;
import energy.corridor.optimiser.SiteTopology;
import energy.corridor.quantity.Series;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** The batteries that are planned again for the sake of reserves, as a small problem in which all others are load. */
final class Carriers {

    private static final double TINY = 1e-6;

    private final ChargingProblem problem;
    private final Schedule schedule;
    private final PlanAudit audit;
    private final List<Battery> batteries;
    private final Set<Integer> carriers;
    private final int steps;

    private Carriers(ChargingProblem problem, Schedule schedule, List<Integer> carriers) {
        this.problem = problem;
        this.schedule = schedule;
        this.carriers = new HashSet<>(carriers);
        audit = PlanAudit.of(problem, schedule);
        batteries = Battery.of(problem);
        steps = problem.grid().steps();
    }

    /** Batteries that are plugged in for a whole call of some reserve, those with most power times intervals first. */
    static List<Integer> strongestFirst(ChargingProblem problem) {
        List<Battery> batteries = Battery.of(problem);
        double[] strength = new double[batteries.size()];
        for (Request request : problem.requests()) {
            if (request instanceof Request.Reserve reserve) {
                int hold = RequestTime.holdIntervals(problem.grid(), reserve);
                for (int t = 0; t < problem.grid().steps(); t++) {
                    if (RequestTime.overlapHours(problem.grid(), reserve, t) > 0) {
                        int end = Math.min(problem.grid().steps(), t + hold);
                        for (int b = 0; b < strength.length; b++) {
                            int w = batteries.get(b).windowAt(t);
                            boolean stays =
                                    w >= 0 && batteries.get(b).windows().get(w).to() >= end;
                            strength[b] += stays ? powerKw(batteries.get(b)) : 0;
                        }
                    }
                }
            }
        }
        return IntStream.range(0, strength.length)
                .filter(b -> strength[b] > 0)
                .boxed()
                .sorted(Comparator.comparing((Integer b) -> -strength[b]).thenComparing(b -> b))
                .toList();
    }

    private static double powerKw(Battery battery) {
        return battery.maxChargeKw() + battery.maxDischargeKw();
    }

    /** As many as have three times the power that all reserves of a direction ask for. */
    static int size(ChargingProblem problem, List<Integer> strongest, int least, int most) {
        List<Battery> batteries = Battery.of(problem);
        double wanted = 0;
        for (Request request : problem.requests()) {
            wanted += request instanceof Request.Reserve reserve ? 3 * reserve.kw() : 0;
        }
        int size = 0;
        for (double kw = 0; kw < wanted && size < strongest.size(); size++) {
            kw += powerKw(batteries.get(strongest.get(size)));
        }
        return Math.max(least, Math.min(most, size));
    }

    static boolean holdsAll(ChargingProblem problem, Schedule schedule) {
        return IntStream.range(0, problem.requests().size()).allMatch(r -> missingKw(problem, schedule, r) <= TINY);
    }

    /** Largest part of a reserve that is not held. */
    private static double missingKw(ChargingProblem problem, Schedule schedule, int r) {
        double missing = 0;
        if (problem.requests().get(r) instanceof Request.Reserve reserve) {
            for (int t = 0; t < problem.grid().steps(); t++) {
                boolean asked = RequestTime.overlapHours(problem.grid(), reserve, t) > 0;
                missing = asked ? Math.max(missing, reserve.kw() - schedule.reservedKw(r)[t]) : missing;
            }
        }
        return missing;
    }

    /** The same schedule with the carriers' own part planned anew by an optimiser that knows reserves. */
    static Schedule replanned(
            ChargingProblem problem, Schedule schedule, List<Integer> carriers, Optimiser exact, Duration deadline) {
        var part = new Carriers(problem, schedule, carriers);
        if (!part.othersAreLoad()) {
            return schedule;
        }
        ChargingProblem small = part.problem();
        ChargingPlan plan = exact.plan(small, deadline);
        return part.merged(Schedule.of(small, plan));
    }

    /** Whether base load and the others' powers together leave something to decide above the export limit. */
    private boolean othersAreLoad() {
        double[] base = baseLoadKw();
        return IntStream.range(0, steps)
                .allMatch(t -> base[t] >= -problem.site().exportLimitKw().get(t));
    }

    private double[] baseLoadKw() {
        double[] base = problem.site().baseLoadKw().toArray();
        for (int b = 0; b < batteries.size(); b++) {
            for (int t = 0; t < steps && !carriers.contains(b); t++) {
                base[t] += schedule.powerKw(b)[t];
            }
        }
        return base;
    }

    private ChargingProblem problem() {
        int vehicles = problem.vehicles().size();
        return new ChargingProblem(
                problem.grid(),
                new Site(
                        problem.site().importLimitKw(),
                        problem.site().exportLimitKw(),
                        Series.of(baseLoadKw()),
                        problem.site().pvKw(),
                        limits()),
                problem.prices(),
                IntStream.range(0, problem.storage().size())
                        .filter(s -> carriers.contains(vehicles + s))
                        .mapToObj(problem.storage()::get)
                        .toList(),
                IntStream.range(0, vehicles)
                        .filter(carriers::contains)
                        .mapToObj(problem.vehicles()::get)
                        .toList(),
                requests());
    }

    private List<Limit> limits() {
        SiteTopology topology = SiteTopology.of(problem, batteries);
        List<Limit> limits = new ArrayList<>();
        for (int n = 0; n < problem.site().limits().size(); n++) {
            Limit limit = problem.site().limits().get(n);
            double[] others = new double[steps];
            for (int b : topology.batteriesBelow(n)) {
                for (int t = 0; t < steps && !carriers.contains(b); t++) {
                    others[t] += schedule.powerKw(b)[t];
                }
            }
            limits.add(new Limit(
                    limit.id(),
                    limit.parent(),
                    Series.generate(
                            steps, t -> Math.max(0, limit.importLimitKw().get(t) - others[t])),
                    Series.generate(
                            steps, t -> Math.max(0, limit.exportLimitKw().get(t) + others[t]))));
        }
        return limits;
    }

    /** Bands and reserves interval by interval, less what the others hold. */
    private List<Request> requests() {
        List<Request> requests = new ArrayList<>();
        var grid = problem.grid();
        for (Request request : problem.requests()) {
            for (int t = 0; t <= steps; t++) {
                String id = request.id() + " " + t;
                if (request instanceof Request.SumSocBand band && RequestTime.holds(grid, band, t)) {
                    double others = othersKwh(t);
                    double lower = Math.max(0, band.lowerKwh() - others);
                    requests.add(new Request.SumSocBand(
                            id,
                            t == steps ? grid.end().minusMillis(1) : grid.boundary(t),
                            t == steps ? grid.end() : grid.boundary(t).plusMillis(1),
                            lower,
                            Math.max(lower, band.upperKwh() - others)));
                }
            }
            if (!(request instanceof Request.SumSocBand || request instanceof Request.Reserve)) {
                requests.add(request);
            }
        }
        for (boolean up : new boolean[] {true, false}) {
            for (int t = 0; t < steps; t++) {
                reserves(up, t, requests);
            }
        }
        return requests;
    }

    /** What the carriers have to hold of each reserve; the others' room goes to promises first, then to what earns most. */
    private void reserves(boolean up, int t, List<Request> requests) {
        var grid = problem.grid();
        List<Request.Reserve> active = problem.requests().stream()
                .filter(Request.Reserve.class::isInstance)
                .map(Request.Reserve.class::cast)
                .filter(reserve -> reserve.up() == up && RequestTime.overlapHours(grid, reserve, t) > 0)
                .sorted(ReserveOffer.MERIT)
                .toList();
        int hold = active.stream()
                .mapToInt(reserve -> RequestTime.holdIntervals(grid, reserve))
                .max()
                .orElse(0);
        double others = hold == 0 ? 0 : othersKw(up, t, hold);
        for (Request.Reserve reserve : active) {
            double kw = Math.max(0, reserve.kw() - others);
            others = Math.max(0, others - reserve.kw());
            if (kw > 0) {
                var from = reserve.from().isAfter(grid.boundary(t)) ? reserve.from() : grid.boundary(t);
                var to = reserve.to().isBefore(grid.boundary(t + 1)) ? reserve.to() : grid.boundary(t + 1);
                requests.add(new Request.Reserve(
                        reserve.id() + " " + t,
                        from,
                        to,
                        up,
                        kw,
                        reserve.holdMinutes(),
                        reserve.earnEurPerKwPerHour(),
                        reserve.firm()));
            }
        }
    }

    /** What the others can give in a call, as far as the limits let all together. */
    private double othersKw(boolean up, int t, int hold) {
        double others = 0;
        for (int b = 0; b < batteries.size(); b++) {
            others += carriers.contains(b) ? 0 : audit.headroomKw(b, up, t, hold);
        }
        return Math.min(others, audit.headroomKw(up, t, hold));
    }

    private double othersKwh(int boundary) {
        double sum = 0;
        for (int b = 0; b < batteries.size(); b++) {
            sum += carriers.contains(b) || !audit.counts(b, boundary) ? 0 : audit.socKwh(b)[boundary];
        }
        return sum;
    }

    private Schedule merged(Schedule small) {
        var merged = new Schedule(problem);
        int next = 0;
        for (int b = 0; b < batteries.size(); b++) {
            double[] kw = carriers.contains(b) ? small.powerKw(next++) : schedule.powerKw(b);
            System.arraycopy(kw, 0, merged.powerKw(b), 0, steps);
        }
        System.arraycopy(small.curtailedKw(), 0, merged.curtailedKw(), 0, steps);
        ReserveOffer.fill(problem, merged);
        return merged;
    }
}
