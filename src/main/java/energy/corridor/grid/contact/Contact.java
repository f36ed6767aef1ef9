package energy.corridor.grid.contact;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Contact with one operator at an instant, immutable; {@link #heard} and {@link #at} give the next.
 *
 * @param since when the state began
 * @param lastHeard the newest full exchange; a TCP connection or a webhook alone is none
 * @param reason why it is in the state, in plain words
 */
public record Contact(
        OperatorRules rules, ContactState state, Instant since, Optional<Instant> lastHeard, String reason) {

    /** What of the operator's schedule counts for the state. */
    public enum Schedule {
        /** A limit covers now. */
        LIMITS,
        /** It is known, and no limit covers now. */
        FREE
    }

    /** A process has begun; what was heard before it may be kept. */
    public static Contact starting(OperatorRules rules, Instant now, Optional<Instant> lastHeard) {
        return new Contact(
                rules, ContactState.STARTING, now, lastHeard, "The service has started and waits for the operator.");
    }

    /** After a full, consistent exchange. */
    public Contact heard(Instant now, Schedule schedule) {
        Contact fresh = new Contact(rules, state, since, Optional.of(now), reason);
        return switch (state) {
            case STARTING, FREE, LIMITED, HOLDING, RECOVERING -> fresh.inContact(now, schedule);
            case FAILSAFE ->
                now.isBefore(since.plus(rules.leastFailsafe()))
                        ? fresh
                        : fresh.to(ContactState.RECOVERING, now, "Contact is back; one more full exchange is awaited.");
        };
    }

    /** As time goes by without a new exchange. */
    public Contact at(Instant now, Schedule schedule) {
        boolean lost = lastHeard
                .map(last -> Duration.between(last, now).compareTo(rules.patience()) > 0)
                .orElse(true);
        return switch (state) {
            case STARTING ->
                Duration.between(since, now).compareTo(rules.startTimeout()) >= 0
                        ? to(
                                ContactState.FAILSAFE,
                                now,
                                "The operator was not heard within %s of the start.".formatted(rules.startTimeout()))
                        : this;
            case FREE, LIMITED ->
                lost
                        ? to(
                                        ContactState.HOLDING,
                                        now,
                                        "The operator was last heard at %s; the known schedule goes on."
                                                .formatted(lastHeard
                                                        .map(Instant::toString)
                                                        .orElse("no time")))
                                .at(now, schedule)
                        : inContact(now, schedule);
            case HOLDING -> holding(now, schedule);
            case RECOVERING ->
                lost ? to(ContactState.FAILSAFE, now, "Contact was lost again before a full exchange.") : this;
            case FAILSAFE -> this;
        };
    }

    private Contact holding(Instant now, Schedule schedule) {
        if (schedule == Schedule.FREE) {
            return to(ContactState.FAILSAFE, now, "Contact is lost and the schedule says nothing for now.");
        }
        boolean tooLong = rules.mostHolding()
                .filter(most -> Duration.between(since, now).compareTo(most) >= 0)
                .isPresent();
        return tooLong
                ? to(ContactState.FAILSAFE, now, "Contact is lost for longer than the schedule may go on alone.")
                : this;
    }

    private Contact inContact(Instant now, Schedule schedule) {
        boolean limited = schedule == Schedule.LIMITS;
        ContactState next = limited ? ContactState.LIMITED : ContactState.FREE;
        return state == next
                ? this
                : to(next, now, limited ? "In contact; a limit holds." : "In contact; no limit holds.");
    }

    private Contact to(ContactState next, Instant now, String why) {
        return new Contact(rules, next, now, lastHeard, why);
    }
}
