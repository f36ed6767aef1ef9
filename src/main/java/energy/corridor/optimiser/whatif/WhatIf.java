package energy.corridor.optimiser.whatif;

import energy.corridor.duty.Duty;
import energy.corridor.duty.VehicleId;
import energy.corridor.fleet.FleetState;
import energy.corridor.fleet.Vehicle;
import energy.corridor.fleet.VehicleState;
import energy.corridor.grid.GridBook;
import energy.corridor.grid.GridConditions;
import energy.corridor.grid.Site;
import energy.corridor.optimiser.ChargingProblem;
import energy.corridor.optimiser.DepotProblem;
import energy.corridor.quantity.Series;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The depot as it would be: its state and what binds, immutable, with changes made one after the other.
 *
 * @param conduct as the control loop plans with
 */
public record WhatIf(FleetState fleet, GridConditions grid, DepotProblem.Conduct conduct) {

    public ChargingProblem problem() {
        return DepotProblem.of(fleet, grid, conduct);
    }

    public WhatIf with(List<Change> changes) {
        WhatIf changed = this;
        for (Change change : changes) {
            changed = changed.with(change);
        }
        return changed;
    }

    /** @throws IllegalArgumentException when a change names a vehicle without a stay, or breaks a rule of what it changes */
    public WhatIf with(Change change) {
        if (change instanceof Change.ConnectionScaled scaled) {
            return limited(kw -> kw * scaled.factor());
        } else if (change instanceof Change.ConnectionRaised raised) {
            double own = grid.site().importLimitKw();
            return limited(kw -> kw < own ? kw : Math.max(0, kw + raised.kw()));
        } else if (change instanceof Change.OtherStay other) {
            return stay(
                    other.vehicle(),
                    duty -> new Duty(
                            duty.vehicle(),
                            duty.arrival(),
                            other.departure().orElse(duty.departure()),
                            other.requiredKwh().orElse(duty.requiredKwh()),
                            duty.tripKwh(),
                            other.readyBy().or(duty::readyBy)));
        } else if (change instanceof Change.Earlier earlier) {
            return stay(
                    earlier.vehicle(),
                    duty -> new Duty(
                            duty.vehicle(),
                            duty.arrival(),
                            latest(
                                    duty.departure().minus(earlier.by()),
                                    fleet.now().plusSeconds(1)),
                            duty.requiredKwh(),
                            duty.tripKwh(),
                            duty.readyBy()));
        } else if (change instanceof Change.MoreVehicles more) {
            return more(more.count());
        } else if (change instanceof Change.Tariff tariff) {
            return priced(tariff);
        }
        throw new IllegalStateException("Unknown kind of change: " + change);
    }

    private static Instant latest(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    private WhatIf limited(UnaryOperator<Double> limit) {
        Series kw = Series.generate(
                grid.importLimitKw().size(),
                t -> limit.apply(grid.importLimitKw().get(t)));
        return new WhatIf(fleet, conditions(grid.site(), kw, grid.importEurPerKwh(), grid.exportEurPerKwh()), conduct);
    }

    private WhatIf priced(Change.Tariff tariff) {
        Site old = grid.site();
        Site site = new Site(
                old.importLimitKw(),
                old.exportLimitKw(),
                old.limits(),
                tariff.demandChargeEurPerKw().orElse(old.demandChargeEurPerKw()),
                tariff.prices(),
                old.loads());
        return new WhatIf(
                fleet,
                conditions(
                        site,
                        grid.importLimitKw(),
                        GridBook.importEurPerKwh(site, grid.grid()),
                        GridBook.exportEurPerKwh(site, grid.grid())),
                conduct);
    }

    private GridConditions conditions(Site site, Series limitKw, Series importEur, Series exportEur) {
        return new GridConditions(
                grid.grid(),
                site,
                limitKw,
                grid.exportLimitKw(),
                importEur,
                exportEur,
                grid.baseLoadKw(),
                grid.pvKw(),
                grid.requests());
    }

    private WhatIf stay(VehicleId vehicle, UnaryOperator<Duty> change) {
        List<VehicleState> vehicles = new ArrayList<>(fleet.vehicles());
        for (int i = 0; i < vehicles.size(); i++) {
            VehicleState v = vehicles.get(i);
            if (v.vehicle().id().equals(vehicle) && !v.duties().isEmpty()) {
                List<Duty> duties = new ArrayList<>(v.duties());
                duties.set(0, change.apply(duties.get(0)));
                vehicles.set(i, new VehicleState(v.vehicle(), v.plugIn(), v.soc(), duties));
                return new WhatIf(new FleetState(fleet.now(), fleet.evses(), vehicles), grid, conduct);
            }
        }
        throw new IllegalArgumentException(
                "The vehicle \"%s\" has no stay that could be changed.".formatted(vehicle.value()));
    }

    private WhatIf more(int count) {
        List<VehicleState> models =
                fleet.vehicles().stream().filter(v -> !v.duties().isEmpty()).toList();
        if (models.isEmpty()) {
            throw new IllegalArgumentException("There is no vehicle with a stay that more vehicles could be like.");
        }
        List<VehicleState> vehicles = new ArrayList<>(fleet.vehicles());
        for (int i = 0; i < count; i++) {
            vehicles.add(like(models.get(i % models.size()), "more-%d".formatted(i + 1)));
        }
        return new WhatIf(new FleetState(fleet.now(), fleet.evses(), vehicles), grid, conduct);
    }

    /** Of what is plugged in, its energy now; of what is to come, its energy and its way here. */
    private static VehicleState like(VehicleState model, String id) {
        Vehicle v = model.vehicle();
        VehicleId name = new VehicleId(id);
        boolean here = model.plugIn().isPresent();
        List<Duty> duties = new ArrayList<>();
        for (Duty d : model.duties()) {
            double tripKwh = here && duties.isEmpty() ? 0 : d.tripKwh();
            duties.add(new Duty(name, d.arrival(), d.departure(), d.requiredKwh(), tripKwh));
        }
        Vehicle copy = new Vehicle(
                name,
                List.of(id),
                v.capacityKwh(),
                v.minSocKwh(),
                v.maxChargeKw(),
                v.minChargeKw(),
                v.maxDischargeKw(),
                v.chargeEfficiency(),
                v.dischargeEfficiency(),
                v.wearEurPerKwh(),
                v.curve());
        return new VehicleState(copy, Optional.empty(), model.soc(), duties);
    }
}
