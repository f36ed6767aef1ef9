package energy.corridor.ocpp;

/** Why a CALL is answered with a CALLERROR. @param text a sentence */
public record Fault(Kind kind, String text) {

    private static final int MAX_TEXT = 255;

    /** What is wrong, and the code for it in OCPP-J 1.6 (section 4.2.3) and from 2.0.1 on (part 4, section 4.3). */
    public enum Kind {
        FRAME("FormationViolation", "RpcFrameworkError"),
        MESSAGE_TYPE("", "MessageTypeNotSupported"), // 1.6 ignores what it does not know
        UNKNOWN_ACTION("NotImplemented", "NotImplemented"),
        NOT_OFFERED("NotSupported", "NotSupported"),
        NOT_ACCEPTED("SecurityError", "SecurityError"),
        OCCURRENCE("OccurenceConstraintViolation", "OccurrenceConstraintViolation"), // spelled so by version 1.6
        TYPE("TypeConstraintViolation", "TypeConstraintViolation"),
        PROPERTY("PropertyConstraintViolation", "PropertyConstraintViolation"),
        UNKNOWN_FIELD("FormationViolation", "FormatViolation"),
        INTERNAL("InternalError", "InternalError");

        private final String in16;
        private final String in2;

        Kind(String in16, String in2) {
            this.in16 = in16;
            this.in2 = in2;
        }

        public String in16() {
            return in16;
        }

        public String in2() {
            return in2;
        }
    }

    public Fault {
        text = JsonText.cut(text, MAX_TEXT);
    }

    static Fault occurrence(String text) {
        return new Fault(Kind.OCCURRENCE, text);
    }

    static Fault type(String text) {
        return new Fault(Kind.TYPE, text);
    }

    static Fault property(String text) {
        return new Fault(Kind.PROPERTY, text);
    }
}
