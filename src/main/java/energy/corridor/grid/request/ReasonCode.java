package energy.corridor.grid.request;

/** Why a request took a step, as a word for machines. */
public enum ReasonCode {
    /** All is as it should be. */
    OK,
    /** A vehicle's departure leaves no more. */
    VEHICLE_READY_TIME,
    /** Vehicles and their batteries can take or give no more. */
    NO_CAPACITY,
    /** A limit of the site or of another request stands against it. */
    CONFLICTING_LIMIT,
    /** The decision could not be worked out in time. */
    TOO_SHORT_NOTICE,
    /** Beyond what the depot plans. */
    OUTSIDE_CONTRACT,
    /** A lower revision than the one known. */
    STALE_REVISION,
    /** The same revision with other content. */
    DUPLICATE_ID,
    EXPIRED,
    MALFORMED,
    /** Taken back by who asked. */
    WITHDRAWN,
    /** A later revision stands in its place. */
    REPLACED,
    /** The fleet changed: what is expected now is another number. */
    FLEET_CHANGED,
    /** No meter values tell what was delivered. */
    NOT_METERED
}
