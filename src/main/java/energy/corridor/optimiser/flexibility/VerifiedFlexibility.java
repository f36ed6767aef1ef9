package energy.corridor.optimiser.flexibility;

import energy.corridor.optimiser.Battery;
import energy.corridor.optimiser.ChargingPlan;
import energy.corridor.optimiser.ChargingProblem;
import energy.corridor.optimiser.PlanAudit;
import energy.corridor.optimiser.Schedule;
import energy.corridor.optimiser.flexibility.Flexibility.Point;
import energy.corridor.optimiser.flexibility.Flexibility.Span;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The largest change of the site's import that this can construct, for every interval, direction and duration: a power counts only
 * once a {@link Deviation} by it has been carried through to the end of the horizon. An inner bound, then: what is given is
 * deliverable, a little more may be.
 */
public final class VerifiedFlexibility {

    private static final int MOST_TRIES = 9;

    private static final int MOST_POINTS = 96;
    private static final int FEWEST_POINTS = 12;

    /** Vehicles times points. */
    private static final int MOST_WORK = 96_000;

    /** How much more a point costs where every try is audited, because reserves have to stay callable. */
    private static final int AUDIT = 20;

    /** Relative to the largest power that could be, below which nothing more is tried. */
    private static final double FINE = 0.01;

    /** Powers below this are none, kW. */
    private static final double NOTHING_KW = 1e-3;

    private final ChargingProblem problem;
    private final ChargingPlan plan;
    private final PlannedDepot depot;
    private final Deviation deviation;
    private final boolean reserved;
    private final double[][] reach = new double[2][];
    private final int[] order;
    private final double[] lastsHours;

    VerifiedFlexibility(ChargingProblem problem, ChargingPlan plan) {
        this.problem = problem;
        this.plan = plan;
        depot = new PlannedDepot(problem, plan);
        deviation = new Deviation(depot);
        reserved = !PlannedDepot.reserves(problem, plan).isEmpty();
        order = new int[depot.batteries.size()];
        lastsHours = new double[depot.batteries.size()];
        for (boolean more : new boolean[] {false, true}) {
            double[] row = new double[depot.steps];
            for (int t = 0; t < depot.steps; t++) {
                row[t] = reachKw(t, more);
            }
            reach[more ? 1 : 0] = row;
        }
    }

    /**
     * For as many intervals, evenly spaced from the first on, as a large fleet leaves time for: all of a day's quarter-hours up to 1000
     * vehicles.
     */
    public static Flexibility of(ChargingProblem problem, ChargingPlan plan, List<Duration> durations) {
        int each = PlannedDepot.reserves(problem, plan).isEmpty() ? 1 : AUDIT;
        int fleet = Math.max(1, problem.vehicles().size());
        int points = Math.max(FEWEST_POINTS, Math.min(MOST_POINTS, MOST_WORK / (fleet * each)));
        return of(problem, plan, durations, -Math.floorDiv(-problem.grid().steps(), points));
    }

    /**
     * @param plan of the problem
     * @param durations each rounded up to whole intervals
     * @param every one figure per so many intervals, from the first on
     */
    public static Flexibility of(ChargingProblem problem, ChargingPlan plan, List<Duration> durations, int every) {
        var flexibility = new VerifiedFlexibility(problem, plan);
        List<Span> spans = new ArrayList<>();
        for (Duration duration : durations) {
            long step = problem.grid().step().toMillis();
            int intervals = Math.toIntExact(Math.max(1, -Math.floorDiv(-duration.toMillis(), step)));
            List<Point> points = new ArrayList<>();
            for (int t = 0; t + intervals <= problem.grid().steps(); t += every) {
                points.add(flexibility.point(t, intervals));
            }
            spans.add(new Span(intervals, points));
        }
        return new Flexibility(problem.grid(), spans);
    }

    private Point point(int t, int intervals) {
        return new Point(
                t,
                verifiedKw(t, intervals, true),
                verifiedKw(t, intervals, false),
                summedKw(t, intervals, true),
                summedKw(t, intervals, false));
    }

