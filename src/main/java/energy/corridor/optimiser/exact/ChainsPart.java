package energy.corridor.optimiser.exact;

import energy.corridor.optimiser.Schedule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** The fleet battery by battery: every power and energy is a variable of the program. */
final class ChainsPart implements FleetPart {

    /** Of the first products beside what a battery's full power costs for an interval. */
    private static final double FIRST_PRODUCT = 10;

    /** Of a mean price (EUR for one kW of an interval) or power (kW), where there is none. */
    private static final double LEAST = 1e-3;

    private static final double STEP_FACTOR = 0.9;
    private static final int CORRECTIONS = 2;

    private final FleetModel model;
    private final Layout layout;
    private final Workers workers;
    private final List<Chain> chains = new ArrayList<>();
    private final int[][] chainsOf;
    private final double[] each;
    private final double[] other;
    private final double[] eurPerKw;
    private boolean placed;
    private long count;

    /** @param eurPerKw prices to begin with, EUR for one kW of each interval */
    ChainsPart(FleetModel model, Layout layout, Workers workers, double[] eurPerKw) {
        this.model = model;
        this.layout = layout;
        this.workers = workers;
        this.eurPerKw = eurPerKw;
        for (int b = 0; b < model.devices.size(); b++) {
            var chain = new Chain(model, layout, b);
            if (!chain.isEmpty()) {
                chains.add(chain);
                count += chain.products();
            }
        }
        chainsOf = IntStream.range(0, model.nodes.size())
                .mapToObj(node -> IntStream.range(0, chains.size())
                        .filter(i -> chains.get(i).node == node)
                        .toArray())
                .toArray(int[][]::new);
        each = new double[chains.size()];
        other = new double[chains.size()];
    }

    private void forEach(Consumer<Chain> what) {
        workers.run(chains.size(), (worker, i) -> what.accept(chains.get(i)));
    }

    private double sum(ToDoubleFunction<Chain> what) {
        workers.run(chains.size(), (worker, i) -> each[i] = what.applyAsDouble(chains.get(i)));
        double sum = 0;
        for (double one : each) {
            sum += one;
        }
        return sum;
    }

    private double largest(ToDoubleFunction<Chain> what) {
        sum(what);
        double most = 0;
        for (double one : each) {
            most = Math.max(most, one);
        }
        return most;
    }

    @Override
    public void save() {
        forEach(Chain::save);
    }

    @Override
    public void restore() {
        forEach(Chain::restore);
    }

    @Override
    public boolean place(double[][] at, double central) {
        if (placed) {
            return false;
        }
        placed = true;
        double perKwh = meanEurPerKw() / model.problem.grid().stepHours() / layout.unitEur;
        double product = firstProduct();
        forEach(chain -> chain.begin(at, perKwh, product));
        return true;
    }

    @Override
    public double firstProduct() {
        double kw = 0;
        for (Chain chain : chains) {
            kw += model.batteries.get(chain.battery).maxChargeKw() / chains.size();
        }
        return FIRST_PRODUCT * Math.max(LEAST, meanEurPerKw()) * Math.max(LEAST, kw) / layout.unitEur;
    }

    private double meanEurPerKw() {
        return Arrays.stream(eurPerKw).map(Math::abs).average().orElse(0);
    }

    @Override
    public void lift(double least, double part) {
        // nothing comes in
    }

    @Override
    public void products(Products products) {
        products.sum += sum(Chain::sumOfProducts);
        products.count += count;
    }

    @Override
    public double residual(double[][] flow) {
        double eur = sum(Chain::residual);
        for (Chain chain : chains) {
            chain.flow(flow[chain.node], model.steps);
        }
        return eur;
    }

    @Override
    public double lacking() {
        return largest(Chain::lacking);
    }

    @Override
    public double duals(double[][] at) {
        return sum(chain -> chain.duals(at[chain.node]));
    }

    @Override
    public double dualResidual() {
        return largest(Chain::dualResidual);
    }

    @Override
    public void weigh() {
        forEach(Chain::weigh);
    }

    @Override
    public void square(int node, int first, int last, double[][] to) {
        for (int i : chainsOf[node]) {
            chains.get(i).square(first, last, to);
        }
    }

    @Override
    public void aim(double target, boolean corrected) {
        forEach(chain -> chain.aim(target, corrected));
    }

    @Override
    public void correct(double primalStep, double dualStep, double target) {
        forEach(chain -> chain.correct(primalStep, dualStep, target));
    }

    @Override
    public void moved(double[][] flow) {
        forEach(Chain::pull);
        for (Chain chain : chains) {
            chain.pulled(flow[chain.node], model.steps);
        }
    }

    @Override
    public void carry(double[][] carried) {
        for (Chain chain : chains) {
            chain.carry(carried[chain.node]);
        }
    }

    @Override
    public double stepFactor() {
        return STEP_FACTOR;
    }

    @Override
    public int corrections() {
        return CORRECTIONS;
    }

    @Override
    public void keepSteps() {
        forEach(Chain::keepSteps);
    }

    @Override
    public void keptSteps() {
        forEach(Chain::keptSteps);
    }

    @Override
    public void recover(double[][] at) {
        forEach(chain -> chain.recover(at[chain.node]));
    }

    @Override
    public double longest(boolean ofPrimal, double most) {
        workers.run(chains.size(), (worker, i) -> other[i] = chains.get(i).longest(ofPrimal, most));
        double longest = most;
        for (double one : other) {
            longest = Math.min(longest, one);
        }
        return longest;
    }

    @Override
    public void after(double primalStep, double dualStep, Products products) {
        products.sum += sum(chain -> chain.sumOfProductsAfter(primalStep, dualStep));
        products.count += count;
    }

    @Override
    public void move(double primalStep, double dualStep) {
        forEach(chain -> chain.move(primalStep, dualStep));
    }

    boolean isFinite() {
        return Double.isFinite(sum(Chain::sumOfProducts));
    }

    /** What the batteries do. */
    Schedule schedule() {
        var schedule = new Schedule(model.problem);
        for (Chain chain : chains) {
            chain.powers(model.batteries.get(chain.battery), schedule.powerKw(chain.battery));
        }
        return schedule;
    }
}
