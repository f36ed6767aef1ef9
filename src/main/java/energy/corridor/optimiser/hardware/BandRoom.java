package energy.corridor.optimiser.hardware;

import energy.corridor.optimiser.Battery;
import energy.corridor.optimiser.ChargingProblem;
import energy.corridor.optimiser.ChargingProblem.Request;
import energy.corridor.optimiser.RequestTime;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** What the summed energy may still rise or fall by at each boundary without leaving the bands, or by more than the given plan does. */
final class BandRoom {

    private final boolean[][] counts;
    private final double[] upKwh;
    private final double[] downKwh;
    private final int[] rows;

    /** @param sumKwh of the plan that is to be kept to, at every boundary */
    BandRoom(ChargingProblem problem, List<Battery> batteries, double[] sumKwh) {
        int steps = problem.grid().steps();
        boolean[] asked = new boolean[steps + 1];
        upKwh = new double[steps + 1];
        downKwh = new double[steps + 1];
        Arrays.fill(upKwh, Double.POSITIVE_INFINITY);
        Arrays.fill(downKwh, Double.POSITIVE_INFINITY);
        for (Request request : problem.requests()) {
            for (int k = 0; k <= steps; k++) {
                if (request instanceof Request.SumSocBand band && RequestTime.holds(problem.grid(), band, k)) {
                    asked[k] = true;
                    upKwh[k] = Math.min(upKwh[k], Math.max(0, band.upperKwh() - sumKwh[k]));
                    downKwh[k] = Math.min(downKwh[k], Math.max(0, sumKwh[k] - band.lowerKwh()));
                }
            }
        }
        rows = IntStream.rangeClosed(0, steps).filter(k -> asked[k]).toArray();
        counts = new boolean[batteries.size()][];
        for (int b = 0; b < counts.length && rows.length > 0; b++) {
            counts[b] = new boolean[steps + 1];
            for (int k : rows) {
                counts[b][k] = batteries.get(b).windowAt(Math.min(k, steps - 1)) >= 0;
            }
        }
    }

    /** The boundaries that some band looks at. */
    int[] boundaries() {
        return rows;
    }

    boolean counts(int battery, int boundary) {
        return counts[battery][boundary];
    }

    /** kWh that are missing below the band at the boundary. */
    double lackKwh(int boundary) {
        return Math.max(0, -downKwh[boundary]);
    }

    /** By how much the battery's energy may rise from interval {@code t} on. */
    double upKwh(int battery, int t) {
        double room = Double.POSITIVE_INFINITY;
        for (int k : rows) {
            if (k > t && counts[battery][k]) {
                room = Math.min(room, upKwh[k]);
            }
        }
        return room;
    }

    double downKwh(int battery, int t) {
        double room = Double.POSITIVE_INFINITY;
        for (int k : rows) {
            if (k > t && counts[battery][k]) {
                room = Math.min(room, downKwh[k]);
            }
        }
        return room;
    }

    void add(int battery, int t, double kwh) {
        for (int k : rows) {
            if (k > t && counts[battery][k]) {
                upKwh[k] -= kwh;
                downKwh[k] += kwh;
            }
        }
    }
}
