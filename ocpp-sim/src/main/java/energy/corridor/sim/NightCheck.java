package energy.corridor.sim;

import energy.corridor.sim.physics.Battery;
import energy.corridor.sim.scenario.VehicleType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Whether all stays of a night can be served: proved by doing it, least laxity first, in steps of five minutes. A night that
 * fails here might still be possible; one that passes is.
 */
final class NightCheck {

    private static final Duration STEP = Duration.ofMinutes(5);

    /** @param stationKw most the station gives @param stationMinKw below it gives nothing */
    record Stay(
            VehicleType type,
            double stationKw,
            double stationMinKw,
            Instant arrival,
            Instant departure,
            double arrivalSoc,
            double desiredSoc) {}

    private static final class Charging {
        final Stay stay;
        final Battery battery;

        Charging(Stay stay) {
            this.stay = stay;
            this.battery = new Battery(stay.type, stay.arrivalSoc);
        }

        /** Hours it could still wait at {@code t}. */
        double laxityHours(Instant t) {
            Battery ahead = new Battery(stay.type, battery.soc());
            double left = hours(Duration.between(t, stay.departure));
            double needed = 0;
            double slice = hours(STEP);
            while (ahead.soc() < stay.desiredSoc - 1e-9 && needed <= left) {
                ahead.charge(stay.stationKw, stay.desiredSoc, slice);
                needed += slice;
            }
            return left - needed;
        }
    }

    private NightCheck() {}

    /** @param freeKw what the site leaves for charging at an instant */
    static boolean isPossible(List<Stay> stays, ToDoubleFunction<Instant> freeKw) {
        List<Charging> all = stays.stream().map(Charging::new).toList();
        Instant t =
                stays.stream().map(Stay::arrival).min(Comparator.naturalOrder()).orElseThrow();
        Instant end = stays.stream()
                .map(Stay::departure)
                .max(Comparator.naturalOrder())
                .orElseThrow();
        for (; t.isBefore(end); t = t.plus(STEP)) {
            step(all, t, Math.min(freeKw.applyAsDouble(t), freeKw.applyAsDouble(t.plus(STEP))));
        }
        return all.stream().allMatch(c -> c.battery.soc() >= c.stay.desiredSoc - 1e-6);
    }

    private static void step(List<Charging> all, Instant t, double freeKw) {
        Instant now = t;
        List<Charging> here = new ArrayList<>(all.stream()
                .filter(c -> !c.stay.arrival.isAfter(now) && !c.stay.departure.isBefore(now.plus(STEP)))
                .toList());
        here.sort(Comparator.comparingDouble(c -> c.laxityHours(now)));
        double left = freeKw;
        for (Charging c : here) {
            double kw = Math.min(left, c.battery.powerKw(c.stay.stationKw, c.stay.desiredSoc));
            if (kw > 0 && kw >= c.stay.stationMinKw) {
                c.battery.charge(kw, c.stay.desiredSoc, hours(STEP));
                left -= kw;
            }
        }
    }

    private static double hours(Duration duration) {
        return duration.toMillis() / 3.6e6;
    }
}
