package energy.corridor.optimiser.hardware;

import energy.corridor.optimiser.Battery;
import energy.corridor.optimiser.ChargingProblem;
import energy.corridor.optimiser.ChargingProblem.Request;
import energy.corridor.optimiser.PlanAudit;
import energy.corridor.optimiser.RequestTime;
import energy.corridor.optimiser.Schedule;
import energy.corridor.optimiser.SiteTopology;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Fewer starts, stops and changes of charging power for the same money: two vehicles exchange charging. Where one would begin or rise
 * while another would stop or fall, the other goes on in its place and gives as much back in a later interval. The site's power, each
 * vehicle's energy at the stays' ends and every cost stay what they were; limits, energies in between, bands, reserves and the levels
 * of the hardware are looked at for every exchange.
 */
final class Steadying {

    private static final double TINY = Course.TINY;

    /** Pairs of intervals that are tried for one plan. */
    private static final int MOST_TRIALS = 1_500_000;

    /** Passes over the horizon, each with what the one before left. */
    private static final int MOST_ROUNDS = 4;

    /** Between two looks at the clock. */
    private static final int TRIALS_PER_LOOK = 10_000;

    private final List<Battery> batteries;
    private final SiteLoad load;
    private final BandRoom bands;
    private final Course[] courses;
    private final Switching switching;
    private final boolean[] bandAt;
    private final boolean[] called;
    private final long deadlineNanos;
    private int trials;
    private boolean late;

    private int bestLater;
    private double bestKw;

    private Steadying(ChargingProblem problem, Schedule schedule, long deadlineNanos) {
        this.deadlineNanos = deadlineNanos;
        batteries = Battery.of(problem);
        int steps = problem.grid().steps();
        load = new SiteLoad(problem, batteries, SiteTopology.of(problem, batteries), 0);
        bands = new BandRoom(problem, batteries, new double[steps + 1]);
        courses = new Course[batteries.size()];
        for (int b = 0; b < courses.length; b++) {
            courses[b] = new Course(
                    batteries.get(b), schedule.powerKw(b), problem.grid().stepHours());
            for (int s = 0; s < courses[b].at.length; s++) {
                if (courses[b].at[s] >= 0) {
                    load.add(b, courses[b].at[s], courses[b].kw[s]);
                }
            }
        }
        switching = new Switching(problem);
        bandAt = new boolean[steps + 1];
        for (int k : bands.boundaries()) {
            bandAt[k] = true;
        }
        called = called(problem);
    }

    /** Intervals in which a reserve may be called. */
    private static boolean[] called(ChargingProblem problem) {
        boolean[] called = new boolean[problem.grid().steps()];
        for (Request request : problem.requests()) {
            for (int t = 0; t < called.length; t++) {
                if (request instanceof Request.Reserve reserve
                        && RequestTime.overlapHours(problem.grid(), reserve, t) > 0) {
                    int end = t + RequestTime.holdIntervals(problem.grid(), reserve);
                    Arrays.fill(called, t, Math.min(called.length, end), true);
                }
            }
        }
        return called;
    }

    /** @return the steadier schedule, or the given one where there is none; equal for equal input unless the deadline comes first */
    static Schedule of(ChargingProblem problem, Schedule given, long deadlineNanos) {
        var pass = new Steadying(problem, given, deadlineNanos);
        if (!pass.exchange()) {
            return given;
        }
        Schedule steady = pass.schedule(problem, given);
        PlanAudit audit = PlanAudit.of(problem, steady);
        PlanAudit before = PlanAudit.of(problem, given);
        boolean same = audit.violations().isEmpty()
                && !before.aims().betterThan(audit.aims())
                && Switching.of(problem, steady) < Switching.of(problem, given);
        return same ? steady : given;
    }

    private Schedule schedule(ChargingProblem problem, Schedule given) {
        var schedule = new Schedule(problem);
        int steps = problem.grid().steps();
        for (int b = 0; b < courses.length; b++) {
            Course course = courses[b];
            for (int s = 0; s < course.at.length; s++) {
                if (course.at[s] >= 0) {
                    schedule.powerKw(b)[course.at[s]] = course.kw[s];
                }
            }
        }
        System.arraycopy(given.curtailedKw(), 0, schedule.curtailedKw(), 0, steps);
        for (int r = 0; r < problem.requests().size(); r++) {
            System.arraycopy(given.reservedKw(r), 0, schedule.reservedKw(r), 0, steps);
        }
        return schedule;
    }

    private boolean exchange() {
        boolean any = false;
        boolean more = true;
        for (int round = 0; round < MOST_ROUNDS && more; round++) {
            more = false;
            for (int t = 0; t + 1 < called.length && !late; t++) {
                if (!called[t]) {
                    more |= exchange(t);
                }
            }
            any |= more;
        }
        return any;
    }

