package energy.corridor.ocpp.v16;

import energy.corridor.dispatch.Setpoint;
import energy.corridor.ocpp.ProfileTerms;
import energy.corridor.ocpp.Rate;
import energy.corridor.telemetry.EvseId;
import eu.chargetime.ocpp.model.core.ChargingProfile;
import eu.chargetime.ocpp.model.core.ChargingProfileKindType;
import eu.chargetime.ocpp.model.core.ChargingProfilePurposeType;
import eu.chargetime.ocpp.model.core.ChargingRateUnitType;
import eu.chargetime.ocpp.model.core.ChargingSchedule;
import eu.chargetime.ocpp.model.core.ChargingSchedulePeriod;
import eu.chargetime.ocpp.model.smartcharging.SetChargingProfileRequest;
import java.math.BigDecimal;

/**
 * Commands as charging profiles of OCPP 1.6 (sections 3.13 and 7.8). In watts, which are the total over phases, so no phases are
 * named, or in amperes per phase; rounded down to the one decimal that the protocol has, so a budget is never exceeded. Stack level 0, which every station
 * has, and one profile id per EVSE and purpose: a new profile replaces the one before.
 */
final class ChargingProfiles {

    private static final String NO_DISCHARGE = "OCPP 1.6 knows no discharge";

    private ChargingProfiles() {}

    /**
     * A TxProfile that ends by itself: an absent central system leaves the station to its default profile.
     *
     * @throws IllegalArgumentException with a sentence, when 1.6 has no profile for the setpoint
     */
    static SetChargingProfileRequest of(Setpoint setpoint, Rate rate) {
        if (setpoint.transaction() < 1 || setpoint.transaction() > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "The transaction (%d) of a TxProfile must be in 1..%d; there is none without a running transaction."
                            .formatted(setpoint.transaction(), Integer.MAX_VALUE));
        }
        ProfileTerms terms = ProfileTerms.of(setpoint, rate, 0, NO_DISCHARGE);
        ChargingSchedule schedule = schedule(terms.limit(), rate);
        schedule.setStartSchedule(Times.utc(terms.from()));
        schedule.setDuration(terms.seconds());
        ChargingProfile profile = new ChargingProfile(
                2 * setpoint.evse().number(),
                0,
                ChargingProfilePurposeType.TxProfile,
                ChargingProfileKindType.Absolute,
                schedule);
        profile.setTransactionId((int) setpoint.transaction());
        profile.setValidFrom(Times.utc(terms.from()));
        profile.setValidTo(Times.utc(terms.until()));
        return new SetChargingProfileRequest(setpoint.evse().number(), profile);
    }

    /**
     * A TxDefaultProfile that always holds: relative to the start of whatever transaction, so it depends on no clock, and without
     * an end.
     *
     * @throws IllegalArgumentException with a sentence, when the power is negative or no number
     */
    static SetChargingProfileRequest failsafe(EvseId evse, double failsafeKw, Rate rate) {
        return new SetChargingProfileRequest(
                evse.number(),
                new ChargingProfile(
                        2 * evse.number() + 1,
                        0,
                        ChargingProfilePurposeType.TxDefaultProfile,
                        ChargingProfileKindType.Relative,
                        schedule(ProfileTerms.limit(failsafeKw, rate, 0, NO_DISCHARGE), rate)));
    }

    private static ChargingSchedule schedule(BigDecimal limit, Rate rate) {
        ChargingSchedulePeriod period = new ChargingSchedulePeriod(0, limit.doubleValue());
        period.setNumberPhases(rate.isWatts() ? null : rate.phases()); // the library would say 3
        return new ChargingSchedule(ChargingRateUnitType.valueOf(rate.unit()), new ChargingSchedulePeriod[] {period});
    }
}
