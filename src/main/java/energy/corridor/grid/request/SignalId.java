package energy.corridor.grid.request;

import java.util.regex.Pattern;

/**
 * Who asks, under which name, for the how-manieth time.
 *
 * @param operator the connection it came by; {@value #DEPOT} for the depot's own people
 * @param id the operator's own name for it
 * @param revision rising from 1; a higher one replaces the lower
 */
public record SignalId(String operator, String id, int revision) {

    public static final String DEPOT = "depot";

    private static final Pattern OPERATOR = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._#-]{1,128}");

    public SignalId {
        checkOperator(operator);
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException(
                    "The id (\"%s\") of a request must be 1 to 128 letters, digits, \".\", \"_\", \"#\" or \"-\"."
                            .formatted(id));
        }
        if (revision < 1) {
            throw new IllegalArgumentException(
                    "Request \"%s\": revision (%d) must be 1 or more.".formatted(id, revision));
        }
    }

    public static SignalId ofDepot(String id) {
        return new SignalId(DEPOT, id, 1);
    }

    /** @throws IllegalArgumentException unless it can be an operator's name */
    public static void checkOperator(String operator) {
        if (!OPERATOR.matcher(operator).matches()) {
            throw new IllegalArgumentException(
                    "The operator (\"%s\") must be 1 to 64 small letters, digits or \"-\".".formatted(operator));
        }
    }

    /** The request's name in the whole depot, the same for all revisions. */
    public String key() {
        return operator.equals(DEPOT) ? id : operator + ":" + id;
    }

    public SignalId withRevision(int other) {
        return new SignalId(operator, id, other);
    }
}
