package energy.corridor.duty;

import java.time.Instant;

/**
 * One stay of a vehicle in the depot: when it comes, when it leaves, and what it must leave with.
 *
 * @param arrival expected arrival
 * @param departure promised departure, after the arrival
 * @param requiredKwh energy in the battery at departure
 * @param tripKwh energy used since the stay before, as expected; 0 when unknown
 */
public record Duty(VehicleId vehicle, Instant arrival, Instant departure, double requiredKwh, double tripKwh) {

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
