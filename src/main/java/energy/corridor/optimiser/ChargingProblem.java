package energy.corridor.optimiser;

import energy.corridor.quantity.Series;
import energy.corridor.quantity.TimeGrid;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The optimiser's whole input. Powers are kW at the EVSE's grid side and positive from the grid, energies kWh in the battery
 * at interval boundaries, every {@link Series} has one value per interval of {@code grid}.
 *
 * <p>{@code e[t+1] = e[t] + chargeEfficiency·c[t]·h − d[t]·h / dischargeEfficiency}, with {@code 0 ≤ c ≤ maxChargeKw},
 * {@code 0 ≤ d ≤ maxDischargeKw}, {@code minSocKwh ≤ e ≤ maxSocKwh}, and {@code e ≥ requiredKwh} at a stay's end.
 *
 * <p>Numbers that have no meaning (an energy above the capacity, a series of the wrong length, an unknown limit) are refused with
 * a sentence that names the field, the value and what is allowed; numbers that are only hard to fulfil are not.
 */
public record ChargingProblem(
        TimeGrid grid,
        Site site,
        Prices prices,
        List<Storage> storage,
        List<Vehicle> vehicles,
        List<Request> requests) {

    /** Two weeks of minutes. */
    public static final int MOST_STEPS = 20_160;

    public ChargingProblem {
        storage = List.copyOf(storage);
        vehicles = List.copyOf(vehicles);
        requests = List.copyOf(requests);
        ProblemCheck.check(grid, site, prices, storage, vehicles, requests);
    }

    /** The same depot with other requests. */
    public ChargingProblem asked(List<Request> others) {
        return new ChargingProblem(grid, site, prices, storage, vehicles, others);
    }

    /**
     * Site import is {@code max(0, base − pv + Σ(c − d) + storage)}, export the negative part; PV may be curtailed.
     *
     * @param baseLoadKw other load less the generation that nobody curtails; below zero where that is more
     */
    public record Site(Series importLimitKw, Series exportLimitKw, Series baseLoadKw, Series pvKw, List<Limit> limits) {
        public Site {
            limits = List.copyOf(limits);
        }

        /** The same where nobody commands an inverter: PV is taken as it comes, but for what the export limit holds back. */
        public Site withPvAsItComes() {
            Series taken = Series.generate(
                    pvKw.size(), t -> Math.min(pvKw.get(t), Math.max(0, baseLoadKw.get(t) + exportLimitKw.get(t))));
            return new Site(
                    importLimitKw,
                    exportLimitKw,
                    Series.generate(pvKw.size(), t -> baseLoadKw.get(t) - taken.get(t)),
                    Series.generate(pvKw.size(), t -> pvKw.get(t) - taken.get(t)),
                    limits);
        }
    }

    /** Bounds the vehicles and storage that name it or a limit below it. @param parent empty directly below the site */
    public record Limit(String id, Optional<String> parent, Series importLimitKw, Series exportLimitKw) {}

    /** @param peakSoFarKw highest import already paid for in the demand charge's period */
    public record Prices(
            Series importEurPerKwh, Series exportEurPerKwh, double demandChargeEurPerKw, double peakSoFarKw) {}

    /** A stationary battery. @param limit empty when it hangs on the site itself @param finalMinKwh least energy at the last boundary */
    public record Storage(
            String id,
            Optional<String> limit,
            double capacityKwh,
            double socKwh,
            double minSocKwh,
            double maxSocKwh,
            double maxChargeKw,
            double maxDischargeKw,
            double chargeEfficiency,
            double dischargeEfficiency,
            double wearEurPerKwh,
            double finalMinKwh) {}

    /**
     * @param socKwh energy at the later of the grid's start and the first stay's {@code from}
     * @param minChargeKw power is 0 or at least this when charging
     * @param chargeStepKw charging power is a whole multiple of it; 0 where it is continuous
     * @param presentKw what it is told to draw when the grid begins, by which equally good plans are told apart: the one that switches
     *     least wins; empty where nobody knows
     * @param stays in order, not overlapping
     */
    public record Vehicle(
            String id,
            Optional<String> limit,
            double capacityKwh,
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
            OptionalDouble presentKw,
            List<Stay> stays) {
        public Vehicle {
            stays = List.copyOf(stays);
        }

        /** With charging power in no steps, and nothing known of the present. */
        public Vehicle(
                String id,
                Optional<String> limit,
                double capacityKwh,
                double socKwh,
                double minSocKwh,
                double maxSocKwh,
                double maxChargeKw,
                double minChargeKw,
                double maxDischargeKw,
                double chargeEfficiency,
                double dischargeEfficiency,
                double wearEurPerKwh,
                List<Stay> stays) {
            this(
                    id,
                    limit,
                    capacityKwh,
                    socKwh,
                    minSocKwh,
                    maxSocKwh,
                    maxChargeKw,
                    minChargeKw,
                    0,
                    maxDischargeKw,
                    chargeEfficiency,
                    dischargeEfficiency,
                    wearEurPerKwh,
                    OptionalDouble.empty(),
                    stays);
        }

        /** The same vehicle where other charging powers are possible. */
        public Vehicle charging(double mostKw, double leastKw, double stepKw) {
            return new Vehicle(
                    id,
                    limit,
                    capacityKwh,
                    socKwh,
                    minSocKwh,
                    maxSocKwh,
                    mostKw,
                    leastKw,
                    stepKw,
                    maxDischargeKw,
                    chargeEfficiency,
                    dischargeEfficiency,
                    wearEurPerKwh,
                    presentKw,
                    stays);
        }
    }

    /**
     * Covers the intervals that lie wholly inside {@code [from, to]}.
     *
     * @param requiredKwh energy at its end
     * @param tripKwh energy used since the previous stay's end; 0 on the first
     */
    public record Stay(Instant from, Instant to, double requiredKwh, double tripKwh) {}

    /** What is asked for the window {@code [from, to)}. */
    public sealed interface Request {
        String id();

        Instant from();

        Instant to();

        /** As hard as the site's own limit. */
        record ImportLimit(String id, Instant from, Instant to, double kw) implements Request {}

        /** Bounds the summed energy of plugged-in vehicles and storage at every boundary of the window. */
        record SumSocBand(String id, Instant from, Instant to, double lowerKwh, double upperKwh) implements Request {}

        /** Asks for a net site import; the absolute deviation costs the penalty. */
        record Dispatch(String id, Instant from, Instant to, double kw, double penaltyEurPerKwh) implements Request {}

        /** Room to import less (up) or more (down) for {@code holdMinutes} from any interval of the window. */
        record Reserve(
                String id,
                Instant from,
                Instant to,
                boolean up,
                double kw,
                int holdMinutes,
                double earnEurPerKwPerHour,
                boolean firm)
                implements Request {}
    }
}
