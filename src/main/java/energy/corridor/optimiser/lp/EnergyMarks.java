package energy.corridor.optimiser.lp;

import energy.corridor.optimiser.Battery;
import energy.corridor.optimiser.ChargingProblem.Request;
import energy.corridor.optimiser.RequestTime;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The boundaries at which a battery's energy needs a variable of its own. One that can discharge is looked at everywhere. One that
 * cannot only rises during a stay, so its bounds hold throughout when they hold at the stay's end; between marks its energy is a sum
 * of powers.
 */
final class EnergyMarks {

    private EnergyMarks() {}

    /** Block boundaries in {@code (from, to]} of the window. */
    static SortedSet<Integer> of(LpModel model, int b, int w) {
        Battery battery = model.batteries.get(b);
        var window = battery.windows().get(w);
        int from = model.from(window);
        int to = model.to(window);
        var marks = new TreeSet<Integer>();
        boolean everywhere = battery.canDischarge() || LowestEnergy.atArrival(battery, w) < battery.minSocKwh();
        for (int j = from + 1; j <= to; j++) {
            if (everywhere || j == to || lookedAt(model, j)) {
                marks.add(j);
            }
        }
        return marks;
    }

    private static boolean lookedAt(LpModel model, int j) {
        int boundary = model.blocks.first(j);
        return Reserve.callMayEndAt(model.problem, boundary)
                || model.problem.requests().stream()
                        .anyMatch(request -> request instanceof Request.SumSocBand
                                && RequestTime.holds(model.problem.grid(), request, boundary));
    }
}
