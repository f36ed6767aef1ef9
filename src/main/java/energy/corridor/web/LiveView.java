package energy.corridor.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import energy.corridor.grid.GridConditions;
import energy.corridor.grid.frequency.FrequencyReport;
import energy.corridor.grid.frequency.FrequencyResponse;
import energy.corridor.optimiser.ChargingPlan;
import energy.corridor.quantity.Series;
import energy.corridor.quantity.TimeGrid;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** One control cycle as the live stream tells it. Vehicles and stations by id, so that a change names only what it touches. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record LiveView(
        Instant now,
        double speed,
        String zone,
        Figures figures,
        CorridorView corridor,
        Optional<PlanView> plan,
        ConditionsView conditions,
        Map<String, VehicleView> vehicles,
        Map<String, StationView> stations,
        List<BindingJson> requests,
        Optional<FrequencyNow> frequency) {

    /**
     * @param siteKw base load − PV + metered fleet power
     * @param siteLimitKw the most restrictive limit now
     * @param connectionKw the connection's own limit
     * @param peakKw highest quarter-hour mean of the demand charge's period so far
     */
    record Figures(
            double sumKwh,
            double lowerKwh,
            double upperKwh,
            double fleetKw,
            double baseLoadKw,
            double pvKw,
            double siteKw,
            double siteLimitKw,
            double connectionKw,
            double peakKw,
            double demandChargeEurPerKw,
            double importEurPerKwh,
            int pluggedIn,
            int vehicles,
            int connected,
            int stations) {}

    /** Energies at the boundaries, powers on the intervals. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record PlanView(
            ChargingPlan.Status status,
            Optional<Instant> plannedAt,
            long millis,
            double objectiveEur,
            int shortfalls,
            Instant start,
            long stepSeconds,
            double[] sumKwh,
            double[] fleetKw,
            double[] siteKw,
            List<LimitWorth> worth) {}

    /**
     * What one more kW of a limit would save from now to the plan's end, by its shadow prices.
     *
     * @param limit "site" for the connection or the request in its place
     * @param from the first interval in which it binds @param to the end of the last
     */
    record LimitWorth(String limit, double eurPerKw, Instant from, Instant to) {}

    /** The frequency response of the cycle; absent where none is set up. Changes of the import, kW, above zero is more. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record FrequencyNow(@JsonUnwrapped FrequencyView.Asked asked, double givenKw, double upKw, double downKw) {

        static Optional<FrequencyNow> of(FrequencyReport report) {
            return report.response().state() == FrequencyResponse.State.OFF
                    ? Optional.empty()
                    : Optional.of(new FrequencyNow(
                            FrequencyView.Asked.of(report.response()),
                            Rounded.of(report.givenKw()),
                            Rounded.of(report.upKw()),
                            Rounded.of(report.downKw())));
        }
    }

    static LiveView of(DepotSnapshot snapshot, String zone) {
        return new LiveView(
                snapshot.now(),
                snapshot.speed(),
                zone,
                figures(snapshot),
                CorridorView.of(snapshot),
                snapshot.plan().map(plan -> plan(plan, snapshot)),
                ConditionsView.of(snapshot.grid()),
                keyed(VehicleView.all(snapshot), VehicleView::id),
                keyed(StationView.all(snapshot), StationView::evse),
                snapshot.grid().requests().stream().map(BindingJson::of).toList(),
                FrequencyNow.of(snapshot.frequency()));
    }

    private static <T> Map<String, T> keyed(List<T> list, Function<T, String> key) {
        Map<String, T> map = new LinkedHashMap<>();
        list.forEach(item -> map.put(key.apply(item), item));
        return map;
    }

    private static Figures figures(DepotSnapshot snapshot) {
        GridConditions grid = snapshot.grid();
        int t = Math.max(0, Math.min(grid.grid().steps() - 1, grid.grid().intervalAt(snapshot.now())));
        double fleetKw = snapshot.fleet().meteredKw();
        double baseLoadKw = grid.baseLoadKw().get(t);
        double pvKw = grid.pvKw().get(t);
        return new Figures(
                Rounded.of(snapshot.present().sumKwh()),
                Rounded.of(snapshot.present().lowerKwh()),
                Rounded.of(snapshot.present().upperKwh()),
                Rounded.of(fleetKw),
                Rounded.of(baseLoadKw),
                Rounded.of(pvKw),
                Rounded.of(baseLoadKw - pvKw + fleetKw),
                Rounded.of(grid.importLimitKw(snapshot.now())),
                Rounded.of(grid.site().importLimitKw()),
                Rounded.of(snapshot.conduct().peakSoFarKw()),
                grid.site().demandChargeEurPerKw(),
                Rounded.of(grid.importEurPerKwh().get(t)),
                snapshot.present().pluggedIn(),
                snapshot.fleet().vehicles().size(),
                (int) snapshot.fleet().evses().stream()
                        .filter(e -> e.connected())
                        .count(),
                snapshot.fleet().evses().size());
    }

    private static PlanView plan(ChargingPlan plan, DepotSnapshot snapshot) {
        TimeGrid grid = plan.grid();
        Series fleetKw = Series.generate(
                grid.steps(),
                t -> plan.vehicles().stream()
                        .mapToDouble(v -> v.powerKw().get(t))
                        .sum());
        return new PlanView(
                plan.status(),
                snapshot.plannedAt(),
                plan.millis(),
                Rounded.of(plan.objectiveEur()),
                plan.shortfalls().size(),
                grid.start(),
                grid.step().toSeconds(),
                Rounded.of(plan.corridor().sumKwh()),
                Rounded.of(fleetKw),
                Rounded.of(plan.sitePowerKw()),
                worth(plan, snapshot.now()));
    }

    private static List<LimitWorth> worth(ChargingPlan plan, Instant now) {
        Map<String, Series> prices = new TreeMap<>(plan.prices().limits());
        prices.put("site", plan.prices().siteLimitEurPerKw());
        List<LimitWorth> worth = new ArrayList<>();
        prices.forEach((limit, eurPerKw) -> {
            double sum = 0;
            int first = -1;
            int last = -1;
            for (int t = Math.max(0, plan.grid().intervalAt(now)); t < eurPerKw.size(); t++) {
                if (eurPerKw.get(t) > 0) {
                    sum += eurPerKw.get(t);
                    first = first < 0 ? t : first;
                    last = t;
                }
            }
            if (first >= 0) {
                worth.add(new LimitWorth(
                        limit,
                        Rounded.of(sum),
                        plan.grid().boundary(first),
                        plan.grid().boundary(last + 1)));
            }
        });
        worth.sort(Comparator.comparingDouble(LimitWorth::eurPerKw).reversed());
        return worth;
    }
}
