package energy.corridor.grid.delivery;

/** How well an interval's energy is known, as OpenADR's DATA_QUALITY. */
public enum Quality {
    /** Between two register readings close to the interval's edges. */
    MEASURED,
    /** Readings are further apart, and the energy between them was spread evenly. */
    ESTIMATED,
    /** No readings tell it. */
    MISSING;

    public Quality worse(Quality other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
