package energy.corridor.grid.frequency;

/**
 * A load's power against the grid's frequency: nothing within the dead band, beyond it in proportion to the deviation, all from
 * {@code fullHz} on. With the defaults this is the frequency containment reserve of continental Europe (SO GL, annex V): insensitive to
 * 10 mHz, all at 200 mHz.
 *
 * @param deadBandHz deviation up to which nothing happens, to either side; beyond it counts whole
 * @param fullHz deviation at which all is asked for
 * @param upKw most by which the import is lowered when the frequency is low, kW
 * @param downKw most by which it is raised when the frequency is high, kW
 */
public record Droop(double nominalHz, double deadBandHz, double fullHz, double upKw, double downKw) {

    private static final double ROUNDING_HZ = 1e-9;

    public Droop {
        if (!(nominalHz > 0 && deadBandHz >= 0 && fullHz >= deadBandHz && fullHz > 0 && upKw >= 0 && downKw >= 0)) {
            throw new IllegalArgumentException(
                    "A droop needs 0 <= deadBandHz (%s) <= fullHz (%s), and upKw (%s) and downKw (%s) of 0 or more."
                            .formatted(deadBandHz, fullHz, upKw, downKw));
        }
    }

    public boolean isOff() {
        return upKw == 0 && downKw == 0;
    }

    /** By how much the import is to change, kW; above zero at high frequency. */
    public double kw(double hz) {
        double deviation = hz - nominalHz;
        if (Math.abs(deviation) <= deadBandHz + ROUNDING_HZ) {
            return 0;
        }
        double share = Math.max(-1, Math.min(1, deviation / fullHz));
        return share * (share < 0 ? upKw : downKw);
    }
}
