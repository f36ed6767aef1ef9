package energy.corridor.ocpp;

import com.fasterxml.jackson.databind.JsonNode;

/** What became of one CALL to a station. */
public sealed interface Answer {

    /** Its CALLRESULT. */
    record Result(JsonNode payload) implements Answer {}

    /** Its CALLERROR. */
    record Error(String code, String description) implements Answer {}

    /** It never left. @param reason a sentence */
    record NotSent(String reason) implements Answer {}

    /** It never left, because a newer call of the same kind took its place. */
    record Superseded() implements Answer {}

    /** It left, and no answer came. @param reason a sentence */
    record Silent(String reason) implements Answer {}
}
