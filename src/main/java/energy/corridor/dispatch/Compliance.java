package energy.corridor.dispatch;

import energy.corridor.dispatch.Quarantine.Cause;
import energy.corridor.fleet.ConnectorStatus;
import energy.corridor.fleet.EvseState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Holds the meter of one EVSE against what it accepted, once per measurement.
 *
 * <p>Accepted is not obeyed: what the EVSE could draw before a decrease counts on until a measurement made after it shows that the
 * decrease is there. A measurement above the setpoint counts at once; when the vehicle has had its time to follow, or the meter says
 * nothing or stands, the EVSE is quarantined. All instants on our clock.
 */
final class Compliance {

    private static final double SHARE = 1.05;
    private static final double TOLERANCE_KW = 0.3;

    private Compliance() {}

    /** What a measurement may show of a setpoint that is obeyed, kW. */
    static double mostKw(double setpointKw) {
        return Math.max(0, setpointKw) * SHARE + TOLERANCE_KW;
    }

    /** @return a finding for the log, when an EVSE stops or begins to obey */
    static Optional<DispatchLog.Compliance> judge(
            EvseCommand command, EvseState evse, Instant now, Duration settle, Duration silence) {
        Optional<DispatchLog.Compliance> finding = Optional.empty();
        Setpoint current = command.inForce(evse);
        Instant acceptedAt = command.acceptedAt;
        Instant measuredAt = evse.metering().measuredAt().orElse(Instant.MIN);
        if (current == null || acceptedAt == null) {
            command.standingKw = 0;
        } else if (!measuredAt.isBefore(acceptedAt) && !measuredAt.equals(command.judgedAt)) {
            command.judgedAt = measuredAt;
            double metered = evse.powerKw().orElse(0.0);
            boolean settled = measuredAt.isAfter(acceptedAt.plus(settle));
            boolean obeyed = metered <= mostKw(current.powerKw());
            command.standingKw = obeyed ? 0 : metered;
            if (!obeyed && settled) {
                double before = command.reservedKw();
                command.quarantine(
                        evse,
                        now,
                        Cause.DISOBEYS,
                        worst(command, evse, metered),
                        "It draws %.1f kW where it accepted %.1f kW.".formatted(metered, current.powerKw()));
                if (before == 0) {
                    finding = Optional.of(finding(evse, measuredAt, current, metered, false));
                }
            } else if (obeyed && settled && follows(evse, current, metered) && command.isIn(Cause.DISOBEYS)) {
                command.release();
                finding = Optional.of(finding(evse, measuredAt, current, metered, true));
            }
        }
        meter(command, evse, now, silence);
        return finding;
    }

    /** A meter that says nothing, or the same for ever, proves nothing: whatever the EVSE can give may flow. */
    private static void meter(EvseCommand command, EvseState evse, Instant now, Duration silence) {
        Optional<Instant> stands = evse.metering().standsSince();
        Instant reachable = command.connectedSince(evse, now);
        boolean metersPower =
                evse.transaction() != 0 && evse.metering().measuredAt().isPresent();
        boolean silent = metersPower
                && evse.connected()
                && now.isAfter(evse.metering().measuredAt().get().plus(silence))
                && now.isAfter(reachable.plus(silence));
        if (stands.isPresent() && evse.transaction() != 0) {
            command.quarantine(
                    evse,
                    now,
                    Cause.FROZEN_METER,
                    evse.evse().maxKw(),
                    "Its energy register stands while power flows.");
        } else if (silent) {
            command.quarantine(
                    evse,
                    now,
                    Cause.SILENT_METER,
                    evse.evse().maxKw(),
                    "Its meter has said nothing for more than %d s.".formatted(silence.toSeconds()));
        } else if (command.isIn(Cause.FROZEN_METER) || command.isIn(Cause.SILENT_METER)) {
            command.release();
        }
    }

    /** What it draws now; all it can give in a transaction that began after it had stopped obeying. */
    private static double worst(EvseCommand command, EvseState evse, double metered) {
        boolean again = command.isIn(Cause.DISOBEYS) && command.quarantinedIn != evse.transaction();
        return again ? evse.evse().maxKw() : metered;
    }

    /** Whether a measurement within the setpoint shows more than a vehicle that wants nothing. */
    private static boolean follows(EvseState evse, Setpoint setpoint, double metered) {
        return metered > TOLERANCE_KW || (setpoint.powerKw() <= 0 && evse.status() == ConnectorStatus.SUSPENDED_EVSE);
    }

    private static DispatchLog.Compliance finding(
            EvseState evse, Instant at, Setpoint current, double metered, boolean obeyed) {
        return new DispatchLog.Compliance(evse.evse().id(), at, current.powerKw(), metered, obeyed);
    }
}
