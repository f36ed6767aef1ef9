package energy.corridor.optimiser;

import energy.corridor.optimiser.ChargingProblem.Stay;
import energy.corridor.optimiser.ChargingProblem.Storage;
import energy.corridor.optimiser.ChargingProblem.Vehicle;
import energy.corridor.quantity.TimeGrid;
import energy.corridor.quantity.Units;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One battery of the problem, in a vehicle or stationary, with its stays placed on the intervals of the grid. kW at the grid side,
 * kWh in the battery.
 *
 * @param stationary plugged in throughout; its only window's requirement is {@code finalMinKwh}
 * @param maxChargeKw most the hardware can give: where powers come in steps a whole number of them; so is {@code minChargeKw}
 * @param chargeStepKw 0 where charging powers are continuous
 * @param windows the stays that bind inside the horizon, in order, not overlapping
 */
public record Battery(
        String id,
        boolean stationary,
        Optional<String> limit,
        double socKwh,
        double minSocKwh,
        double maxSocKwh,
        double maxChargeKw,
        double minChargeKw,
        double chargeStepKw,
        double maxDischargeKw,
        double chargeEfficiency,
        double dischargeEfficiency,
        double wearEurPerKwh,
        List<Window> windows) {

    public Battery {
        windows = List.copyOf(windows);
    }

    /**
     * The intervals {@code from..to-1} of one stay; none when {@code from == to}, then it is a moment with a requirement.
     *
     * @param stay index into the vehicle's stays, 0 for storage
     * @param tripKwh used before it, 0 when {@code socKwh} is what arrived
     * @param requiredKwh least energy at boundary {@code to}
     * @param ceilingKwh most energy; above maxSocKwh only for a battery that came with more
     */
    public record Window(int stay, int from, int to, double tripKwh, double requiredKwh, double ceilingKwh) {

        public boolean covers(int interval) {
            return from <= interval && interval < to;
        }
    }

    /** Vehicles in the problem's order, then storage in the problem's order. */
    public static List<Battery> of(ChargingProblem problem) {
        return Stream.concat(
                        problem.vehicles().stream().map(vehicle -> of(vehicle, problem.grid())),
                        problem.storage().stream().map(storage -> of(storage, problem.grid())))
                .toList();
    }

    private static Battery of(Vehicle v, TimeGrid grid) {
        var levels = ChargeLevels.within(v.minChargeKw(), v.maxChargeKw(), v.chargeStepKw());
        return new Battery(
                v.id(),
                false,
                v.limit(),
                v.socKwh(),
                v.minSocKwh(),
                v.maxSocKwh(),
                levels.mostKw(),
                levels.leastKw(),
                levels.stepKw(),
                v.maxDischargeKw(),
                v.chargeEfficiency(),
                v.dischargeEfficiency(),
                v.wearEurPerKwh(),
                windows(v, levels.mostKw(), grid));
    }

    private static Battery of(Storage s, TimeGrid grid) {
        var always = new Window(0, 0, grid.steps(), 0, s.finalMinKwh(), Math.max(s.maxSocKwh(), s.socKwh()));
        return new Battery(
                s.id(),
                true,
                s.limit(),
                s.socKwh(),
                s.minSocKwh(),
                s.maxSocKwh(),
                s.maxChargeKw(),
                0,
                0,
                s.maxDischargeKw(),
                s.chargeEfficiency(),
                s.dischargeEfficiency(),
                s.wearEurPerKwh(),
                List.of(always));
    }

    private static List<Window> windows(Vehicle vehicle, double maxChargeKw, TimeGrid grid) {
        List<Window> windows = new ArrayList<>();
        Instant end = grid.end();
        double ceilingKwh = Math.max(vehicle.maxSocKwh(), vehicle.socKwh());
        for (int i = 0; i < vehicle.stays().size(); i++) {
            Stay stay = vehicle.stays().get(i);
            if (!stay.to().isAfter(grid.start()) || !stay.from().isBefore(end)) {
                continue; // over, or not in sight
            }
            double tripKwh = stay.from().isAfter(grid.start()) ? stay.tripKwh() : 0;
            ceilingKwh = Math.max(vehicle.maxSocKwh(), ceilingKwh - tripKwh);
            int from = grid.firstBoundaryFrom(stay.from());
            int to = Math.max(from, grid.lastBoundaryUntil(stay.to()));
            double hoursLeft = stay.to().isAfter(end) ? Units.hours(Duration.between(end, stay.to())) : 0;
            double laterKwh = vehicle.chargeEfficiency() * maxChargeKw * hoursLeft;
            windows.add(new Window(i, from, to, tripKwh, Math.max(0, stay.requiredKwh() - laterKwh), ceilingKwh));
        }
        return windows;
    }

    public boolean canDischarge() {
        return maxDischargeKw > 0;
    }

    /** The charging powers it can have. */
    public ChargeLevels levels() {
        return new ChargeLevels(minChargeKw, maxChargeKw, chargeStepKw);
    }

    /** Index of the window that covers the interval, or -1. */
    public int windowAt(int interval) {
        for (int w = 0; w < windows.size(); w++) {
            if (windows.get(w).covers(interval)) {
                return w;
            }
        }
        return -1;
    }

    /** Energy after {@code powerKw} (negative = discharging) for {@code hours}. */
    public double after(double kwh, double powerKw, double hours) {
        return kwh + (powerKw >= 0 ? chargeEfficiency * powerKw : powerKw / dischargeEfficiency) * hours;
    }

    /** Energy one hour at full power brings. */
    public double fullKwhPerHour() {
        return chargeEfficiency * maxChargeKw;
    }

    /** Energy one hour of full discharge takes. */
    public double drainKwhPerHour() {
        return maxDischargeKw / dischargeEfficiency;
    }
}
