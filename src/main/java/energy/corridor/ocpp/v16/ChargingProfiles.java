package energy.corridor.ocpp.v16;

import energy.corridor.dispatch.Setpoint;
import energy.corridor.quantity.Units;
import energy.corridor.telemetry.EvseId;
import eu.chargetime.ocpp.model.core.ChargingProfile;
import eu.chargetime.ocpp.model.core.ChargingProfileKindType;
import eu.chargetime.ocpp.model.core.ChargingProfilePurposeType;
import eu.chargetime.ocpp.model.core.ChargingRateUnitType;
import eu.chargetime.ocpp.model.core.ChargingSchedule;
import eu.chargetime.ocpp.model.core.ChargingSchedulePeriod;
import eu.chargetime.ocpp.model.smartcharging.SetChargingProfileRequest;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Commands as charging profiles of OCPP 1.6 (sections 3.13 and 7.8). In watts, which are the total over phases, so no phases are
 * named; rounded down to the one decimal that the protocol has, so a budget is never exceeded. Stack level 0, which every station
 * has, and one profile id per EVSE and purpose: a new profile replaces the one before.
 */
final class ChargingProfiles {

    private ChargingProfiles() {}

    /**
     * A TxProfile that ends by itself: an absent central system leaves the station to its default profile.
     *
     * @throws IllegalArgumentException with a sentence, when 1.6 has no profile for the setpoint
     */
    static SetChargingProfileRequest of(Setpoint setpoint) {
        if (setpoint.transaction() < 1 || setpoint.transaction() > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "The transaction (%d) of a TxProfile must be in 1..%d; there is none without a running transaction."
                            .formatted(setpoint.transaction(), Integer.MAX_VALUE));
        }
        Instant from = setpoint.validFrom().truncatedTo(ChronoUnit.MILLIS);
        Instant until = setpoint.validUntil().truncatedTo(ChronoUnit.MILLIS);
        long seconds = Duration.between(from, until).toSeconds();
        if (seconds < 1 || seconds > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("The setpoint for %s must hold for 1..%d s, not from %s until %s."
                    .formatted(setpoint.evse(), Integer.MAX_VALUE, from, until));
        }
        ChargingSchedule schedule = schedule(setpoint.powerKw());
        schedule.setStartSchedule(Times.utc(from));
        schedule.setDuration((int) seconds);
        ChargingProfile profile = new ChargingProfile(
                2 * setpoint.evse().number(),
                0,
                ChargingProfilePurposeType.TxProfile,
                ChargingProfileKindType.Absolute,
                schedule);
        profile.setTransactionId((int) setpoint.transaction());
        profile.setValidFrom(Times.utc(from));
        profile.setValidTo(Times.utc(until));
        return new SetChargingProfileRequest(setpoint.evse().number(), profile);
    }

    /**
     * A TxDefaultProfile that always holds: relative to the start of whatever transaction, so it depends on no clock, and without
     * an end.
     *
     * @throws IllegalArgumentException with a sentence, when the power is negative or no number
     */
    static SetChargingProfileRequest failsafe(EvseId evse, double failsafeKw) {
        return new SetChargingProfileRequest(
                evse.number(),
                new ChargingProfile(
                        2 * evse.number() + 1,
                        0,
                        ChargingProfilePurposeType.TxDefaultProfile,
                        ChargingProfileKindType.Relative,
                        schedule(failsafeKw)));
    }

    private static ChargingSchedule schedule(double powerKw) {
        if (!(0 <= powerKw && powerKw <= 1e6)) { // also refuses NaN
            throw new IllegalArgumentException(
                    "The power (%s kW) must be in 0..1000000; OCPP 1.6 knows no discharge.".formatted(powerKw));
        }
        double watts = BigDecimal.valueOf(Units.kwToWatts(powerKw))
                .setScale(6, RoundingMode.HALF_UP) // 20.7 kW are 20700 W, not a hair less
                .setScale(1, RoundingMode.DOWN)
                .doubleValue();
        ChargingSchedulePeriod period = new ChargingSchedulePeriod(0, watts);
        period.setNumberPhases(null); // the library would say 3
        return new ChargingSchedule(ChargingRateUnitType.W, new ChargingSchedulePeriod[] {period});
    }
}
