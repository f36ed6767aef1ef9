package energy.corridor.ocpp.v16;

import energy.corridor.ocpp.JsonText;

/** Why a CALL is answered with a CALLERROR. @param code of OCPP-J 1.6 section 4.2.3 @param text a sentence */
record Fault(String code, String text) {

    private static final int MAX_TEXT = 255;

    Fault {
        text = JsonText.cut(text, MAX_TEXT);
    }

    static Fault missing(String text) {
        return new Fault("OccurenceConstraintViolation", text); // spelled so by version 1.6
    }

    static Fault type(String text) {
        return new Fault("TypeConstraintViolation", text);
    }

    static Fault property(String text) {
        return new Fault("PropertyConstraintViolation", text);
    }
}
