package energy.corridor.sim.scenario;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Something that is wrong with some stations for a while.
 *
 * @param from first instant of it
 * @param to when it is over; what happens at once ({@link Kind#REBOOT}) is over at once
 * @param seconds how far the clock is off, positive ahead; 0 for every other kind
 */
public record Fault(Kind kind, List<String> stations, Instant from, Instant to, double seconds) {

    public enum Kind {
        /** Says Accepted to every profile, and goes on under the limit that was in force. */
        DISOBEY("disobey"),
        /** The meter shows what it showed, whatever flows. */
        FROZEN_METER("frozenMeter"),
        /** Sends no meter values, not even when asked. */
        SILENT_METER("silentMeter"),
        /** Does not tell the vehicle's state of charge. */
        NO_SOC("noSoc"),
        /** The clock is off by so many seconds. */
        CLOCK("clock"),
        /** The link is cut; the station goes on alone. */
        LINK_LOSS("linkLoss"),
        /** Restarts: the transaction ends, another begins after the boot. */
        REBOOT("reboot"),
        /** Says every message of a transaction twice, as if the first answer had been lost. */
        DUPLICATES("duplicates"),
        /** Sends meter values that wait in its queue in the wrong order. */
        OUT_OF_ORDER("outOfOrder");

        private final String name;

        Kind(String name) {
            this.name = name;
        }

        static Optional<Kind> of(String name) {
            return Arrays.stream(values()).filter(k -> k.name.equals(name)).findFirst();
        }

        static String names() {
            return Arrays.stream(values()).map(k -> "\"" + k.name + "\"").collect(Collectors.joining(", "));
        }
    }

    public Fault {
        stations = List.copyOf(stations);
    }

    public boolean holdsAt(Instant now) {
        return !now.isBefore(from) && now.isBefore(to);
    }
}
