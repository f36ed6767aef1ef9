package energy.corridor.credits;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * Credits from one holder to another at a price. It takes effect when both sides have approved.
 *
 * @param units 1e-5 credits
 * @param price per credit
 */
public record CreditTransfer(
        String id,
        String programme,
        String from,
        String to,
        long units,
        BigDecimal price,
        String currency,
        Optional<String> approvedByGiver,
        Optional<String> approvedByTaker,
        State state) {

    public enum State {
        PROPOSED,
        COMPLETED,
        CANCELLED
    }

    public CreditTransfer {
        if (units <= 0) {
            throw new IllegalArgumentException("A transfer must be of more than 0 credits.");
        }
        if (from.equals(to)) {
            throw new IllegalArgumentException("The holders of a transfer must differ; both are %s.".formatted(from));
        }
        if (!currency.matches("[A-Z]{3}")) {
            throw new IllegalArgumentException(
                    "The currency \"%s\" must be an ISO 4217 code such as EUR.".formatted(currency));
        }
    }

    /** @param side the holder who approves, or "taker" and "giver" */
    public CreditTransfer approved(String side, String by) {
        if (state != State.PROPOSED) {
            throw new IllegalArgumentException("The transfer %s is %s already.".formatted(id, state));
        }
        boolean giver = side.equals(from);
        if (!giver && !side.equals(to)) {
            throw new IllegalArgumentException(
                    "\"%s\" is no side of the transfer %s; they are %s and %s.".formatted(side, id, from, to));
        }
        Optional<String> given = giver ? Optional.of(by) : approvedByGiver;
        Optional<String> taken = giver ? approvedByTaker : Optional.of(by);
        return new CreditTransfer(
                id,
                programme,
                from,
                to,
                units,
                price,
                currency,
                given,
                taken,
                given.isPresent() && taken.isPresent() ? State.COMPLETED : state);
    }

    public CreditTransfer cancelled() {
        if (state != State.PROPOSED) {
            throw new IllegalArgumentException("The transfer %s is %s already.".formatted(id, state));
        }
        return new CreditTransfer(
                id, programme, from, to, units, price, currency, approvedByGiver, approvedByTaker, State.CANCELLED);
    }
}
