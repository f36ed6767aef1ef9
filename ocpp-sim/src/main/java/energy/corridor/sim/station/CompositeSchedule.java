package energy.corridor.sim.station;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import energy.corridor.sim.station.ChargingProfile.Unit;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The limit in force from now on, as GetCompositeSchedule answers it (OCPP 1.6 section 5.7). */
final class CompositeSchedule {

    private CompositeSchedule() {}

    /** @param maxKw what the station itself allows; reported where no profile limits */
    static ObjectNode of(
            ProfileStack profiles,
            @Nullable Instant transactionStart,
            double maxKw,
            Instant from,
            int durationS,
            Unit unit) {
        ObjectNode schedule = Station.payload()
                .put("duration", durationS)
                .put("startSchedule", from.toString())
                .put("chargingRateUnit", unit.name());
        ArrayNode periods = schedule.putArray("chargingSchedulePeriod");
        Instant end = from.plusSeconds(durationS);
        Instant t = from;
        double before = Double.NaN;
        while (t.isBefore(end)) {
            double kw = Math.min(maxKw, profiles.limitKw(t, transactionStart));
            if (kw != before) {
                // Periods begin on whole seconds: a change within a second counts from the next one.
                long second = Duration.between(from, t).plusNanos(999_999_999).toSeconds();
                if (second < durationS) {
                    if (!periods.isEmpty()
                            && periods.get(periods.size() - 1)
                                            .path("startPeriod")
                                            .asLong()
                                    == second) {
                        periods.remove(periods.size() - 1);
                    }
                    double limit = unit == Unit.W ? kw * 1000 : ProfileStack.amperesPerPhase(kw);
                    periods.addObject()
                            .put("startPeriod", second)
                            .put("limit", BigDecimal.valueOf(limit).setScale(1, RoundingMode.DOWN));
                }
                before = kw;
            }
            t = profiles.nextChange(t, transactionStart).orElse(end);
        }
        return schedule;
    }
}
