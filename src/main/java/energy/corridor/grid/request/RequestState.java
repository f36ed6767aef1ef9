package energy.corridor.grid.request;

import java.util.Set;

/** Where a request stands, from receipt to report. */
public enum RequestState {
    RECEIVED,
    /** Makes sense; an import limit binds from here on, everything else waits for its decision. */
    VALIDATED,
    ACCEPTED,
    /** A part of it, by the numbers of the decision. */
    PARTIALLY_ACCEPTED,
    REJECTED,
    /** Accepted, and its window has yet to begin. */
    SCHEDULED,
    /** Its window has begun. */
    ACTIVE,
    /** Its window is over and what was accepted was delivered, or the limit kept. */
    COMPLETED,
    /** Taken back by who asked, or replaced by a revision. */
    CANCELLED,
    /** Came, or would have begun, too late; without effect. */
    EXPIRED,
    /** Its window is over and less was delivered than accepted. */
    FAILED,
    /** The measurement is final. */
    REPORTED;

    /** Whether it has reached its end but for the report. */
    public boolean isOver() {
        return Set.of(REJECTED, COMPLETED, CANCELLED, EXPIRED, FAILED, REPORTED).contains(this);
    }

    /** Whether it waits for its decision. */
    public boolean isOpen() {
        return this == RECEIVED || this == VALIDATED;
    }

    /** Whether {@code next} may follow. */
    boolean leadsTo(RequestState next) {
        return switch (this) {
            case RECEIVED -> Set.of(VALIDATED, REJECTED, CANCELLED, EXPIRED).contains(next);
            case VALIDATED ->
                Set.of(ACCEPTED, PARTIALLY_ACCEPTED, REJECTED, CANCELLED, EXPIRED)
                        .contains(next);
            case ACCEPTED, PARTIALLY_ACCEPTED ->
                Set.of(SCHEDULED, ACTIVE, CANCELLED, EXPIRED).contains(next);
            case SCHEDULED -> Set.of(SCHEDULED, ACTIVE, CANCELLED).contains(next);
            case ACTIVE -> Set.of(ACTIVE, COMPLETED, FAILED, CANCELLED).contains(next);
            case COMPLETED, FAILED -> next == REPORTED;
            case REJECTED, CANCELLED, EXPIRED, REPORTED -> false;
        };
    }
}
