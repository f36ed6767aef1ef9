package energy.corridor.settlement;

/** What energy counts as. LOAD is paid by the element's owner; SUPPLY and CURTAILMENT are paid to them. */
public enum Direction {
    LOAD,
    SUPPLY,
    CURTAILMENT
}
