package energy.corridor.duty;

/** A vehicle's name in the depot, e.g. {@code bus-17}: 1 to 64 characters. */
public record VehicleId(String value) implements Comparable<VehicleId> {

    public VehicleId {
        if (value.isBlank() || value.length() > 64) {
            throw new IllegalArgumentException("The vehicle id \"%s\" must have 1 to 64 characters.".formatted(value));
        }
    }

    @Override
    public int compareTo(VehicleId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
