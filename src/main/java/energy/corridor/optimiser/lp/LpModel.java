package energy.corridor.optimiser.lp;

import energy.corridor.optimiser.Battery;
import energy.corridor.optimiser.Battery.Window;
import energy.corridor.optimiser.ChargingProblem;
import energy.corridor.optimiser.SiteTopology;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.ojalgo.optimisation.Expression;
import org.ojalgo.optimisation.ExpressionsBasedModel;
import org.ojalgo.optimisation.Optimisation;
import org.ojalgo.optimisation.Variable;

/**
 * The linear program under construction: the quantities that several {@link ConstraintBlock}s share. Blocks of intervals are
 * counted by {@code j}, batteries by {@code b}, a battery's windows by {@code w}; boundary {@code j} is where block {@code j} begins.
 */
final class LpModel {

    final ChargingProblem problem;
    final List<Battery> batteries;
    final SiteTopology topology;
    final Blocks blocks;

    private final ExpressionsBasedModel model;
    private final Map<Aim, Expression> aims = new EnumMap<>(Aim.class);
    private final Map<Long, Variable> charge = new HashMap<>();
    private final Map<Long, Variable> discharge = new HashMap<>();
    private final Map<EnergyKey, LinearSum> energy = new HashMap<>();
    private final Map<Integer, LinearSum> siteNet = new HashMap<>();
    private final Map<Integer, Variable> curtailed = new HashMap<>();
    private final Map<Long, Variable> reserved = new HashMap<>();
    private final Map<Long, Variable> unmet = new HashMap<>();
    private final Map<Long, Variable> clamped = new HashMap<>();
    private final Map<Long, Variable> below = new HashMap<>();
    private final Map<Integer, Variable> exceeded = new HashMap<>();
    private final List<EitherOr> choices = new ArrayList<>();
    private final Map<Integer, Expression> siteLimitRows = new HashMap<>();
    private final Map<Long, Expression> limitRows = new HashMap<>();
    private final Map<Integer, Expression> balanceRows = new HashMap<>();
    private final Map<Integer, Expression> peakRows = new HashMap<>();
    private final Map<Long, Expression> bandRows = new HashMap<>();
    private final Map<Aim, Double> constants = new EnumMap<>(Aim.class);

    private record EnergyKey(int battery, int window, int boundary) {}

    /** @param blocks of the problem's intervals; each counts as one interval of constant power */
    LpModel(ChargingProblem problem, Blocks blocks) {
        this.problem = problem;
        this.blocks = blocks;
        // Presolving would change this model for good, and it is solved several times with other aims.
        Optimisation.Environment environment = Optimisation.newEnvironment();
        environment.clearPresolvers();
        model = environment.newModel();
        batteries = Battery.of(problem);
        topology = SiteTopology.of(problem, batteries);
        for (Aim aim : Aim.values()) {
            aims.put(aim, model.newExpression("aim " + aim));
        }
    }

    ExpressionsBasedModel solverModel() {
        return model;
    }

    Expression aim(Aim aim) {
        return Objects.requireNonNull(aims.get(aim));
    }

    /** What of the aim no decision changes. */
    double constant(Aim aim) {
        return constants.getOrDefault(aim, 0.0);
    }

    /** Roughly how many variables the batteries will need. */
    int sizeAhead() {
        int size = 0;
        for (Battery battery : batteries) {
            for (Window window : battery.windows()) {
                size += (to(window) - from(window)) * (battery.canDischarge() ? 3 : 1);
            }
        }
        return size;
    }

    // ---- building

    Variable variable(String name, double lower, double upper) {
        Variable variable = model.newVariable(name).lower(lower);
        return upper < Double.POSITIVE_INFINITY ? variable.upper(upper) : variable;
    }

    /** {@code lower ≤ sum ≤ upper}; either may be infinite. */
    Expression row(String name, LinearSum sum, double lower, double upper) {
        Expression row = model.newExpression(name);
        sum.addTo(row, 1);
        if (lower == upper) {
            return row.level(lower - sum.constant());
        }
        if (lower > Double.NEGATIVE_INFINITY) {
            row.lower(lower - sum.constant());
        }
        if (upper < Double.POSITIVE_INFINITY) {
            row.upper(upper - sum.constant());
        }
        return row;
    }

    void pay(Aim aim, LinearSum sum, double factor) {
        sum.addTo(aim(aim), factor);
        constants.merge(aim, sum.constant() * factor, Double::sum);
    }

    void pay(Aim aim, Variable variable, double factor) {
        pay(aim, new LinearSum().add(variable, factor), 1);
    }

    /** Something that is not convex: left out until a solution breaks it. */
    void choice(EitherOr choice) {
        choices.add(choice);
    }

    /** The choices that the solution does not make, in the order of building. */
    List<EitherOr> undecided(Solution solution) {
        return choices.stream().filter(choice -> choice.isBrokenBy(solution)).toList();
    }

    /** Lets no later solution be worse in this aim. */
    void hold(Aim aim, double most) {
        if (!aim(aim).getLinearKeySet().isEmpty()) {
            aim(aim).upper(most - constant(aim));
        }
    }

    void free(Aim aim) {
        aim(aim).upper((BigDecimal) null);
    }

    // ---- shared quantities

    /** First block of a window. */
    int from(Window window) {
        return blocks.at(window.from());
    }

    /** Block after the last of a window. */
    int to(Window window) {
        return blocks.at(window.to());
    }

    /** Index of the battery's window that covers the block, or -1. */
    int windowAt(int b, int j) {
        return batteries.get(b).windowAt(blocks.first(j));
    }

    private long key(int b, int j) {
        return (long) b * (blocks.count() + 1) + j;
    }

