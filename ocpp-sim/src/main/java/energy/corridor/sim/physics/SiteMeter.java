package energy.corridor.sim.physics;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The meter at the grid connector: power, its maximum, energy, cost, and every time the limit was exceeded. */
public final class SiteMeter {

    private static final double KW = 1e-6; // rounding of a sum, not a tolerance

    /**
     * A stretch of time over the limit.
     *
     * @param kw the highest power within it
     * @param limitKw the limit at that moment
     */
    public record Violation(Instant from, Instant to, double kw, double limitKw) {}

    /**
     * What it has counted.
     *
     * @param chargingKwh delivered to vehicles
     * @param chargingEur price · energy delivered to vehicles
     * @param siteKwh imported for everything; what is generated beyond the need is not credited
     */
    public record Reading(
            double maxKw,
            @Nullable Instant maxAt,
            double chargingKwh,
            double chargingEur,
            double siteKwh,
            double siteEur,
            List<Violation> violations) {

        public Reading {
            violations = List.copyOf(violations);
        }

        public static final Reading ZERO = new Reading(0, null, 0, 0, 0, 0, List.of());
    }

    private double maxKw;
    private @Nullable Instant maxAt;
    private double chargingKwh;
    private double chargingEur;
    private double siteKwh;
    private double siteEur;
    private final List<Violation> violations = new ArrayList<>();

    public SiteMeter(Reading before) {
        maxKw = before.maxKw;
        maxAt = before.maxAt;
        chargingKwh = before.chargingKwh;
        chargingEur = before.chargingEur;
        siteKwh = before.siteKwh;
        siteEur = before.siteEur;
        violations.addAll(before.violations);
    }

    /**
     * One step of constant load, price and limit.
     *
     * @param chargingKw power into vehicles at its beginning (with a tapering curve the highest of the step)
     * @param chargedKwh energy into vehicles over the step
     */
    public void step(
            Instant from,
            Instant to,
            double chargingKw,
            double chargedKwh,
            double loadKw,
            double limitKw,
            double eurPerKwh) {
        double kw = chargingKw + loadKw;
        if (kw > maxKw) {
            maxKw = kw;
            maxAt = from;
        }
        double hours = Duration.between(from, to).toNanos() / 3.6e12;
        double imported = Math.max(0, chargedKwh + loadKw * hours);
        chargingKwh += chargedKwh;
        chargingEur += chargedKwh * eurPerKwh;
        siteKwh += imported;
        siteEur += imported * eurPerKwh;
        if (kw > limitKw + KW) {
            exceeded(new Violation(from, to, kw, limitKw));
        }
    }

    private void exceeded(Violation now) {
        int last = violations.size() - 1;
        if (last >= 0 && violations.get(last).to.equals(now.from)) {
            Violation before = violations.get(last);
            boolean worse = now.kw - now.limitKw > before.kw - before.limitKw;
            Violation worst = worse ? now : before;
            violations.set(last, new Violation(before.from, now.to, worst.kw, worst.limitKw));
        } else {
            violations.add(now);
        }
    }

    public Reading read() {
        return new Reading(maxKw, maxAt, chargingKwh, chargingEur, siteKwh, siteEur, violations);
    }
}
