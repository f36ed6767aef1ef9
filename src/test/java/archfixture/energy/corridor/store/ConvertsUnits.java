package archfixture.energy.corridor.store;

/** Conversions where they must not be. */
public final class ConvertsUnits {
    private static final double SECONDS_PER_HOUR = 3_600;

    public static final class ByLiteral {
        public double kw(double watts) {
            return watts / 1000;
        }
    }

    public static final class ByNamedConstant {
        public double hours(double seconds) {
            return seconds / SECONDS_PER_HOUR;
        }
    }

    public static final class FactorFirst {
        public long wattHours(long kwh) {
            return 1_000 * kwh;
        }
    }

    public static final class Percent {
        public double kwh(double percent, double capacityKwh) {
            return percent / 100 * capacityKwh;
        }
    }

    public static final class Minutes {
        public int seconds(int minutes) {
            return minutes * 60;
        }
    }
    /** No conversion. */
    public static final class KeepsTheRules {
        public double energyKwh(double kw, double hours) {
            return 2 * kw * hours + 1000;
        }
    }
}
