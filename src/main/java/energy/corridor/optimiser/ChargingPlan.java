package energy.corridor.optimiser;

import energy.corridor.quantity.Series;
import energy.corridor.quantity.TimeGrid;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The optimiser's whole output, for every problem. Powers have one value per interval, energies one per boundary.
 *
 * @param objectiveEur money of this plan (aim 3 of the charging problem)
 * @param boundEur proven lower bound of that money among plans with the same unmet energy; −∞ when unknown
 * @param hardwareEur what least powers and steps of charging power add to the money of the plan that knows neither
 * @param limitExceededKw per interval, how far base load alone is above the site's limit
 * @param shortfalls promises it cannot keep
 */
public record ChargingPlan(
        Status status,
        double objectiveEur,
        double boundEur,
        double hardwareEur,
        long millis,
        TimeGrid grid,
        List<VehiclePlan> vehicles,
        List<StoragePlan> storage,
        Series sitePowerKw,
        double peakKw,
        Series limitExceededKw,
        Corridor corridor,
        List<Shortfall> shortfalls,
        ShadowPrices prices,
        List<RequestResult> requests) {

    public ChargingPlan {
        vehicles = List.copyOf(vehicles);
        storage = List.copyOf(storage);
        shortfalls = List.copyOf(shortfalls);
        requests = List.copyOf(requests);
    }

    /** Of hardware that can give every power. */
    public ChargingPlan(
            Status status,
            double objectiveEur,
            double boundEur,
            long millis,
            TimeGrid grid,
            List<VehiclePlan> vehicles,
            List<StoragePlan> storage,
            Series sitePowerKw,
            double peakKw,
            Series limitExceededKw,
            Corridor corridor,
            List<Shortfall> shortfalls,
            ShadowPrices prices,
            List<RequestResult> requests) {
        this(
                status,
                objectiveEur,
                boundEur,
                0,
                millis,
                grid,
                vehicles,
                storage,
                sitePowerKw,
                peakKw,
                limitExceededKw,
                corridor,
                shortfalls,
                prices,
                requests);
    }

    /** The same plan with what the hardware costs. */
    public ChargingPlan withHardwareEur(double eur) {
        return with(eur, requests);
    }

    /** The same plan with what became of other requests. */
    public ChargingPlan asked(List<RequestResult> others) {
        return with(hardwareEur, others);
    }

    private ChargingPlan with(double eur, List<RequestResult> results) {
        return new ChargingPlan(
                status,
                objectiveEur,
                boundEur,
                eur,
                millis,
                grid,
                vehicles,
                storage,
                sitePowerKw,
                peakKw,
                limitExceededKw,
                corridor,
                shortfalls,
                prices,
                results);
    }

    /** The same plan as it speaks of one of its vehicles. */
    public ChargingPlan of(VehiclePlan vehicle, List<Shortfall> itsShortfalls) {
        return new ChargingPlan(
                status,
                objectiveEur,
                boundEur,
                hardwareEur,
                millis,
                grid,
                List.of(vehicle),
                storage,
                sitePowerKw,
                peakKw,
                limitExceededKw,
                corridor,
                itsShortfalls,
                prices,
                requests);
    }

    /** Why the vehicle does what it does at an instant; empty where the plan does not say. */
    public Optional<Reason> reason(String vehicle, Instant at) {
        int t = grid.intervalAt(at);
        return vehicles.stream()
                .filter(v -> v.id().equals(vehicle))
                .flatMap(v -> v.reasons().stream())
                .filter(reason -> reason.from() <= t && t < reason.to())
                .findFirst();
    }

    public enum Status {
        /** Proven best. */
        OPTIMAL,
        /** Feasible, gap between objective and bound. */
        BEST_FOUND,
        /** The rule's plan: least laxity first. */
        FALLBACK
    }

    /**
     * @param powerKw negative = discharging
     * @param unmetKwh per stay of the problem
     * @param reasons why it does what it does, in the order of time, for the intervals of its stays; empty when nobody said
     */
    public record VehiclePlan(String id, Series powerKw, Series socKwh, List<Double> unmetKwh, List<Reason> reasons) {
        public VehiclePlan {
            unmetKwh = List.copyOf(unmetKwh);
            reasons = List.copyOf(reasons);
        }

        public VehiclePlan(String id, Series powerKw, Series socKwh, List<Double> unmetKwh) {
            this(id, powerKw, socKwh, unmetKwh, List.of());
        }
    }

    /** @param reasons as of a vehicle */
    public record StoragePlan(String id, Series powerKw, Series socKwh, List<Reason> reasons) {
        public StoragePlan {
            reasons = List.copyOf(reasons);
        }

        public StoragePlan(String id, Series powerKw, Series socKwh) {
            this(id, powerKw, socKwh, List.of());
        }
    }

    /** Summed bounds of what is plugged in, and the plan's sum, at every boundary. */
    public record Corridor(Series upperKwh, Series lowerKwh, Series sumKwh) {}

    /** @param stay index into the vehicle's stays @param because the binding cause in plain words */
    public record Shortfall(String vehicle, int stay, double kwh, String because) {}

    /**
     * What the plan's constraints cost, EUR per kW and interval with everything above money held as it is.
     *
     * @param siteLimitEurPerKw what one more kW of the site's limit, or of the IMPORT_LIMIT in its place, would save
     * @param limits the same for each limit below it
     * @param siteEurPerKw what one more kW of base load would cost: energy, demand charge, DISPATCH and site limit together; empty
     *     when not known
     * @param peakEurPerKw the part of it that is demand charge; empty when not known
     * @param requests by id: what one more kW of an IMPORT_LIMIT would save; what a DISPATCH adds to the price of one kW; what a
     *     SUM_SOC_BAND adds to the price of one kWh held at each boundary. The latter two below zero where they ask for more.
     */
    public record ShadowPrices(
            Series siteLimitEurPerKw,
            Map<String, Series> limits,
            Series siteEurPerKw,
            Series peakEurPerKw,
            Map<String, Series> requests) {
        public ShadowPrices {
            limits = Map.copyOf(limits);
            requests = Map.copyOf(requests);
        }

        /** Of limits alone. */
        public ShadowPrices(Series siteLimitEurPerKw, Map<String, Series> limits) {
            this(siteLimitEurPerKw, limits, Series.of(), Series.of(), Map.of());
        }

        /** Whether the price of the site's power is known, and with it why a battery does what it does. */
        public boolean known() {
            return siteEurPerKw.size() > 0;
        }
    }

    /** @param reservedKw per interval, 0 outside the window @param brokenKwh what is missing of a band or a firm reserve */
    public record RequestResult(String id, Series reservedKw, double brokenKwh) {}
}
