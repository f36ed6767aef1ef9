package energy.corridor.optimiser.exact;

import energy.corridor.optimiser.Schedule;
import java.util.ArrayList;
import java.util.List;

/** Every group's answer to prices, on all workers; equal for any number of them. */
final class Pricing {

    private final FleetModel model;
    private final Workers workers;
    private final Penalties penalties;
    private final DeviceOracle[] oracles;
    private final double[] bounds;

    Pricing(FleetModel model, Workers workers, Penalties penalties) {
        this.model = model;
        this.workers = workers;
        this.penalties = penalties;
        oracles = new DeviceOracle[workers.count()];
        for (int w = 0; w < oracles.length; w++) {
            oracles[w] = new DeviceOracle();
        }
        bounds = new double[model.groups.size()];
    }

    /** One column per group. @param source what the columns shall remember */
    List<Column> answers(Prices prices, int source) {
        Column[] columns = new Column[bounds.length];
        workers.run(bounds.length, (worker, g) -> {
            Group group = model.groups.get(g);
            DeviceOracle oracle = oracles[worker];
            var sum = new Sum(group);
            double bound = 0;
            for (int b : group.devices()) {
                Device device = model.devices.get(b);
                oracle.solve(device, prices.power[group.node()], prices.energy, penalties);
                bound += oracle.bound(device, penalties);
                sum.add(device, oracle);
            }
            bounds[g] = bound;
            columns[g] = sum.column(g, source);
        });
        return List.of(columns);
    }

    /** No plan of the group costs less at the last prices, EUR. */
    double bound(int group) {
        return bounds[group];
    }

    /** One column per group of a given schedule. */
    List<Column> following(Schedule schedule, int source) {
        List<Column> columns = new ArrayList<>();
        for (int g = 0; g < bounds.length; g++) {
            Group group = model.groups.get(g);
            var sum = new Sum(group);
            for (int b : group.devices()) {
                Device device = model.devices.get(b);
                oracles[0].follow(device, schedule.powerKw(b));
                sum.add(device, oracles[0]);
            }
            columns.add(sum.column(g, source));
        }
        return columns;
    }

    /** One battery's answer to prices; the worker's oracle holds it until it is asked again. */
    DeviceOracle answer(int worker, int battery, int node, Prices prices) {
        oracles[worker].solve(model.devices.get(battery), prices.power[node], prices.energy, penalties);
        return oracles[worker];
    }

    /** Sums of a group while its devices are asked one by one. */
    private final class Sum {

        private final Group group;
        private final double[] profile;
        private final double[] own = new double[5];

        Sum(Group group) {
            this.group = group;
            profile = new double[group.support().length];
        }

        void add(Device device, DeviceOracle oracle) {
            int[] support = group.support();
            for (int i = 0; i < support.length; i++) {
                profile[i] += support[i] < model.steps
                        ? oracle.powerKw()[support[i]]
                        : oracle.energyKwh()[
                                model.bands.get(support[i] - model.steps).boundary()];
            }
            own[0] += oracle.wearEur();
            own[1] += oracle.clampedKwh();
            own[2] += oracle.belowKwh();
            own[device.battery.stationary() ? 4 : 3] += oracle.unmetKwh();
        }

        Column column(int g, int source) {
            return new Column(g, source, profile, own);
        }
    }
}
