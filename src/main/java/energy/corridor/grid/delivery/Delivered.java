package energy.corridor.grid.delivery;

/**
 * What of an ordered change was delivered; the same unit throughout, energy or power.
 *
 * <p>With s = −1 for a reduction and 1 for an increase: flex = s·(actual − baseline); delivered = flex held in 0..|ordered|; shortfall =
 * max(0, |ordered| − flex). What is delivered beyond the order is neither paid nor penalised (UFTP settlement).
 */
public record Delivered(double delivered, double shortfall) {

    /** @param ordered the change, below zero for less import */
    public static Delivered of(double ordered, double baseline, double actual) {
        double flex = Math.signum(ordered) * (actual - baseline);
        double most = Math.abs(ordered);
        return new Delivered(Math.max(0, Math.min(most, flex)), Math.max(0, most - flex));
    }

    /** What is earned: the price of what was delivered less the penalty on what was not. */
    public double net(double price, double penalty) {
        return delivered * price - shortfall * penalty;
    }
}
