package energy.corridor.ocpp.v201;

import com.fasterxml.jackson.databind.node.ObjectNode;
import energy.corridor.dispatch.Setpoint;
import energy.corridor.ocpp.JsonText;
import energy.corridor.ocpp.OcppVersion.Request;
import energy.corridor.ocpp.ProfileTerms;
import energy.corridor.ocpp.Rate;
import energy.corridor.telemetry.EvseId;
import java.math.BigDecimal;

/**
 * Commands as charging profiles of OCPP 2.0.1 (part 2, section K) and 2.1. In watts, the total over phases, or in
 * amperes per phase; stack level 0, which
 * every station has; one profile id per EVSE and purpose, so a new profile replaces the one before (K01.FR.39).
 */
public final class ChargingProfiles {

    private ChargingProfiles() {}

    /**
     * A TxProfile that ends by itself: an absent central system leaves the station to its default profile.
     *
     * @param name the station's id of the transaction
     * @param leastKw 0, or what may be given back, negative
     * @throws IllegalArgumentException with a sentence, when there is no profile for the setpoint
     */
    public static Request of(Setpoint setpoint, Rate rate, String name, double leastKw, String unlike) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException(
                    "The transaction (%d) of a TxProfile at %s has no id of its station; there is none without a running transaction."
                            .formatted(setpoint.transaction(), setpoint.evse()));
        }
        ProfileTerms terms = ProfileTerms.of(setpoint, rate, leastKw, unlike);
        ObjectNode profile = profile(2 * setpoint.evse().number(), "TxProfile", "Absolute");
        profile.put("transactionId", name);
        profile.put("validFrom", terms.from().toString());
        profile.put("validTo", terms.until().toString());
        ObjectNode schedule = schedule(profile, terms.limit(), rate);
        schedule.put("startSchedule", terms.from().toString());
        schedule.put("duration", terms.seconds());
        return request(setpoint.evse(), "TxProfile", profile);
    }

    /**
     * A TxDefaultProfile that always holds: relative to the start of whatever transaction, and without an end.
     *
     * @throws IllegalArgumentException with a sentence, when the power is negative or no number
     */
    public static Request failsafe(EvseId evse, double failsafeKw, Rate rate, String unlike) {
        ObjectNode profile = profile(2 * evse.number() + 1, "TxDefaultProfile", "Relative");
        schedule(profile, ProfileTerms.limit(failsafeKw, rate, 0, unlike), rate);
        return request(evse, "TxDefaultProfile", profile);
    }

    private static Request request(EvseId evse, String purpose, ObjectNode profile) {
        ObjectNode payload = JsonText.object().put("evseId", evse.number());
        payload.set("chargingProfile", profile);
        return new Request("SetChargingProfile", payload.toString(), purpose + "/" + evse.number());
    }

    private static ObjectNode profile(int id, String purpose, String kind) {
        return JsonText.object()
                .put("id", id)
                .put("stackLevel", 0)
                .put("chargingProfilePurpose", purpose)
                .put("chargingProfileKind", kind);
    }

    /** The schedule's id is its profile's: each profile has one. */
    private static ObjectNode schedule(ObjectNode profile, BigDecimal limit, Rate rate) {
        ObjectNode schedule = profile.putArray("chargingSchedule").addObject();
        schedule.put("id", profile.path("id").intValue()).put("chargingRateUnit", rate.unit());
        ObjectNode period = schedule.putArray("chargingSchedulePeriod").addObject();
        period.put("startPeriod", 0);
        if (limit.signum() >= 0) {
            period.put("limit", limit);
        } else { // 2.1: the vehicle is told what to give back, and may take nothing
            period.put("limit", BigDecimal.ZERO)
                    .put("dischargeLimit", limit)
                    .put("setpoint", limit)
                    .put("operationMode", "CentralSetpoint");
        }
        if (!rate.isWatts()) {
            period.put("numberPhases", rate.phases());
        }
        return schedule;
    }
}
