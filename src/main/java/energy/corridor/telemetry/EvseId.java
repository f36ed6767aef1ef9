package energy.corridor.telemetry;

import java.util.Comparator;

/** One EVSE of a station, numbered from 1 (OCPP 2.0.1 evseId; OCPP 1.6 connectorId). */
public record EvseId(StationId station, int number) implements Comparable<EvseId> {

    private static final Comparator<EvseId> ORDER =
            Comparator.comparing(EvseId::station).thenComparingInt(EvseId::number);

    public EvseId {
        if (number < 1) {
            throw new IllegalArgumentException(
                    "The EVSE number (%d) of %s must be 1 or more.".formatted(number, station));
        }
    }

    public static EvseId of(String station, int number) {
        return new EvseId(new StationId(station), number);
    }

    @Override
    public int compareTo(EvseId other) {
        return ORDER.compare(this, other);
    }

    /** {@code station/number}. */
    @Override
    public String toString() {
        return station + "/" + number;
    }
}
