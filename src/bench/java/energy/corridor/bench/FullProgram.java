package energy.corridor.bench;

import com.google.ortools.Loader;
import com.google.ortools.modelbuilder.ModelBuilder;
import com.google.ortools.modelbuilder.ModelBuilderHelper;
import com.google.ortools.modelbuilder.ModelSolverHelper;
import com.google.ortools.modelbuilder.SolveStatus;
import energy.corridor.optimiser.Battery;
import energy.corridor.optimiser.Battery.Window;
import energy.corridor.optimiser.ChargingProblem;
import energy.corridor.optimiser.ChargingProblem.Limit;
import energy.corridor.optimiser.ChargingProblem.Request;
import energy.corridor.optimiser.Money;
import energy.corridor.optimiser.RequestTime;
import energy.corridor.optimiser.SiteTopology;
import energy.corridor.quantity.Units;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The charging problem as one linear program for the solvers of OR-Tools: every battery with its own charge, discharge and energy in
 * every interval, nothing merged, nothing left out. Shares no code with the optimisers but what places stays and requests on the grid.
 *
 * <p>What is missed is a variable with a weight, each aim above all after it (as in {@code docs/charging-lp.md}); where nothing is
 * missed the optimum is that of the aims in order. No either-or: charging and discharging at once is not forbidden, export must
 * not be dearer than import, reserves and least powers are refused.
 */
final class FullProgram {

    private static final double NO_LIMIT = Double.POSITIVE_INFINITY;

    static {
        Loader.loadNativeLibraries();
    }

    /**
     * What a solver says.
     *
     * @param optimal false when the time was over, or the solver gave up; then there are no other figures
     * @param eur money
     * @param missed of all that counts more than money, weighted
     * @param burnedKw most power of a battery that charges and discharges at once
     * @param seconds of the solver, without building the program
     */
    record Answer(boolean optimal, double eur, double missed, double burnedKw, double seconds) {}

    private final ChargingProblem problem;
    private final ModelBuilderHelper program = new ModelBuilder().getHelper();
    private final List<Battery> batteries;
    private final SiteTopology topology;
    private final int steps;
    private final double hours;
    private final double unit;
    private final Map<Integer, Double> missWeights = new HashMap<>();

    /** Per battery the variable of its charge, discharge and of its energy at a boundary; -1 where there is none. */
    private final int[][] charge;

    private final int[][] discharge;
    private final int[][] energy;

    FullProgram(ChargingProblem problem) {
        this.problem = problem;
        batteries = Battery.of(problem);
        topology = SiteTopology.of(problem, batteries);
        steps = problem.grid().steps();
        hours = problem.grid().stepHours();
        unit = Money.dearestKwhEur(problem);
        charge = none(steps);
        discharge = none(steps);
        energy = none(steps + 1);
        for (int b = 0; b < batteries.size(); b++) {
            battery(b);
        }
        int[] bought = new int[steps];
        int[] sold = new int[steps];
        site(bought, sold);
        for (int n = 0; n < problem.site().limits().size(); n++) {
            limit(n);
        }
        peak(bought);
        for (Request request : problem.requests()) {
            request(request, bought, sold);
        }
    }

    private int[][] none(int columns) {
        int[][] rows = new int[batteries.size()][columns];
        for (int[] row : rows) {
            Arrays.fill(row, -1);
        }
        return rows;
    }

    private enum Miss {
        BROKEN,
        UNMET,
        BELOW_MINIMUM,
        CLAMPED,
        EXCEEDED
    }

    private double weight(Miss miss) {
        return unit * Math.pow(4, miss.ordinal());
    }

    private int variable(double least, double most, double cost) {
        int variable = program.addVar();
        program.setVarLowerBound(variable, least);
        program.setVarUpperBound(variable, most);
        program.setVarObjectiveCoefficient(variable, cost);
        return variable;
    }

    /** @param perUnit kWh of the aim for one of the variable */
    private int missing(Miss miss, double most, double perUnit) {
        int variable = variable(0, most, weight(miss) * perUnit);
        missWeights.put(variable, weight(miss) * perUnit);
        return variable;
    }

