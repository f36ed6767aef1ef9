package energy.corridor.grid;

import java.time.Instant;

/** What a grid operator (or the depot itself) asks for a time window; half-open, {@code to} after {@code from}. */
public sealed interface GridRequest {

    String id();

    Instant from();

    Instant to();

    /** The site imports at most {@code kw}; as hard as the connection. */
    record ImportLimit(String id, Instant from, Instant to, double kw) implements GridRequest {
        public ImportLimit {
            Windows.check(id, from, to);
            Windows.checkAtLeastZero(id, "kw", kw);
        }
    }

    /** The summed energy of plugged-in vehicles and storage stays in {@code lowerKwh..upperKwh}. */
    record SumSocBand(String id, Instant from, Instant to, double lowerKwh, double upperKwh) implements GridRequest {
        public SumSocBand {
            Windows.check(id, from, to);
            Windows.checkAtLeastZero(id, "lowerKwh", lowerKwh);
            if (!(upperKwh >= lowerKwh)) {
                throw new IllegalArgumentException("Request \"%s\": upperKwh (%s) must be lowerKwh (%s) or more."
                        .formatted(id, upperKwh, lowerKwh));
            }
        }
    }

    /** The site's net import is to be {@code kw}; every kWh off costs {@code penaltyEurPerKwh}. */
    record DispatchRequest(String id, Instant from, Instant to, double kw, double penaltyEurPerKwh)
            implements GridRequest {
        public DispatchRequest {
            Windows.check(id, from, to);
            if (!Double.isFinite(kw)) {
                throw new IllegalArgumentException(
                        "Request \"%s\": kw (%s) must be a finite number.".formatted(id, kw));
            }
            Windows.checkAtLeastZero(id, "penaltyEurPerKwh", penaltyEurPerKwh);
        }
    }

    /** Room to import {@code kw} less ({@code up}) or more for {@code holdMinutes}, from any instant of the window. */
    record Reserve(
            String id,
            Instant from,
            Instant to,
            boolean up,
            double kw,
            int holdMinutes,
            double earnEurPerKwPerHour,
            boolean firm)
            implements GridRequest {
        public Reserve {
            Windows.check(id, from, to);
            Windows.checkAtLeastZero(id, "kw", kw);
            if (holdMinutes < 1) {
                throw new IllegalArgumentException(
                        "Request \"%s\": holdMinutes (%d) must be 1 or more.".formatted(id, holdMinutes));
            }
            Windows.checkAtLeastZero(id, "earnEurPerKwPerHour", earnEurPerKwPerHour);
        }
    }
}
