package energy.corridor.telemetry;

/** Identity of a charging station as it stands in its OCPP address: 1 to 48 characters, no colon (OCPP-J, section 3.1.1). */
public record StationId(String value) implements Comparable<StationId> {

    public StationId {
        if (value.isBlank() || value.length() > 48 || value.indexOf(':') >= 0) {
            throw new IllegalArgumentException(
                    "The station id \"%s\" must have 1 to 48 characters and no colon.".formatted(value));
        }
    }

    @Override
    public int compareTo(StationId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