    private int row(double least, double most) {
        int row = program.addLinearConstraint();
        program.setConstraintLowerBound(row, least);
        program.setConstraintUpperBound(row, most);
        return row;
    }

    private void add(int row, int variable, double factor) {
        program.addConstraintTerm(row, variable, factor);
    }

    /** e[k+1] = e[k] + η_c·c·h − d·h/η_d in every stay, which begins with what the stay before left, less the trip. */
    private void battery(int b) {
        Battery battery = batteries.get(b);
        int left = variable(battery.socKwh(), battery.socKwh(), 0);
        double leastLeft = battery.socKwh();
        for (int w = 0; w < battery.windows().size(); w++) {
            Window window = battery.windows().get(w);
            double least = Math.max(0, leastLeft - window.tripKwh());
            boolean mayBeginLow = least < battery.minSocKwh();
            int at = variable(0, window.ceilingKwh(), 0);
            int arrival = row(-window.tripKwh(), -window.tripKwh());
            add(arrival, at, 1);
            add(arrival, left, -1);
            if (window.tripKwh() > leastLeft) {
                add(arrival, missing(Miss.CLAMPED, window.tripKwh(), 1), -1);
            }
            double floor = w == 0 ? least : battery.minSocKwh();
            for (int t = window.from(); t < window.to(); t++) {
                energy[b][t] = at;
                int next = variable(mayBeginLow ? 0 : battery.minSocKwh(), window.ceilingKwh(), 0);
                int balance = row(0, 0);
                add(balance, next, 1);
                add(balance, at, -1);
                charge[b][t] = variable(0, battery.maxChargeKw(), 0);
                add(balance, charge[b][t], -battery.chargeEfficiency() * hours);
                if (battery.canDischarge()) {
                    discharge[b][t] = variable(0, battery.maxDischargeKw(), battery.wearEurPerKwh() * hours);
                    add(balance, discharge[b][t], hours / battery.dischargeEfficiency());
                }
                if (mayBeginLow) {
                    floor = Math.min(battery.minSocKwh(), floor + battery.fullKwhPerHour() * hours);
                    int risen = row(floor, NO_LIMIT);
                    add(risen, next, 1);
                    add(risen, missing(Miss.BELOW_MINIMUM, battery.minSocKwh(), 1), 1);
                }
                at = next;
            }
            if (window.from() < window.to() && window.to() == steps) {
                energy[b][steps] = at;
            }
            if (window.requiredKwh() > 0) {
                int required = row(window.requiredKwh(), NO_LIMIT);
                add(required, at, 1);
                Miss miss = battery.stationary() ? Miss.BROKEN : Miss.UNMET;
                add(required, missing(miss, window.requiredKwh(), 1), 1);
            }
            left = at;
            leastLeft = battery.canDischarge() ? Math.min(least, battery.minSocKwh()) : least;
        }
    }

    private void addPower(int row, int b, int t, double factor) {
        if (charge[b][t] >= 0) {
            add(row, charge[b][t], factor);
        }
        if (discharge[b][t] >= 0) {
            add(row, discharge[b][t], -factor);
        }
    }

    /** base − pv + curtailed + Σ (c − d) = bought − sold, both within the site's limits. */
    private void site(int[] bought, int[] sold) {
        var prices = problem.prices();
        for (int t = 0; t < steps; t++) {
            double most = topology.siteImportLimitKw(t);
            double excess = topology.baseExcessKw(t);
            bought[t] = variable(0, NO_LIMIT, hours * prices.importEurPerKwh().get(t));
            sold[t] = variable(
                    0,
                    topology.siteExportLimitKw(t),
                    -hours * prices.exportEurPerKwh().get(t));
            int within = row(Double.NEGATIVE_INFINITY, most);
            add(within, bought[t], 1);
            if (excess > 0) {
                add(within, missing(Miss.EXCEEDED, excess, hours), -1);
            }
            int balance = row(topology.baseKw(t), topology.baseKw(t));
            add(balance, bought[t], 1);
            add(balance, sold[t], -1);
            if (problem.site().pvKw().get(t) > 0) {
                add(balance, variable(0, problem.site().pvKw().get(t), 0), -1);
            }
            for (int b = 0; b < batteries.size(); b++) {
                addPower(balance, b, t, -1);
            }
        }
    }

