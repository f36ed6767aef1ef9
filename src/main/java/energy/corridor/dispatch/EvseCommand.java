package energy.corridor.dispatch;

import energy.corridor.fleet.EvseState;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What one EVSE was told and what it said, newest only; guarded by its {@link Dispatcher}. */
final class EvseCommand {

    @Nullable Setpoint accepted;

    @Nullable Instant acceptedAt;

    @Nullable Setpoint pending;
    /** The highest of those that were sent and never answered: it may follow any of them. */
    @Nullable Setpoint unanswered;

    @Nullable Instant refusedAt;

    private @Nullable Double grantedKw;
    private long grantedTo;

    boolean failsafeInstalled;
    /** Metered power above what it accepted; 0 while it obeys. */
    double excessKw;

    @Nullable Instant judgedAt;

    /** The setpoint in force for the EVSE's present transaction, if it has not lapsed. */
    @Nullable Setpoint inForce(EvseState evse) {
        return live(accepted, evse) ? accepted : null;
    }

    private static boolean live(@Nullable Setpoint setpoint, EvseState evse) {
        return setpoint != null && evse.transaction() != 0 && setpoint.transaction() == evse.transaction();
    }

    /** What the last cycle gave a transaction, kW; null where it gave nothing. */
    void granted(@Nullable Double kw, long transaction) {
        grantedKw = kw;
        grantedTo = transaction;
    }

    /** What the present transaction is to draw once all is done that has been decided, kW; null where nothing has been. */
    @Nullable Double ledToKw(EvseState evse, Instant now) {
        if (grantedKw != null && evse.transaction() != 0 && grantedTo == evse.transaction()) {
            return grantedKw;
        }
        Setpoint current = inForce(evse);
        return current != null && now.isBefore(current.validUntil()) ? Double.valueOf(current.powerKw()) : null;
    }

    /**
     * The most this EVSE may draw at any instant from now on until it answers again, kW: what it accepted, what it may have
     * accepted without our knowing, its failsafe where nothing is in force or nothing can renew it, and what the meter showed
     * above that.
     */
    double boundKw(EvseState evse, Instant now) {
        Setpoint current = inForce(evse);
        double bound = current == null || !now.isBefore(current.validUntil())
                ? evse.fallbackKw()
                : Math.max(0, current.powerKw());
        if (current != null && fading(current, now)) {
            bound = Math.max(bound, evse.evse().failsafeKw()); // renewals have failed so far: it is about to lapse
        }
        if (!evse.controllable()) {
            bound = Math.max(bound, evse.fallbackKw());
        }
        bound = Math.max(bound, mayFollow(pending, evse));
        bound = Math.max(bound, mayFollow(unanswered, evse));
        return Math.max(bound, excessKw);
    }

    /** Whether less than a quarter of its life is left, although it is renewed at half. */
    private static boolean fading(Setpoint setpoint, Instant now) {
        Duration life = Duration.between(setpoint.validFrom(), setpoint.validUntil());
        return Duration.between(now, setpoint.validUntil()).compareTo(life.dividedBy(4)) < 0;
    }

    private static double mayFollow(@Nullable Setpoint setpoint, EvseState evse) {
        return setpoint != null && live(setpoint, evse) ? Math.max(0, setpoint.powerKw()) : 0;
    }

    void maybeFollows(Setpoint sent) {
        Setpoint before = unanswered;
        if (before == null || before.transaction() != sent.transaction() || before.powerKw() < sent.powerKw()) {
            unanswered = sent;
        }
    }

    boolean resting(Instant now, Duration pause) {
        return refusedAt != null && now.isBefore(refusedAt.plus(pause));
    }
}
