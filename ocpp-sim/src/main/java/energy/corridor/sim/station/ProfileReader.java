package energy.corridor.sim.station;

import energy.corridor.sim.station.ChargingProfile.Kind;
import energy.corridor.sim.station.ChargingProfile.Period;
import energy.corridor.sim.station.ChargingProfile.Purpose;
import energy.corridor.sim.station.ChargingProfile.Recurrency;
import energy.corridor.sim.station.ChargingProfile.Schedule;
import energy.corridor.sim.station.ChargingProfile.Unit;
import java.util.ArrayList;
import java.util.List;

/** A charging profile from the wire, and whether this station can keep it. */
final class ProfileReader {

    static final int MAX_STACK_LEVEL = 8;
    static final int MAX_PERIODS = 100;
    static final int MAX_PROFILES = 20;

    private ProfileReader() {}

    static ChargingProfile read(int connector, Payload json) {
        Payload schedule = json.required("chargingSchedule").object();
        List<Period> periods = new ArrayList<>();
        for (Payload period : schedule.required("chargingSchedulePeriod").elements()) {
            period.object();
            periods.add(new Period(
                    period.required("startPeriod").integer(),
                    period.required("limit").number(),
                    period.optional("numberPhases").map(Payload::integer).orElse(null)));
        }
        return new ChargingProfile(
                connector,
                json.required("chargingProfileId").integer(),
                json.optional("transactionId").map(Payload::integer).orElse(null),
                json.required("stackLevel").integer(),
                json.required("chargingProfilePurpose").oneOf(Purpose.class),
                json.required("chargingProfileKind").oneOf(Kind.class),
                json.optional("recurrencyKind")
                        .map(r -> r.oneOf(Recurrency.class))
                        .orElse(null),
                json.optional("validFrom").map(Payload::instant).orElse(null),
                json.optional("validTo").map(Payload::instant).orElse(null),
                new Schedule(
                        schedule.optional("duration").map(Payload::integer).orElse(null),
                        schedule.optional("startSchedule").map(Payload::instant).orElse(null),
                        schedule.required("chargingRateUnit").oneOf(Unit.class),
                        periods));
    }

    /** Whether the profile keeps to the rules that a station answers with Rejected; a running transaction aside. */
    static boolean acceptable(ChargingProfile profile) {
        Schedule schedule = profile.schedule();
        boolean connectorFits = switch (profile.purpose()) {
            case ChargePointMaxProfile -> profile.connector() == 0 && profile.kind() != Kind.Relative;
            case TxDefaultProfile -> profile.connector() == 0 || profile.connector() == 1;
            case TxProfile -> profile.connector() == 1;
        };
        boolean kindFits = profile.kind() != Kind.Recurring
                || (profile.recurrency() != null
                        && schedule.start() != null
                        && (schedule.durationS() == null
                                || schedule.durationS()
                                        <= profile.recurrency().every.toSeconds()));
        return connectorFits
                && kindFits
                && 0 <= profile.stackLevel()
                && profile.stackLevel() <= MAX_STACK_LEVEL
                && (schedule.durationS() == null || schedule.durationS() >= 0)
                && acceptable(schedule.periods());
    }

    private static boolean acceptable(List<Period> periods) {
        if (periods.isEmpty() || periods.size() > MAX_PERIODS || periods.get(0).startS() != 0) {
            return false;
        }
        for (int i = 0; i < periods.size(); i++) {
            Integer phases = periods.get(i).phases();
            if (!(periods.get(i).limit() >= 0) // 1.6 knows no discharge
                    || (phases != null && phases != 1 && phases != 3)
                    || (i > 0 && periods.get(i).startS() <= periods.get(i - 1).startS())) {
                return false;
            }
        }
        return true;
    }
}