    /** What the sums of all powers and energies would allow, with the connection's limit and no other. */
    double summedKw(int start, int intervals, boolean more) {
        int end = start + intervals;
        double kw = Double.POSITIVE_INFINITY;
        for (int t = start; t < end; t++) {
            double powers = 0;
            for (int b = 0; b < depot.batteries.size(); b++) {
                powers += depot.powerRoomKw(b, t, more);
            }
            kw = Math.min(kw, Math.min(powers, (more ? depot.importRoomKw : depot.exportRoomKw)[depot.site][t]));
        }
        double gridKwh = 0;
        for (int b = 0; b < depot.batteries.size(); b++) {
            Battery battery = depot.batteries.get(b);
            for (int w = 0; w < battery.windows().size(); w++) {
                var stay = battery.windows().get(w);
                int last = Math.min(end, stay.to()) - 1;
                if (last >= Math.max(start, stay.from())) {
                    double kwh = depot.afterKwh[b][last];
                    double room = more
                            ? depot.paths[b].highKwh(w, last + 1 - stay.from()) - kwh
                            : kwh - depot.leastKwh[b][last];
                    gridKwh += Math.max(0, room) / battery.chargeEfficiency();
                }
            }
        }
        return Math.max(0, Math.min(kw, gridKwh / (intervals * depot.hours)));
    }

    /** Largest power that was carried through, 0 when none was. */
    double verifiedKw(int start, int intervals, boolean more) {
        int end = start + intervals;
        double high = Double.POSITIVE_INFINITY;
        for (int t = start; t < end; t++) {
            high = Math.min(high, reach[more ? 1 : 0][t]);
        }
        high = Math.min(high, summedKw(start, intervals, more));
        if (high <= NOTHING_KW) {
            return 0;
        }
        double enough = high * FINE;
        int count = deviation.order(start, end, more, order, lastsHours);
        double low = 0;
        double next = high;
        for (int i = 0; i < MOST_TRIES && high - low > enough; i++) {
            if (holds(start, end, more, next, count)) {
                low = next;
                next = (low + high) / 2;
            } else {
                high = next;
                double hint = deviation.achievedKw() < next
                        ? deviation.achievedKw()
                        : next - deviation.lackingKwh() / (intervals * depot.hours);
                next = hint > low + enough && hint < high ? hint : (low + high) / 2;
            }
        }
        return low > NOTHING_KW ? low : 0;
    }

    private boolean holds(int start, int end, boolean more, double kw, int count) {
        if (!deviation.holds(start, end, more, kw, order, count, null)) {
            return false;
        }
        return !reserved
                || schedule(start, end - start, more, kw)
                        .filter(schedule ->
                                PlanAudit.of(problem, schedule).violations().isEmpty())
                        .isPresent();
    }

    /** The plan with the deviation and the way back; empty when it is not possible. */
    Optional<Schedule> schedule(int start, int intervals, boolean more, double kw) {
        var schedule = new Schedule(problem);
        for (int b = 0; b < depot.batteries.size(); b++) {
            System.arraycopy(depot.powerKw[b], 0, schedule.powerKw(b), 0, depot.steps);
        }
        System.arraycopy(depot.curtailedKw, 0, schedule.curtailedKw(), 0, depot.steps);
        for (int r = 0; r < problem.requests().size(); r++) {
            double[] held = plan.requests().get(r).reservedKw().toArray();
            System.arraycopy(held, 0, schedule.reservedKw(r), 0, held.length);
        }
        int count = deviation.order(start, start + intervals, more, order, lastsHours);
        return deviation.holds(start, start + intervals, more, kw, order, count, schedule)
                ? Optional.of(schedule)
                : Optional.empty();
    }

    /** Most for one interval alone, the way back aside: every battery's own, cut at each limit on the way up the tree. */
    private double reachKw(int t, boolean more) {
        double[][] rooms = more ? depot.importRoomKw : depot.exportRoomKw;
        double[] left = new double[depot.site + 1];
        for (int n = 0; n <= depot.site; n++) {
            left[n] = rooms[n][t];
        }
        double sum = 0;
        for (int b = 0; b < depot.batteries.size(); b++) {
            double kw = depot.powerRoomKw(b, t, more);
            if (kw <= 0) {
                continue;
            }
            double roomKwh =
                    more ? depot.ceilingKwh(b, t) - depot.afterKwh[b][t] : depot.afterKwh[b][t] - depot.leastKwh[b][t];
            if (roomKwh <= 0) {
                continue;
            }
            kw = Math.min(kw, depot.kwFor(b, t, more, roomKwh));
            for (int node : depot.path[b]) {
                kw = Math.min(kw, left[node]);
            }
            for (int node : depot.path[b]) {
                left[node] -= kw;
            }
            sum += kw;
        }
        return sum;
    }
}
