package energy.corridor.duty;

import java.time.Instant;
import java.util.Optional;

/**
 * One stay of a vehicle in the depot: when it comes, when it leaves, and what it must leave with.
 *
 * @param arrival expected arrival
 * @param departure promised departure, after the arrival
 * @param requiredKwh energy in the battery at departure
 * @param tripKwh energy used since the stay before, as expected; 0 when unknown
 * @param readyBy when the required energy shall be there, if that is before the departure: a boost
 */
public record Duty(
        VehicleId vehicle,
        Instant arrival,
        Instant departure,
        double requiredKwh,
        double tripKwh,
        Optional<Instant> readyBy) {

    /** Ready at departure is soon enough. */
    public Duty(VehicleId vehicle, Instant arrival, Instant departure, double requiredKwh, double tripKwh) {
        this(vehicle, arrival, departure, requiredKwh, tripKwh, Optional.empty());
    }

    public Duty {
        if (!departure.isAfter(arrival)) {
            throw new IllegalArgumentException(
                    "The departure (%s) of %s must be after its arrival (%s).".formatted(departure, vehicle, arrival));
        }
        if (!(requiredKwh >= 0 && requiredKwh < 1e6)) { // also refuses NaN
            throw new IllegalArgumentException(
                    "The requiredKwh (%s) of %s must be in 0..1000000.".formatted(requiredKwh, vehicle));
        }
        if (!(tripKwh >= 0 && tripKwh < 1e6)) {
            throw new IllegalArgumentException(
                    "The tripKwh (%s) of %s must be in 0..1000000.".formatted(tripKwh, vehicle));
        }
    }
}
