package energy.corridor.settlement;

/** How final a settlement is. Every run works out the full value and posts only what differs from what was posted before. */
public enum Run {
    /** Within minutes of the interval's end, and again whenever a better reading comes. */
    PROVISIONAL,
    /** Validated data; the first invoice. */
    INITIAL,
    /** With what came late. */
    FINAL,
    /** After disputes; may be repeated. */
    TRUE_UP
}
