package energy.corridor.optimiser.whatif;

import energy.corridor.duty.VehicleId;
import energy.corridor.grid.PricePoint;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One thing that could be otherwise. */
public sealed interface Change {

    /** Every limit of the connection, operators' limits included, times {@code factor}, 0..10. */
    record ConnectionScaled(double factor) implements Change {
        public ConnectionScaled {
            if (!(0 <= factor && factor <= 10)) {
                throw new IllegalArgumentException(
                        "The factor (%s) of the connection's limit must be in 0..10.".formatted(factor));
            }
        }
    }

    /** The connection's own limit is {@code kw} more; operators' limits stay. */
    record ConnectionRaised(double kw) implements Change {
        public ConnectionRaised {
            if (!(Math.abs(kw) <= 1e6)) {
                throw new IllegalArgumentException(
                        "The kw (%s) by which the connection changes must be in -1000000..1000000.".formatted(kw));
            }
        }
    }

    /** The present or next stay of a vehicle; what is empty stays as it is. */
    record OtherStay(
            VehicleId vehicle, Optional<Instant> departure, Optional<Double> requiredKwh, Optional<Instant> readyBy)
            implements Change {}

    /** A vehicle leaves its present or next stay earlier (above zero) or later. */
    record Earlier(VehicleId vehicle, Duration by) implements Change {}

    /** More vehicles like those that there are, one after the other, with the same stays, plugged in where there is room. */
    record MoreVehicles(int count) implements Change {
        public MoreVehicles {
            if (count < 1 || count > 1000) {
                throw new IllegalArgumentException("The count (%d) of vehicles must be in 1..1000.".formatted(count));
            }
        }
    }

    /** @param demandChargeEurPerKw empty where it stays as it is */
    record Tariff(List<PricePoint> prices, Optional<Double> demandChargeEurPerKw) implements Change {
        public Tariff {
            prices = List.copyOf(prices);
            if (prices.isEmpty()) {
                throw new IllegalArgumentException("A tariff needs at least one price.");
            }
        }
    }
}
