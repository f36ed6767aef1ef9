package energy.corridor.settlement.message;

import energy.corridor.quantity.Units;
import energy.corridor.settlement.Direction;
import energy.corridor.settlement.message.SettlementMessage.Packet;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** What a message must be in itself, whoever sends it. */
final class MessageRules {

    private static final int MOST_PACKETS = 1_000;

    /** Room for meters that read a little above their rating. */
    private static final double MARGIN = 1.1;

    private MessageRules() {}

    /** A sentence; nothing when it is well made. */
    static Optional<String> fault(SettlementMessage message, Duration step) {
        if (message.seq() < 1) {
            return Optional.of("The seq (%d) must be 1 or more.".formatted(message.seq()));
        }
        if (!message.start().isBefore(message.end())) {
            return Optional.of("The participation interval ends (%s) before it begins (%s)."
                    .formatted(message.end(), message.start()));
        }
        if (message.packets().isEmpty() || message.packets().size() > MOST_PACKETS) {
            return Optional.of("A message has 1 to %d packets, not %d."
                    .formatted(MOST_PACKETS, message.packets().size()));
        }
        Set<String> seen = new HashSet<>();
        for (Packet packet : message.packets()) {
            Optional<String> fault = fault(message, packet, step);
            if (fault.isPresent()) {
                return fault;
            }
            if (!seen.add(packet.direction() + "|" + packet.start())) {
                return Optional.of("Two packets tell of %s from %s.".formatted(packet.direction(), packet.start()));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> fault(SettlementMessage message, Packet packet, Duration step) {
        if (packet.direction() == Direction.CURTAILMENT) {
            return Optional.of("Curtailment is confirmed against a frozen baseline here and cannot be told; tell LOAD"
                    + " and SUPPLY.");
        }
        if (packet.energyWh() < 0) {
            return Optional.of("The energyWh (%d) must be 0 or more; the direction says which way it flows."
                    .formatted(packet.energyWh()));
        }
        if (!MessageExchange.tellable(packet.quality())) {
            return Optional.of("The quality %d is for a validator to give, not for a message."
                    .formatted(packet.quality().code()));
        }
        if (packet.version() < 1) {
            return Optional.of("The version (%d) must be 1 or more.".formatted(packet.version()));
        }
        if (packet.start().isBefore(message.start()) || packet.end().isAfter(message.end())) {
            return Optional.of("The packet from %s to %s is outside of the participation interval from %s to %s."
                    .formatted(packet.start(), packet.end(), message.start(), message.end()));
        }
        boolean whole = Duration.between(packet.start(), packet.end()).equals(step)
                && Duration.between(Instant.EPOCH, packet.start()).toMillis() % step.toMillis() == 0;
        return whole
                ? Optional.empty()
                : Optional.of("The packet from %s to %s is not one settlement interval of %s."
                        .formatted(packet.start(), packet.end(), step));
    }

    static Optional<String> abovePower(Packet packet, long maxW, String element) {
        double most = Units.energyWh(maxW, Duration.between(packet.start(), packet.end())) * MARGIN;
        return packet.energyWh() <= most
                ? Optional.empty()
                : Optional.of("%s cannot have %s of %d Wh from %s to %s: it is registered with %d W."
                        .formatted(element, packet.direction(), packet.energyWh(), packet.start(), packet.end(), maxW));
    }
}
