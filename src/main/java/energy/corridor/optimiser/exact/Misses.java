package energy.corridor.optimiser.exact;

import energy.corridor.optimiser.Schedule;
import java.util.Arrays;
import java.util.List;

/** What a schedule misses of the aims above money beyond what nothing could help, kWh each, in their order. */
record Misses(double exceeded, double clamped, double below, double unmet, double broken) {

    static Misses of(FleetModel model, Pricing pricing, Schedule schedule) {
        double exceeded = 0;
        double hours = model.problem.grid().stepHours();
        for (int t = 0; t < model.steps; t++) {
            double net = model.topology.baseKw(t) + schedule.curtailedKw()[t];
            boolean givesBack = false;
            for (int b = 0; b < model.batteries.size(); b++) {
                net += schedule.powerKw(b)[t];
                givesBack |= model.batteries.get(b).canDischarge()
                        && model.batteries.get(b).windowAt(t) >= 0;
            }
            exceeded += givesBack ? hours * Math.max(0, net - model.topology.siteImportLimitKw(t)) : 0;
        }
        double clamped = 0;
        double below = 0;
        double unmet = 0;
        double broken = 0;
        List<Column> columns = pricing.following(schedule, Column.RULE);
        for (Column column : columns) {
            clamped += column.clampedKwh;
            below += column.belowKwh;
            unmet += column.unmetKwh;
            broken += column.brokenKwh;
        }
        for (int row = 0; row < model.bands.size(); row++) {
            double sum = 0;
            for (int g = 0; g < columns.size(); g++) {
                int at = Arrays.binarySearch(model.groups.get(g).support(), model.steps + row);
                sum += at >= 0 ? columns.get(g).profile[at] : 0;
            }
            BandRow band = model.bands.get(row);
            broken += Math.max(0, Math.max(band.lowerKwh() - sum, sum - band.upperKwh()));
        }
        return new Misses(exceeded, clamped, below, unmet, broken);
    }

    /** The same with amounts up to {@code noise} taken for none. */
    Misses without(double noise) {
        double[] kept =
                Arrays.stream(inOrder()).map(kwh -> kwh > noise ? kwh : 0).toArray();
        return new Misses(kept[0], kept[1], kept[2], kept[3], kept[4]);
    }

    double[] inOrder() {
        return new double[] {exceeded, clamped, below, unmet, broken};
    }

    double largest() {
        return Arrays.stream(inOrder()).max().orElse(0);
    }

    double weighted(Penalties penalties) {
        return penalties.exceeded() * exceeded
                + penalties.clamped() * clamped
                + penalties.below() * below
                + penalties.unmet() * unmet
                + penalties.broken() * broken;
    }
}
