package energy.corridor.settlement.message;

import energy.corridor.settlement.Direction;
import energy.corridor.settlement.EntrySet;
import energy.corridor.settlement.Kwp;
import energy.corridor.settlement.Quality;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * One settlement message: what an element did in a participation interval, told by the element, or by the coordinator who settled it.
 *
 * @param seq from 1 (0: not numbered yet), one sequence per element and direction of travel; (element, seq) is the message
 * @param start participation interval {@code [start, end)}
 * @param sentAt the sender's clock; the server's clock alone decides what is late
 * @param members how many elements it adds up; 0 for an element's own
 * @param packets energy per direction, never empty
 * @param signature ECDSA with SHA-256 over {@link #canonical()}, DER in hex or base64; "" for none
 */
public record SettlementMessage(
        String element,
        long seq,
        Instant start,
        Instant end,
        Instant sentAt,
        Route route,
        Priority priority,
        SecurityClass securityClass,
        int members,
        List<Packet> packets,
        String signature) {

    public enum Route {
        DIRECT,
        COORDINATOR
    }

    /** TOP needs a signature; every class is encrypted in transit. */
    public enum SecurityClass {
        MINIMUM,
        STANDARD,
        INCREASED,
        TOP
    }

    /**
     * @param energyWh 0 or more
     * @param rateRef of the quote it is rated with, "" when the teller knows none
     * @param currency of the rate, "" when the teller knows none
     * @param source id of the KWP or PSV it stands for, "" when the teller has none
     * @param version from 1; a higher one replaces what was told before of the same interval and direction
     */
    public record Packet(
            Direction direction,
            Instant start,
            Instant end,
            long energyWh,
            Quality quality,
            String rateRef,
            String currency,
            String source,
            int version) {

        public static Packet of(Kwp kwp) {
            return new Packet(
                    kwp.direction(),
                    kwp.start(),
                    kwp.end(),
                    kwp.energyWh(),
                    kwp.quality(),
                    kwp.rateRef(),
                    kwp.currency(),
                    kwp.id(),
                    kwp.version());
        }
    }

    public SettlementMessage {
        sentAt = sentAt.truncatedTo(ChronoUnit.MICROS); // as the database keeps it
        packets = List.copyOf(packets);
    }

    /** As settlement makes it of an element's own packets; the store gives it its number. */
    public static SettlementMessage made(
            String element, Instant start, Instant end, Instant now, Priority priority, List<Packet> packets) {
        return new SettlementMessage(
                element, 0, start, end, now, Route.COORDINATOR, priority, SecurityClass.STANDARD, 0, packets, "");
    }

    public SettlementMessage numbered(long number) {
        return new SettlementMessage(
                element, number, start, end, sentAt, route, priority, securityClass, members, packets, signature);
    }

    /** With further packets. */
    public SettlementMessage with(List<Packet> more) {
        List<Packet> all = new ArrayList<>(packets);
        all.addAll(more);
        return new SettlementMessage(
                element, seq, start, end, sentAt, route, priority, securityClass, members, all, signature);
    }

    /** What is signed and compared: every field but the route and the signature, so that a coordinator may pass it on. */
    public String canonical() {
        StringBuilder text = new StringBuilder("%s|%d|%s|%s|%s|%s|%s|%d"
                .formatted(element, seq, start, end, sentAt, priority, securityClass, members));
        for (Packet p : packets) {
            text.append("\n%s|%s|%s|%d|%d|%s|%s|%s|%d"
                    .formatted(
                            p.direction(),
                            p.start(),
                            p.end(),
                            p.energyWh(),
                            p.quality().code(),
                            p.rateRef(),
                            p.currency(),
                            p.source(),
                            p.version()));
        }
        return text.toString();
    }

    public String bodyHash() {
        return EntrySet.sha256(canonical());
    }
}