    private void limit(int n) {
        Limit limit = problem.site().limits().get(n);
        for (int t = 0; t < steps; t++) {
            int flow = row(-limit.exportLimitKw().get(t), limit.importLimitKw().get(t));
            for (int b : topology.batteriesBelow(n)) {
                addPower(flow, b, t, 1);
            }
        }
    }

    private void peak(int[] bought) {
        double paid = problem.prices().peakSoFarKw();
        double charge = problem.prices().demandChargeEurPerKw();
        int peak = variable(paid, NO_LIMIT, charge);
        program.setObjectiveOffset(program.getObjectiveOffset() - paid * charge);
        for (int t = 0; t < steps; t++) {
            int above = row(0, NO_LIMIT);
            add(above, peak, 1);
            add(above, bought[t], -1);
        }
    }

    private void request(Request request, int[] bought, int[] sold) {
        if (request instanceof Request.SumSocBand band) {
            for (int k = 0; k <= steps; k++) {
                if (RequestTime.holds(problem.grid(), band, k)) {
                    band(band, k);
                }
            }
        } else if (request instanceof Request.Dispatch dispatch) {
            for (int t = 0; t < steps; t++) {
                double inside = RequestTime.overlapHours(problem.grid(), dispatch, t);
                if (inside > 0) {
                    int deviation = row(dispatch.kw(), dispatch.kw());
                    add(deviation, bought[t], 1);
                    add(deviation, sold[t], -1);
                    add(deviation, variable(0, NO_LIMIT, dispatch.penaltyEurPerKwh() * inside), -1);
                    add(deviation, variable(0, NO_LIMIT, dispatch.penaltyEurPerKwh() * inside), 1);
                }
            }
        } else if (request instanceof Request.Reserve) {
            throw new IllegalArgumentException(
                    "%s is a reserve, which this program does not know.".formatted(request.id()));
        }
    }

    private void band(Request.SumSocBand band, int k) {
        int sum = row(band.lowerKwh(), band.upperKwh());
        double most = 0;
        for (int b = 0; b < batteries.size(); b++) {
            if (energy[b][k] >= 0) {
                add(sum, energy[b][k], 1);
                most += batteries.get(b).maxSocKwh() + batteries.get(b).socKwh();
            }
        }
        add(sum, missing(Miss.BROKEN, band.lowerKwh(), 1), 1);
        add(sum, missing(Miss.BROKEN, most, 1), -1);
    }

    int rows() {
        return program.numConstraints();
    }

    int columns() {
        return program.numVariables();
    }

    /** @param solver {@code highs} or {@code glop}, with its own settings but for the time */
    Answer solve(String solver, Duration limit) {
        var running = new ModelSolverHelper(solver);
        if (!running.solverIsSupported()) {
            throw new IllegalArgumentException("This OR-Tools comes without %s.".formatted(solver));
        }
        running.setTimeLimitInSeconds(Units.seconds(limit));
        long start = System.nanoTime();
        running.solve(program);
        double seconds = Units.seconds(Duration.ofNanos(System.nanoTime() - start));
        if (running.getStatus() != SolveStatus.OPTIMAL) {
            return new Answer(false, Double.NaN, Double.NaN, Double.NaN, seconds);
        }
        double missed = 0;
        for (var miss : missWeights.entrySet()) {
            missed += running.getVariableValue(miss.getKey()) * miss.getValue();
        }
        double burned = 0;
        for (int b = 0; b < batteries.size(); b++) {
            for (int t = 0; t < steps; t++) {
                if (discharge[b][t] >= 0) {
                    burned = Math.max(
                            burned,
                            Math.min(
                                    running.getVariableValue(charge[b][t]), running.getVariableValue(discharge[b][t])));
                }
            }
        }
        return new Answer(true, running.getObjectiveValue() - missed, missed, burned, seconds);
    }
}
