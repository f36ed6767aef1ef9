package archfixture.energy.corridor.quantity;

/** The one place where it is allowed. */
public final class Units {
    public static double wattsToKw(double watts) {
        return watts / 1000.0;
    }
}