    /** Exchanges between those that rise at the interval's start and those that fall. */
    private boolean exchange(int t) {
        List<Integer> rising = new ArrayList<>();
        List<Integer> falling = new ArrayList<>();
        for (int b = 0; b < courses.length; b++) {
            Course course = courses[b];
            int s = course.slotAt(t);
            if (s >= 0 && course.kw[s] >= 0 && !course.battery.stationary()) {
                double change = switching.changeKw(b, course, s);
                if (change > 0) {
                    rising.add(b);
                } else if (change < 0) {
                    falling.add(b);
                }
            }
        }
        boolean any = false;
        for (int taker : falling) {
            for (int giver : rising) {
                if (switching.changeKw(giver, courses[giver], courses[giver].slotAt(t)) > 0 && best(giver, taker, t)) {
                    move(giver, taker, t, bestLater, bestKw);
                    any = true;
                    if (switching.changeKw(taker, courses[taker], courses[taker].slotAt(t)) == 0) {
                        break;
                    }
                }
                if (late) {
                    return any;
                }
            }
        }
        return any;
    }

    /** Finds the later interval and the power whose exchange saves most switching: {@code bestLater} and {@code bestKw}. */
    private boolean best(int giver, int taker, int t) {
        Course gives = courses[giver];
        Course takes = courses[taker];
        int s = gives.slotAt(t);
        int r = takes.slotAt(t);
        double mostNow = Math.min(
                Math.min(gives.kw[s], takes.battery.maxChargeKw() - takes.kw[r]), load.exchangeKw(giver, taker, t));
        double fall = Double.POSITIVE_INFINITY;
        double rise = Double.POSITIVE_INFINITY;
        double bestSaving = 0;
        for (int later = t + 1; later < called.length && mostNow > TINY; later++) {
            int sLater = gives.slotAt(later);
            int rLater = takes.slotAt(later);
            if (sLater < 0 || rLater < 0 || gives.beginsStay(sLater) || takes.beginsStay(rLater) || called[later]) {
                break;
            }
            fall = Math.min(fall, -gives.lackKwh(sLater - 1));
            rise = Math.min(rise, takes.roomKwh(rLater - 1));
            if (fall <= TINY || rise <= TINY || (bandAt[later] && !countAlike(giver, taker, later)) || over()) {
                break;
            }
            if (gives.kw[sLater] < 0 || takes.kw[rLater] <= 0) {
                continue;
            }
            double most = Math.min(mostNow, Math.min(takes.kw[rLater], gives.battery.maxChargeKw() - gives.kw[sLater]));
            most = Math.min(most, Math.min(fall / gives.kwhPerChargedKw(), rise / takes.kwhPerChargedKw()));
            most = Math.min(most, load.exchangeKw(taker, giver, later));
            double[] candidates = {
                most,
                gives.kw[s],
                switching.changeKw(giver, gives, s),
                -switching.changeKw(taker, takes, r),
                takes.kw[rLater],
                sLater + 1 < gives.kw.length ? gives.kw[sLater + 1] - gives.kw[sLater] : 0,
                rLater + 1 < takes.kw.length ? takes.kw[rLater] - takes.kw[rLater + 1] : 0
            };
            for (double kw : candidates) {
                if (kw > TINY && kw <= most + TINY && fits(gives, s, sLater, kw) && fits(takes, rLater, r, kw)) {
                    double saving = switching.saving(giver, gives, s, sLater, -kw)
                            + switching.saving(taker, takes, r, rLater, kw);
                    if (saving > bestSaving) {
                        bestSaving = saving;
                        bestLater = later;
                        bestKw = kw;
                    }
                }
            }
        }
        return bestSaving > 0;
    }

    private boolean over() {
        if (++trials % TRIALS_PER_LOOK == 0) {
            late |= trials >= MOST_TRIALS || System.nanoTime() >= deadlineNanos;
        }
        return late;
    }

    /** Whether what one holds less the other holds more in the bands' sum. */
    private boolean countAlike(int one, int other, int boundary) {
        boolean counts = bands.counts(one, boundary);
        return counts == bands.counts(other, boundary)
                && (!counts
                        || batteries.get(one).chargeEfficiency()
                                == batteries.get(other).chargeEfficiency());
    }

    /** Whether the hardware can give the powers after {@code kw} has gone from one slot to the other. */
    private static boolean fits(Course course, int from, int to, double kw) {
        return isLevel(course, course.kw[from] - kw) && isLevel(course, course.kw[to] + kw);
    }

    private static boolean isLevel(Course course, double kw) {
        return course.levels.areAll() || kw <= TINY || Math.abs(course.levels.atMost(kw) - kw) <= TINY;
    }

    private void move(int giver, int taker, int t, int later, double kw) {
        put(giver, t, -kw);
        put(giver, later, kw);
        put(taker, t, kw);
        put(taker, later, -kw);
    }

    private void put(int b, int t, double kw) {
        Course course = courses[b];
        int s = course.slotAt(t);
        double after = course.kw[s] + kw;
        load.add(b, t, kw);
        course.put(s, after <= TINY ? 0 : Math.min(after, course.battery.maxChargeKw()));
    }
}
