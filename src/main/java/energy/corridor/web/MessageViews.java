package energy.corridor.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import energy.corridor.settlement.Direction;
import energy.corridor.settlement.Quality;
import energy.corridor.settlement.message.Acknowledgement;
import energy.corridor.settlement.message.MessageStore;
import energy.corridor.settlement.message.Priority;
import energy.corridor.settlement.message.SettlementMessage;
import energy.corridor.settlement.message.SettlementMessage.Packet;
import energy.corridor.settlement.message.SettlementMessage.Route;
import energy.corridor.settlement.message.SettlementMessage.SecurityClass;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Settlement messages as JSON. */
final class MessageViews {

    private MessageViews() {}

    @Schema(name = "SettlementMessage")
    record MessageJson(
            @JsonProperty(required = true) String element,

            @JsonProperty(required = true) @Schema(description = "From 1, one sequence per element")
            long seq,

            @JsonProperty(required = true) @Schema(description = "Begin of the participation interval")
            Instant start,

            @JsonProperty(required = true) Instant end,
            @JsonProperty(required = true) Instant sentAt,
            Optional<Route> route,
            Optional<Priority> priority,

            @Schema(description = "TOP needs a signature") Optional<SecurityClass> securityClass,

            @Schema(description = "How many elements it adds up; 0 for an element's own")
            Optional<Integer> members,

            @JsonProperty(required = true) List<PacketJson> packets,

            @Schema(description = "ECDSA with SHA-256 on secp256r1, DER in hex or base64")
            Optional<String> signature) {

        static MessageJson of(SettlementMessage m) {
            return new MessageJson(
                    m.element(),
                    m.seq(),
                    m.start(),
                    m.end(),
                    m.sentAt(),
                    Optional.of(m.route()),
                    Optional.of(m.priority()),
                    Optional.of(m.securityClass()),
                    Optional.of(m.members()),
                    m.packets().stream().map(PacketJson::of).toList(),
                    Optional.of(m.signature()));
        }

        SettlementMessage toMessage() {
            return new SettlementMessage(
                    element,
                    seq,
                    start,
                    end,
                    sentAt,
                    route.orElse(Route.DIRECT),
                    priority.orElse(Priority.ENERGY_SETTLEMENT),
                    securityClass.orElse(SecurityClass.STANDARD),
                    members.orElse(0),
                    packets.stream().map(PacketJson::toPacket).toList(),
                    signature.orElse(""));
        }
    }

    @Schema(name = "SettlementPacket", description = "Energy of one settlement interval in one direction")
    record PacketJson(
            @JsonProperty(required = true) Direction direction,
            @JsonProperty(required = true) Instant start,
            @JsonProperty(required = true) Instant end,
            @JsonProperty(required = true) long energyWh,

            @Schema(description = "ESPI 4.0 quality code; 0 when absent")
            Optional<Integer> quality,

            Optional<String> rateRef,
            Optional<String> currency,
            Optional<String> source,

            @Schema(description = "1 when absent; a correction has a higher one")
            Optional<Integer> version) {

        static PacketJson of(Packet p) {
            return new PacketJson(
                    p.direction(),
                    p.start(),
                    p.end(),
                    p.energyWh(),
                    Optional.of(p.quality().code()),
                    Optional.of(p.rateRef()),
                    Optional.of(p.currency()),
                    Optional.of(p.source()),
                    Optional.of(p.version()));
        }

        Packet toPacket() {
            return new Packet(
                    direction,
                    start,
                    end,
                    energyWh,
                    Quality.of(quality.orElse(Quality.VALID.code())),
                    rateRef.orElse(""),
                    currency.orElse(""),
                    source.orElse(""),
                    version.orElse(1));
        }
    }

    @Schema(name = "MadeMessage")
    record SentView(
            MessageJson message,
            Instant madeAt,

            @Schema(description = "Made later than the on-time limit after its interval")
            boolean late,

            MessageStore.Sent.State state,

            @Schema(description = "What the receiver said of it")
            String answer) {
        static SentView of(MessageStore.Sent s) {
            return new SentView(MessageJson.of(s.message()), s.madeAt(), s.late(), s.state(), s.answer());
        }
    }

    @Schema(name = "ToldMessage")
    record ToldView(MessageJson message, Instant receivedAt, boolean late) {
        static ToldView of(MessageStore.Told t) {
            return new ToldView(
                    MessageJson.of(t.received().message()),
                    t.received().receivedAt(),
                    t.received().late());
        }
    }

    @Schema(name = "Acknowledgement")
    record AcknowledgementView(String element, long seq, Acknowledgement.Code code, String reason, Instant receivedAt) {
        static AcknowledgementView of(Acknowledgement a) {
            return new AcknowledgementView(a.element(), a.seq(), a.code(), a.reason(), a.receivedAt());
        }
    }

    @Schema(name = "RefusedMessage")
    record RefusedView(AcknowledgementView answer, String body) {
        static RefusedView of(MessageStore.Refused r) {
            return new RefusedView(AcknowledgementView.of(r.answer()), r.body());
        }
    }
}
