package energy.corridor.sim;

import java.time.Instant;

/**
 * A vehicle has left the depot. Energies in the battery.
 *
 * @param feasibleKwh what full power from arrival on would have reached, at most {@code desiredKwh}, at least what it
 *     arrived with
 */
public record Departure(
        String vehicle,
        String station,
        Instant arrival,
        Instant departure,
        double arrivalKwh,
        double desiredKwh,
        double feasibleKwh,
        double actualKwh) {

    /** What it was promised: the desired energy, or what could be reached of it. */
    public double promisedKwh() {
        return Math.min(desiredKwh, feasibleKwh);
    }

    /** What it lacks of the promise, 0 or more. */
    public double missedKwh() {
        return Math.max(0, promisedKwh() - actualKwh);
    }

    /** What it lacks of the desired energy, 0 or more. */
    public double shortKwh() {
        return Math.max(0, desiredKwh - actualKwh);
    }
}
