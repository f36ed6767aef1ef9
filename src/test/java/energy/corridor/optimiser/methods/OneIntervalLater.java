package energy.corridor.optimiser.methods;

import energy.corridor.optimiser.Battery;
import energy.corridor.optimiser.ChangedVehicle;
import energy.corridor.optimiser.ChargingProblem;
import energy.corridor.optimiser.ChargingProblem.Limit;
import energy.corridor.optimiser.ChargingProblem.Prices;
import energy.corridor.optimiser.ChargingProblem.Site;
import energy.corridor.optimiser.ChargingProblem.Stay;
import energy.corridor.optimiser.ChargingProblem.Storage;
import energy.corridor.optimiser.ChargingProblem.Vehicle;
import energy.corridor.quantity.Series;
import energy.corridor.quantity.TimeGrid;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** What is left of a problem after its first interval went as decided and all else as foreseen; the end stays where it was. */
final class OneIntervalLater {

    private OneIntervalLater() {}

    /**
     * @param powerKw of the first interval, in the order of {@link Battery#of(ChargingProblem)}
     * @param siteKw net import of the first interval
     */
    static ChargingProblem of(ChargingProblem p, double[] powerKw, double siteKw) {
        var grid = new TimeGrid(p.grid().boundary(1), p.grid().step(), p.grid().steps() - 1);
        List<Battery> batteries = Battery.of(p);
        List<Vehicle> vehicles = new ArrayList<>();
        for (int b = 0; b < p.vehicles().size(); b++) {
            double kwh = batteries
                    .get(b)
                    .after(p.vehicles().get(b).socKwh(), powerKw[b], p.grid().stepHours());
            vehicles.add(later(p.vehicles().get(b), powerKw[b], kwh, p.grid().start(), grid.start()));
        }
        List<Storage> storage = new ArrayList<>();
        for (int s = 0; s < p.storage().size(); s++) {
            int b = p.vehicles().size() + s;
            double kwh = batteries
                    .get(b)
                    .after(p.storage().get(s).socKwh(), powerKw[b], p.grid().stepHours());
            storage.add(later(p.storage().get(s), kwh));
        }
        return new ChargingProblem(
                grid,
                new Site(
                        tail(p.site().importLimitKw()),
                        tail(p.site().exportLimitKw()),
                        tail(p.site().baseLoadKw()),
                        tail(p.site().pvKw()),
                        p.site().limits().stream()
                                .map(limit -> new Limit(
                                        limit.id(),
                                        limit.parent(),
                                        tail(limit.importLimitKw()),
                                        tail(limit.exportLimitKw())))
                                .toList()),
                new Prices(
                        tail(p.prices().importEurPerKwh()),
                        tail(p.prices().exportEurPerKwh()),
                        p.prices().demandChargeEurPerKw(),
                        Math.max(p.prices().peakSoFarKw(), siteKw)),
                storage,
                vehicles,
                p.requests().stream()
                        .filter(request -> request.to().isAfter(grid.start()))
                        .toList());
    }

    private static Series tail(Series series) {
        return Series.generate(series.size() - 1, t -> series.get(t + 1));
    }

    private static Vehicle later(Vehicle v, double presentKw, double kwh, Instant start, Instant next) {
        double left = kwh;
        for (Stay stay : v.stays()) {
            if (stay.from().isAfter(start) && !stay.from().isAfter(next)) {
                left = Math.max(0, left - stay.tripKwh());
            }
        }
        return ChangedVehicle.of(
                v, v.limit(), Math.min(left, v.capacityKwh()), OptionalDouble.of(presentKw), v.stays());
    }

    private static Storage later(Storage s, double kwh) {
        return new Storage(
                s.id(),
                s.limit(),
                s.capacityKwh(),
                Math.max(0, Math.min(kwh, s.capacityKwh())),
                s.minSocKwh(),
                s.maxSocKwh(),
                s.maxChargeKw(),
                s.maxDischargeKw(),
                s.chargeEfficiency(),
                s.dischargeEfficiency(),
                s.wearEurPerKwh(),
                s.finalMinKwh());
    }
}
