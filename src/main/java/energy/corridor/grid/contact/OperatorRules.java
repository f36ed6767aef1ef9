package energy.corridor.grid.contact;

import energy.corridor.grid.request.SignalId;
import java.time.Duration;
import java.util.Optional;

/**
 * What was agreed with an operator about its contact with us.
 *
 * @param failsafeKw the site's import limit while it is lost; never absent, so never unlimited
 * @param expectedEvery how often it lets itself be heard
 * @param startTimeout how long after a start the first exchange may take
 * @param leastFailsafe how long failsafe holds at least, once entered
 * @param mostHolding how long the known schedule may go on; empty as long as it reaches
 */
public record OperatorRules(
        String operator,
        double failsafeKw,
        Duration expectedEvery,
        Duration startTimeout,
        Duration leastFailsafe,
        Optional<Duration> mostHolding) {

    public static final Duration EXPECTED_EVERY = Duration.ofMinutes(1);
    public static final Duration START_TIMEOUT = Duration.ofMinutes(2);

    private static final Duration LEAST_PATIENCE = Duration.ofMinutes(2);
    private static final int MISSED = 3;

    public OperatorRules {
        SignalId.checkOperator(operator);
        if (!(failsafeKw >= 0 && Double.isFinite(failsafeKw))) {
            throw new IllegalArgumentException(
                    "Operator %s: failsafeKw (%s) must be a finite number, 0 or more.".formatted(operator, failsafeKw));
        }
        check(operator, "expectedEvery", expectedEvery, Duration.ofSeconds(1));
        check(operator, "startTimeout", startTimeout, Duration.ZERO);
        check(operator, "leastFailsafe", leastFailsafe, Duration.ZERO);
        mostHolding.ifPresent(most -> check(operator, "mostHolding", most, Duration.ZERO));
    }

    private static void check(String operator, String field, Duration value, Duration least) {
        if (value.compareTo(least) < 0) {
            throw new IllegalArgumentException(
                    "Operator %s: %s (%s) must be %s or longer.".formatted(operator, field, value, least));
        }
    }

    /** How long without an exchange until contact counts as lost: three missed, at least two minutes. */
    Duration patience() {
        Duration missed = expectedEvery.multipliedBy(MISSED);
        return missed.compareTo(LEAST_PATIENCE) > 0 ? missed : LEAST_PATIENCE;
    }
}
