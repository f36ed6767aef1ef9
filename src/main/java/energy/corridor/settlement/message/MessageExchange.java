package energy.corridor.settlement.message;

import energy.corridor.settlement.Direction;
import energy.corridor.settlement.ElementRegister;
import energy.corridor.settlement.Finding;
import energy.corridor.settlement.GridElement;
import energy.corridor.settlement.Quality;
import energy.corridor.settlement.SettlementStore;
import energy.corridor.settlement.message.Acknowledgement.Code;
import energy.corridor.settlement.message.SettlementMessage.Packet;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * Takes what elements tell: kept durably and acknowledged, or refused with a code and a sentence; what is refused stays visible. The
 * same message again gets its first answer, whatever the route. Kept energy is settled by the next look of settlement.
 */
public final class MessageExchange {

    /** A sender's clock may run ahead of ours by this much. */
    private static final Duration MOST_AHEAD = Duration.ofMinutes(2);

    /**
     * @param step length of a settlement interval
     * @param onTime a message is on time until so long after its participation interval's end, this instant included
     * @param currency in which the site settles
     */
    public record Settings(Duration step, Duration onTime, String currency) {}

    /** Whether a text was signed with a key. */
    public interface SignatureCheck {
        boolean verifies(String text, String signature, String key);
    }

    private record Refusal(Code code, String sentence) {}

    private final ElementRegister register;
    private final MessageStore store;
    private final SignatureCheck signatures;
    private final BiPredicate<String, Instant> knowsRate;
    private final Settings settings;

    /** @param knowsRate whether a rate's reference is known for an interval's start */
    public MessageExchange(
            ElementRegister register,
            MessageStore store,
            SignatureCheck signatures,
            BiPredicate<String, Instant> knowsRate,
            Settings settings) {
        this.register = register;
        this.store = store;
        this.signatures = signatures;
        this.knowsRate = knowsRate;
        this.settings = settings;
    }

    public Settings settings() {
        return settings;
    }

    /** @param receivedAt our clock, which alone decides what is late */
    public Acknowledgement receive(SettlementMessage message, Instant receivedAt) {
        Optional<MessageStore.Received> before = store.received(message.element(), message.seq());
        if (before.isPresent()) {
            return again(before.get(), message, receivedAt);
        }
        Optional<Refusal> refusal = refusal(message, receivedAt);
        if (refusal.isPresent()) {
            return refuse(
                    new Acknowledgement(
                            message.element(),
                            message.seq(),
                            refusal.get().code(),
                            refusal.get().sentence(),
                            receivedAt),
                    message.canonical());
        }
        boolean late = receivedAt.isAfter(message.end().plus(settings.onTime()));
        MessageStore.Received received = new MessageStore.Received(message, receivedAt, late);
        try {
            store.add(received);
        } catch (SettlementStore.ConflictException faster) {
            return store.received(message.element(), message.seq())
                    .map(first -> again(first, message, receivedAt))
                    .orElseThrow(() -> faster);
        }
        return acknowledged(received);
    }

    /** Keeps a message that could not even be read. */
    public Acknowledgement refuse(Acknowledgement refusal, String body) {
        store.add(
                new MessageStore.Refused(refusal, body),
                new Finding(
                        "message/%s/%d/%s".formatted(refusal.element(), refusal.seq(), refusal.code()),
                        Finding.Kind.MESSAGE,
                        refusal.element(),
                        refusal.receivedAt(),
                        true,
                        refusal.reason()));
        return refusal;
    }

    private Acknowledgement again(MessageStore.Received first, SettlementMessage message, Instant receivedAt) {
        if (first.message().bodyHash().equals(message.bodyHash())) {
            return acknowledged(first);
        }
        return refuse(
                new Acknowledgement(
                        message.element(),
                        message.seq(),
                        Code.CONFLICT,
                        "Message %d of %s was received at %s with another content; a correction is a new sequence number."
                                .formatted(message.seq(), message.element(), first.receivedAt()),
                        receivedAt),
                message.canonical());
    }

    private static Acknowledgement acknowledged(MessageStore.Received received) {
        return new Acknowledgement(
                received.message().element(),
                received.message().seq(),
                received.late() ? Code.ACK_LATE : Code.ACK,
                received.late() ? "It came after the limit, is kept and settled with the next run." : "",
                received.receivedAt());
    }

