package energy.corridor.dispatch;

import energy.corridor.fleet.Evse;
import java.time.Duration;
import java.time.Instant;

/**
 * When the setpoints of one cycle lapse. A setpoint below the failsafe rises when it lapses, therefore it outlives all others:
 * should nobody renew them any more, power falls first, and what is left free lets the rest rise.
 *
 * @param validity life of a setpoint that does not rise
 * @param holdsUntil no such setpoint outlives this
 */
record Lapse(Duration validity, Instant holdsUntil) {

    static boolean rises(Evse evse, double powerKw) {
        return powerKw < evse.failsafeKw();
    }

    Instant until(Evse evse, double powerKw, Instant now) {
        if (rises(evse, powerKw)) {
            return now.plus(validity).plus(half());
        }
        Instant until = now.plus(validity);
        return until.isBefore(holdsUntil) ? until : holdsUntil;
    }

    /** Whether half a validity has passed since it was sent, so that the next one is due. */
    boolean renews(Setpoint current, Evse evse, Instant now) {
        Duration left = Duration.between(now, current.validUntil());
        return left.compareTo(rises(evse, current.powerKw()) ? validity : half()) <= 0;
    }

    private Duration half() {
        return validity.dividedBy(2);
    }
}
