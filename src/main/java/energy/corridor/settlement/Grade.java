package energy.corridor.settlement;

/** How good a figure is, best first. HELD is kept and shown, and neither billed nor paid. */
public enum Grade {
    MEASURED,
    VALIDATED,
    EDITED,
    ESTIMATED,
    PROJECTED,
    HELD
}
