package energy.corridor.dispatch;

import energy.corridor.fleet.ConnectorStatus;
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

    /** When {@link #pending} was sent. */
    @Nullable Instant sentAt;

    /** Whether its meter shows power, so that a decrease can be seen. */
    boolean meters;

    /** The most it could draw when the pending setpoint was sent, kW. */
    double beforeKw;

    /** What no measurement has shown to be gone since the last decrease, or what one showed above the setpoint, kW; 0 for none. */
    double standingKw;

    @Nullable Quarantine quarantine;

    /** The transaction in which it was quarantined. */
    long quarantinedIn;

    /** When a measurement was last asked for. */
    @Nullable Instant askedAt;

    private @Nullable Instant connectedSince;

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
     * accepted without our knowing, its failsafe where nothing is in force or nothing can renew it, what the meter has not shown to
     * be gone, and its worst case in quarantine.
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
        return Math.max(bound, Math.max(standing(evse), reservedKw(evse)));
    }

    private double standing(EvseState evse) {
        return inForce(evse) == null ? 0 : standingKw;
    }

    /** What is kept free for it in quarantine, kW; also before a transaction, while a vehicle is there. */
    private double reservedKw(EvseState evse) {
        boolean empty = evse.transaction() == 0 && evse.status() == ConnectorStatus.AVAILABLE;
        return empty ? 0 : reservedKw();
    }

    double reservedKw() {
        return quarantine == null ? 0 : quarantine.reservedKw();
    }

    boolean isIn(Quarantine.Cause cause) {
        return quarantine != null && quarantine.cause() == cause;
    }

    /** The first cause stands until it is gone. */
    void quarantine(EvseState evse, Instant now, Quarantine.Cause cause, double reservedKw, String reason) {
        Quarantine before = quarantine;
        if (before == null) {
            quarantinedIn = evse.transaction();
        } else if (before.cause() != cause) {
            return;
        }
        Instant since = before == null ? now : before.since();
        quarantine = new Quarantine(evse.evse().id(), since, cause, reservedKw, reason);
    }

    void release() {
        quarantine = null;
    }

    /** The answer to {@link #pending} is Accepted. @param metered whether the EVSE has a meter that can show a decrease */
    void accept(Setpoint setpoint, Instant now, boolean metered) {
        if (metered && setpoint.powerKw() < beforeKw) {
            standingKw = Math.max(standingKw, beforeKw);
        }
        accepted = setpoint;
        acceptedAt = now;
        unanswered = null;
        refusedAt = null;
    }

    /** Whether a measurement is wanted, and none was asked for lately. */
    boolean wantsMeasurement(EvseState evse, Instant now, Duration pause, Duration silence) {
        boolean old = evse.transaction() != 0
                && evse.metering()
                        .measuredAt()
                        .filter(at -> now.isAfter(at.plus(silence.dividedBy(2))))
                        .isPresent();
        return evse.connected()
                && (standing(evse) > 0 || old)
                && (askedAt == null || !now.isBefore(askedAt.plus(pause)));
    }

    Instant connectedSince(EvseState evse, Instant now) {
        Instant since = connectedSince;
        if (!evse.connected()) {
            connectedSince = null;
            return now;
        } else if (since == null) {
            connectedSince = now;
            return now;
        }
        return since;
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
