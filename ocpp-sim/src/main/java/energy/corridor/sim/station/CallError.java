package energy.corridor.sim.station;

import java.io.Serial;

/** A request that is answered with a CALLERROR (OCPP-J 1.6 section 4.2.3). */
final class CallError extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    private final String code;

    CallError(String code, String description) {
        super(description, null, false, false);
        this.code = code;
    }

    String code() {
        return code;
    }

    /** Spelled as in OCPP-J 1.6. */
    static CallError missing(String field) {
        return new CallError("OccurenceConstraintViolation", field + " is missing");
    }

    static CallError type(String field, String expected) {
        return new CallError("TypeConstraintViolation", field + " must be " + expected);
    }

    static CallError value(String field, String allowed) {
        return new CallError("PropertyConstraintViolation", field + " must be " + allowed);
    }
}
