package energy.corridor.optimiser;

import java.util.stream.IntStream;

/**
 * How well a plan does, in the order in which it counts: limits, energies that physics asks for, promises to vehicles, promises to
 * the grid, money. Less is better everywhere.
 *
 * @param limitExceededKwh import above the site's limit; only base load can cause it
 * @param clampedKwh energy that trips would have taken below zero
 * @param belowMinimumKwh of batteries that arrived below minSocKwh: what they still lack on the way up, summed over the boundaries
 * @param unmetKwh required energy that is missing at the stays' ends
 * @param brokenKwh of bands (summed over the boundaries), firm reserves and storage's finalMinKwh
 * @param moneyEur aim 3
 */
public record Aims(
        double limitExceededKwh,
        double clampedKwh,
        double belowMinimumKwh,
        double unmetKwh,
        double brokenKwh,
        double moneyEur) {

    private static final double SAME = 1e-5;

    /** Whether this is better than the other by more than rounding. */
    public boolean betterThan(Aims other) {
        double[] mine = inOrder();
        double[] others = other.inOrder();
        for (int i = 0; i < mine.length; i++) {
            if (!same(mine[i], others[i])) {
                return mine[i] < others[i];
            }
        }
        return false;
    }

    /** Whether all that counts more than money is equal but for rounding. */
    public boolean keepsTheSameAs(Aims other) {
        double[] mine = inOrder();
        double[] others = other.inOrder();
        return IntStream.range(0, mine.length - 1).allMatch(i -> same(mine[i], others[i]));
    }

    private static boolean same(double mine, double other) {
        return Math.abs(mine - other) <= SAME * (1 + Math.abs(other) * SAME);
    }

    /** Whether nothing but money is to be paid for. */
    public boolean keepsEveryPromise() {
        return limitExceededKwh + clampedKwh + belowMinimumKwh + unmetKwh + brokenKwh <= SAME;
    }

    private double[] inOrder() {
        return new double[] {limitExceededKwh, clampedKwh, belowMinimumKwh, unmetKwh, brokenKwh, moneyEur};
    }
}
