package energy.corridor.optimiser;

/**
 * Why a battery does what it does in the intervals {@code from..to-1}.
 *
 * @param by the limit, request or reserve that the code speaks of; empty where it needs none
 */
public record Reason(int from, int to, Code code, String by) {

    /** The one thing that, had it been otherwise, would have changed what the battery does; sentences in docs/charging-lp.md. */
    public enum Code {
        /** Energy is cheap (dear) enough here, against the other intervals in which it could be charged, to do just this. */
        PRICE,
        /** A limit, named by {@code by} ("site" for the connection), is full here, or where energy is cheaper. */
        LIMIT,
        /** A request, named by {@code by}, makes power or held energy dearer or cheaper here, or limits the site. */
        REQUEST,
        /** The demand charge: more (or less) here would raise the highest import. */
        PEAK,
        /** Room held ready for the reserve named by {@code by}. */
        RESERVE,
        /** Drawing nothing here would leave less time than full power needs for what the stay must end with. */
        MUST_CHARGE,
        /** Below its minimum: charged before anything but limits counts. */
        BELOW_MINIMUM,
        /** At its ceiling: nothing more goes in. */
        FULL,
        /** It holds all that this and later stays ask for, and more pays nobody. */
        ENOUGH,
        /** Between zero and its least charging power there is nothing. */
        MINIMUM_POWER,
        /** The rule's plan: as early as its limits allow, whoever has least time to spare first. */
        RULE
    }
}
