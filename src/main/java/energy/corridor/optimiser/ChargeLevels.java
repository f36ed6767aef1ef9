package energy.corridor.optimiser;

/**
 * The charging powers that hardware can give: 0, or from the least to the most, in whole steps. A whole ampere on three phases of 230 V
 * is a step of 0.69 kW, the 6 A below which IEC 61851 knows no charging a least of 4.14 kW.
 *
 * @param leastKw 0 where any power is possible; a multiple of the step
 * @param mostKw a multiple of the step
 * @param stepKw 0 where powers are continuous
 */
public record ChargeLevels(double leastKw, double mostKw, double stepKw) {

    /** Rounding, kW. */
    private static final double TINY = 1e-7;

    /** The levels within {@code minKw..maxKw}; none above zero where no multiple of the step lies between them. */
    public static ChargeLevels within(double minKw, double maxKw, double stepKw) {
        if (stepKw == 0) {
            return new ChargeLevels(minKw, maxKw, 0);
        }
        double most = Math.floor((maxKw + TINY) / stepKw) * stepKw;
        double least = Math.max(1, Math.ceil((minKw - TINY) / stepKw)) * stepKw;
        return least <= most ? new ChargeLevels(least, most, stepKw) : new ChargeLevels(0, 0, stepKw);
    }

    /** The levels within {@code minKw..maxKw}; where the hardware's data leaves none, the highest power at least. */
    public static ChargeLevels possible(double minKw, double maxKw, double stepKw) {
        ChargeLevels levels = within(Math.min(minKw, within(0, maxKw, stepKw).mostKw()), maxKw, stepKw);
        return levels.mostKw() > 0 ? levels : new ChargeLevels(Math.min(minKw, maxKw), maxKw, 0);
    }

    /** Whether every power up to the most is possible. */
    public boolean areAll() {
        return leastKw == 0 && stepKw == 0;
    }

    /** The highest level that is not above {@code kw}. */
    public double atMost(double kw) {
        if (kw >= mostKw) {
            return mostKw;
        }
        double level = stepKw == 0 ? kw : Math.floor((kw + TINY) / stepKw) * stepKw;
        return level < leastKw - TINY ? 0 : Math.max(0, level);
    }

    /** The lowest level that is not below {@code kw}, or the highest of all. */
    public double atLeast(double kw) {
        if (kw <= 0) {
            return 0;
        }
        double level = stepKw == 0 ? kw : Math.ceil((kw - TINY) / stepKw) * stepKw;
        return Math.min(mostKw, Math.max(leastKw, level));
    }

    /** How far a charging power is from a whole number of steps. */
    double offStepKw(double kw) {
        return stepKw == 0 ? 0 : Math.abs(kw - Math.rint(kw / stepKw) * stepKw);
    }
}
