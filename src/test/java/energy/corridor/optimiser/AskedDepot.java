package energy.corridor.optimiser;

import energy.corridor.optimiser.ChargingProblem.Request;
import energy.corridor.optimiser.ChargingProblem.Stay;
import energy.corridor.optimiser.ChargingProblem.Vehicle;
import energy.corridor.optimiser.flexibility.Flexibility.Point;
import energy.corridor.optimiser.flexibility.Flexibility.Span;
import energy.corridor.optimiser.flexibility.VerifiedFlexibility;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A random depot and what an operator asks of it who has read the flexibility it publishes: most often from a little to half as much
 * again as is offered, one time in six something where hardly anything is.
 *
 * @param from first interval of the request
 * @param to behind its last one
 * @param changeKw asked for against the plan; above 0 is more import
 */
public record AskedDepot(ChargingProblem depot, int from, int to, double changeKw) {

    private static final int STEPS = 12;
    private static final Duration QUARTER = Duration.ofMinutes(15);
    private static final double WORTH_ASKING_KW = 3;
    private static final int MOST_DEPOTS = 100;

    /** Vehicles up to which whole programs with least powers are solved in a moment. */
    private static final int FEW = 6;

    /** Every seed gives one: depots that can give nothing at any time are passed over. */
    public static AskedDepot of(long seed, int vehicles, Optimiser optimiser, Duration time) {
        Random random = new Random(seed);
        boolean beyond = random.nextInt(6) == 0;
        for (int k = 0; k < MOST_DEPOTS; k++) {
            ChargingProblem depot = ordinary(RandomDepot.of(seed * MOST_DEPOTS + k, STEPS, vehicles));
            List<AskedDepot> offers = offers(depot, optimiser.plan(depot, time), beyond);
            if (!offers.isEmpty()) {
                AskedDepot offer = offers.get(random.nextInt(offers.size()));
                double factor = beyond ? 1 : 0.4 + 1.1 * random.nextDouble();
                return new AskedDepot(depot, offer.from(), offer.to(), factor * offer.changeKw());
            }
        }
        throw new AssertionError("None of %d depots of the seed %d can give anything.".formatted(MOST_DEPOTS, seed));
    }

    private static List<AskedDepot> offers(ChargingProblem depot, ChargingPlan plan, boolean beyond) {
        List<AskedDepot> offers = new ArrayList<>();
        List<Duration> durations = List.of(QUARTER, QUARTER.multipliedBy(2), QUARTER.multipliedBy(4));
        for (Span span : VerifiedFlexibility.of(depot, plan, durations, 1).spans()) {
            for (Point point : span.points()) {
                int to = point.from() + span.intervals();
                for (int sign : new int[] {1, -1}) {
                    double kw = sign > 0 ? point.moreKw() : point.lessKw();
                    if (beyond && kw < 0.1) {
                        offers.add(new AskedDepot(depot, point.from(), to, sign * 10.0));
                    } else if (!beyond && kw > WORTH_ASKING_KW) {
                        offers.add(new AskedDepot(depot, point.from(), to, sign * kw));
                    }
                }
            }
        }
        return offers;
    }

    /**
     * With no request but limits, PV as a depot has it, vehicles that come with no more than their most, and trips that take no more than
     * that; large fleets without least powers.
     */
    private static ChargingProblem ordinary(ChargingProblem p) {
        return new ChargingProblem(
                p.grid(),
                p.site().withPvAsItComes(),
                p.prices(),
                p.storage(),
                p.vehicles().stream()
                        .map(AskedDepot::ordinary)
                        .map(v -> p.vehicles().size() > FEW ? v.charging(v.maxChargeKw(), 0, 0) : v)
                        .toList(),
                p.requests().stream()
                        .filter(Request.ImportLimit.class::isInstance)
                        .toList());
    }

    /** What is above its most may be discharged once and not charged again, which a plan that looks ahead does not know. */
    private static Vehicle ordinary(Vehicle v) {
        int trips = Math.max(1, v.stays().size());
        double kwh = Math.min(v.socKwh(), v.maxSocKwh());
        double mostKwh = Math.min(kwh, v.minSocKwh()) / trips;
        return ChangedVehicle.of(
                v,
                v.limit(),
                kwh,
                v.presentKw(),
                v.stays().stream()
                        .map(s -> new Stay(s.from(), s.to(), s.requiredKwh(), Math.min(s.tripKwh(), mostKwh)))
                        .toList());
    }
}
