package energy.corridor.grid.request;

/** What became of a request on arrival. */
public sealed interface Receipt {

    /** It is in the book; its decision follows. */
    record Taken(RequestRecord request) implements Receipt {}

    /** The same was said before; nothing changes and the answer of then holds. */
    record Repeated(RequestRecord request) implements Receipt {}

    /** Nothing was changed. @param reason a sentence */
    record Refused(ReasonCode code, String reason) implements Receipt {}
}