    private Optional<Refusal> refusal(SettlementMessage message, Instant receivedAt) {
        Optional<GridElement> element = register.at(message.element(), message.start());
        if (element.isEmpty()) {
            return refused(
                    Code.NOT_REGISTERED,
                    "The element \"%s\" was not registered at %s; register it first (POST /api/elements)."
                            .formatted(message.element(), message.start()));
        }
        GridElement.State state = element.get().state();
        if (state == GridElement.State.SUSPENDED || state == GridElement.State.RETIRED) {
            return refused(
                    Code.NOT_REGISTERED,
                    "The element %s was %s at %s.".formatted(message.element(), state, message.start()));
        }
        return MessageRules.fault(message, settings.step())
                .map(sentence -> new Refusal(Code.MALFORMED, sentence))
                .or(() -> clock(message, receivedAt))
                .or(() -> signature(message, element.get()))
                .or(() -> message.packets().stream()
                        .flatMap(p -> packet(message, p, element.get()).stream())
                        .findFirst());
    }

    private Optional<Refusal> clock(SettlementMessage message, Instant receivedAt) {
        Instant most = receivedAt.plus(MOST_AHEAD);
        return message.sentAt().isAfter(most) || message.end().isAfter(most)
                ? refused(
                        Code.CLOCK_SKEW,
                        "Sent at %s about an interval that ends at %s, when our clock says %s; it may be 2 min ahead."
                                .formatted(message.sentAt(), message.end(), receivedAt))
                : Optional.empty();
    }

    private Optional<Refusal> signature(SettlementMessage message, GridElement element) {
        boolean needed = message.securityClass() == SettlementMessage.SecurityClass.TOP
                || element.attributes().getOrDefault("securityClass", "").equals("TOP");
        if (message.signature().isEmpty()) {
            return needed
                    ? refused(
                            Code.BAD_SIGNATURE,
                            "Messages of %s are of the class TOP and need a signature.".formatted(message.element()))
                    : Optional.empty();
        }
        String key = element.attributes().getOrDefault("signingKey", "");
        return signatures.verifies(message.canonical(), message.signature(), key)
                ? Optional.empty()
                : refused(
                        Code.BAD_SIGNATURE,
                        "The signature of message %d does not verify with the key registered for %s."
                                .formatted(message.seq(), message.element()));
    }

    private Optional<Refusal> packet(SettlementMessage message, Packet packet, GridElement element) {
        if (!packet.currency().isEmpty() && !packet.currency().equals(settings.currency())) {
            return refused(
                    Code.UNKNOWN_RATE,
                    "The currency \"%s\" is not settled here; it is %s."
                            .formatted(packet.currency(), settings.currency()));
        }
        if (!packet.rateRef().isEmpty() && !knowsRate.test(packet.rateRef(), packet.start())) {
            return refused(
                    Code.UNKNOWN_RATE,
                    "There is no rate \"%s\" for %s (GET /api/settlement/rates)."
                            .formatted(packet.rateRef(), packet.start()));
        }
        long maxW = packet.direction() == Direction.LOAD ? element.capacityUpW() : element.capacityDownW();
        Optional<String> above = MessageRules.abovePower(packet, maxW, element.id());
        if (above.isPresent()) {
            return refused(Code.MALFORMED, above.get());
        }
        for (Packet told : store.told(message.element(), packet.start(), packet.end())) {
            if (told.direction() == packet.direction()
                    && told.version() >= packet.version()
                    && (told.energyWh() != packet.energyWh() || told.version() > packet.version())) {
                return refused(
                        Code.OVERLAP,
                        "%s told %d Wh (version %d) of %s from %s before; a correction has a higher version."
                                .formatted(
                                        message.element(),
                                        told.energyWh(),
                                        told.version(),
                                        packet.direction(),
                                        packet.start()));
            }
        }
        return Optional.empty();
    }

    private static Optional<Refusal> refused(Code code, String sentence) {
        return Optional.of(new Refusal(code, sentence));
    }

    /** Qualities that a teller may claim: as measured, derived, estimated, or projected. */
    static boolean tellable(Quality quality) {
        return !List.of(Quality.MANUALLY_EDITED, Quality.VERIFIED, Quality.VALIDATED, Quality.REVENUE_QUALITY)
                .contains(quality);
    }
}
