package energy.corridor.optimiser.hardware;

import energy.corridor.optimiser.Battery;
import energy.corridor.optimiser.ChargingProblem;
import energy.corridor.optimiser.Schedule;
import java.util.List;
import java.util.OptionalDouble;

/**
 * How much a schedule switches: over all vehicles, 3 for every start and stop and 1 for every other change of power from one interval
 * of a stay to the next; twice that from now to the first interval, which is what happens next for certain. A vehicle comes with
 * nothing, and where it leaves nothing is switched.
 */
public final class Switching {

    /** Powers nearer than this are the same, kW. */
    private static final double SAME_KW = 0.01;

    private static final double START_OR_STOP = 3;
    private static final double CHANGE = 1;
    private static final double NOW = 2;

    private final List<OptionalDouble> present;

    Switching(ChargingProblem problem) {
        present = problem.vehicles().stream()
                .map(ChargingProblem.Vehicle::presentKw)
                .toList();
    }

    /** All that the schedule's vehicles switch. */
    public static double of(ChargingProblem problem, Schedule schedule) {
        var switching = new Switching(problem);
        List<Battery> batteries = Battery.of(problem);
        double sum = 0;
        for (int b = 0; b < problem.vehicles().size(); b++) {
            var course = new Course(
                    batteries.get(b), schedule.powerKw(b), problem.grid().stepHours());
            for (int s = 0; s < course.at.length; s++) {
                sum += switching.at(b, course, s);
            }
        }
        return sum;
    }

    /** How far the slot's power is from that before; 0 where it is the same, or the one before is not known. */
    double changeKw(int b, Course course, int slot) {
        double change = course.kw[slot] - before(b, course, slot);
        return Math.abs(change) > SAME_KW ? change : 0;
    }

    /** What is saved where a slot's power changes by {@code kw} and a later one's by as much the other way. */
    double saving(int b, Course course, int slot, int later, double kw) {
        double before = around(b, course, slot, later);
        course.kw[slot] += kw;
        course.kw[later] -= kw;
        double after = around(b, course, slot, later);
        course.kw[slot] -= kw;
        course.kw[later] += kw;
        return before - after;
    }

    private double around(int b, Course course, int slot, int later) {
        double sum = at(b, course, slot) + at(b, course, later);
        sum += later == slot + 1 ? 0 : at(b, course, slot + 1);
        return later + 1 < course.at.length ? sum + at(b, course, later + 1) : sum;
    }

    private double at(int b, Course course, int slot) {
        if (course.at[slot] < 0) {
            return 0;
        }
        double before = before(b, course, slot);
        double kw = course.kw[slot];
        if (Math.abs(kw - before) <= SAME_KW) {
            return 0;
        }
        double cost = sign(kw) == sign(before) ? CHANGE : START_OR_STOP;
        return course.at[slot] == 0 ? NOW * cost : cost;
    }

    private static int sign(double kw) {
        return kw > SAME_KW ? 1 : kw < -SAME_KW ? -1 : 0;
    }

    private double before(int b, Course course, int slot) {
        if (!course.beginsStay(slot)) {
            return course.kw[slot - 1];
        }
        return course.at[slot] == 0 ? present.get(b).orElse(course.kw[slot]) : 0;
    }
}