    void charge(int b, int j, Variable variable) {
        charge.put(key(b, j), variable);
    }

    /** Mean charging power in the block, kW; none where it is away. */
    Optional<Variable> charge(int b, int j) {
        return Optional.ofNullable(charge.get(key(b, j)));
    }

    void discharge(int b, int j, Variable variable) {
        discharge.put(key(b, j), variable);
    }

    /** Mean discharging power in the block, kW. */
    Optional<Variable> discharge(int b, int j) {
        return Optional.ofNullable(discharge.get(key(b, j)));
    }

    /** {@code charge − discharge}. */
    LinearSum power(int b, int j) {
        var power = new LinearSum();
        charge(b, j).ifPresent(c -> power.add(c, 1));
        discharge(b, j).ifPresent(d -> power.add(d, -1));
        return power;
    }

    void energy(int b, int w, int boundary, LinearSum sum) {
        energy.put(new EnergyKey(b, w, boundary), sum);
    }

    /** Energy in window {@code w} at a boundary {@link EnergyMarks} names, or at the window's first. */
    LinearSum energy(int b, int w, int boundary) {
        LinearSum sum = energy.get(new EnergyKey(b, w, boundary));
        if (sum == null) {
            throw new IllegalStateException("No energy of %s at block boundary %d."
                    .formatted(batteries.get(b).id(), boundary));
        }
        return sum;
    }

    void unmet(int b, int w, Variable variable) {
        unmet.put((long) w * batteries.size() + b, variable);
    }

    /** What the window's requirement lacks; none when nothing can be lacking. */
    Optional<Variable> unmet(int b, int w) {
        return Optional.ofNullable(unmet.get((long) w * batteries.size() + b));
    }

    void clamped(int b, int w, Variable variable) {
        clamped.put((long) w * batteries.size() + b, variable);
    }

    /** What the trip before the window takes below zero; none when it cannot. */
    Optional<Variable> clamped(int b, int w) {
        return Optional.ofNullable(clamped.get((long) w * batteries.size() + b));
    }

    void below(int b, int j, Variable variable) {
        below.put(key(b, j), variable);
    }

    /** What the end of the block lacks of minSocKwh; none where it cannot. */
    Optional<Variable> below(int b, int j) {
        return Optional.ofNullable(below.get(key(b, j)));
    }

    void exceeded(int j, Variable variable) {
        exceeded.put(j, variable);
    }

    /** Import above the site's limit, where base load alone is. */
    Optional<Variable> exceeded(int j) {
        return Optional.ofNullable(exceeded.get(j));
    }

    void siteNet(int j, LinearSum net) {
        siteNet.put(j, net);
    }

    /** Import less export, kW. */
    LinearSum siteNet(int j) {
        LinearSum net = siteNet.get(j);
        if (net == null) {
            throw new IllegalStateException("The site's balance of block %d is not there yet.".formatted(j));
        }
        return net;
    }

    void curtailed(int j, Variable variable) {
        curtailed.put(j, variable);
    }

    Optional<Variable> curtailed(int j) {
        return Optional.ofNullable(curtailed.get(j));
    }

    void reserved(int request, int j, Variable variable) {
        reserved.put(key(request, j), variable);
    }

    Optional<Variable> reserved(int request, int j) {
        return Optional.ofNullable(reserved.get(key(request, j)));
    }

    void siteLimitRow(int j, Expression row) {
        siteLimitRows.put(j, row);
    }

    Optional<Expression> siteLimitRow(int j) {
        return Optional.ofNullable(siteLimitRows.get(j));
    }

    void limitRow(int limit, int j, Expression row) {
        limitRows.put(key(limit, j), row);
    }

    Optional<Expression> limitRow(int limit, int j) {
        return Optional.ofNullable(limitRows.get(key(limit, j)));
    }

    void balanceRow(int j, Expression row) {
        balanceRows.put(j, row);
    }

    /** The site's balance; none where its net import is used in one place only. */
    Optional<Expression> balanceRow(int j) {
        return Optional.ofNullable(balanceRows.get(j));
    }

    void peakRow(int j, Expression row) {
        peakRows.put(j, row);
    }

    Optional<Expression> peakRow(int j) {
        return Optional.ofNullable(peakRows.get(j));
    }

    void bandRow(int request, int boundary, Expression row) {
        bandRows.put((long) request * (problem.grid().steps() + 1) + boundary, row);
    }

    /** @param boundary of the problem's grid */
    Optional<Expression> bandRow(int request, int boundary) {
        return Optional.ofNullable(bandRows.get((long) request * (problem.grid().steps() + 1) + boundary));
    }

    /** Summed full charging power of the plugged-in batteries of a selection, kW. */
    double mostCharge(Iterable<Integer> selection, int j) {
        double sum = 0;
        for (int b : selection) {
            sum += windowAt(b, j) >= 0 ? batteries.get(b).maxChargeKw() : 0;
        }
        return sum;
    }

    double mostDischarge(Iterable<Integer> selection, int j) {
        double sum = 0;
        for (int b : selection) {
            sum += windowAt(b, j) >= 0 ? batteries.get(b).maxDischargeKw() : 0;
        }
        return sum;
    }

    /** Highest net import any decision can cause, kW. */
    double highestNet(int j) {
        return problem.site().baseLoadKw().get(blocks.first(j)) + mostCharge(all(), j);
    }

    /** Lowest net import any decision can cause, kW. */
    double lowestNet(int j) {
        return topology.baseKw(blocks.first(j)) - mostDischarge(all(), j);
    }

    private Iterable<Integer> all() {
        return () -> IntStream.range(0, batteries.size()).iterator();
    }
}
