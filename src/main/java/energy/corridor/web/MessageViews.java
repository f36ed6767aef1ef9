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
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

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
            @Nullable Route route,
            @Nullable Priority priority,

            @Schema(description = "TOP needs a signature") @Nullable SecurityClass securityClass,

            @Schema(description = "How many elements it adds up; 0 for an element's own") @Nullable Integer members,

            @JsonProperty(required = true) List<PacketJson> packets,

            @Schema(description = "ECDSA with SHA-256 on secp256r1, DER in hex or base64") @Nullable String signature) {

        static MessageJson of(SettlementMessage m) {
            return new MessageJson(
                    m.element(),
                    m.seq(),
                    m.start(),
                    m.end(),
                    m.sentAt(),
                    m.route(),
                    m.priority(),
                    m.securityClass(),
                    m.members(),
                    m.packets().stream().map(PacketJson::of).toList(),
                    m.signature());
        }

        SettlementMessage toMessage() {
            return new SettlementMessage(
                    element,
                    seq,
                    start,
                    end,
                    sentAt,
                    route == null ? Route.DIRECT : route,
                    priority == null ? Priority.ENERGY_SETTLEMENT : priority,
                    securityClass == null ? SecurityClass.STANDARD : securityClass,
                    members == null ? 0 : members,
                    packets.stream().map(PacketJson::toPacket).toList(),
                    signature == null ? "" : signature);
        }
    }

    @Schema(name = "SettlementPacket", description = "Energy of one settlement interval in one direction")
    record PacketJson(
            @JsonProperty(required = true) Direction direction,
            @JsonProperty(required = true) Instant start,
            @JsonProperty(required = true) Instant end,
            @JsonProperty(required = true) long energyWh,

            @Schema(description = "ESPI 4.0 quality code; 0 when absent") @Nullable Integer quality,

            @Nullable String rateRef,
            @Nullable String currency,
            @Nullable String source,

            @Schema(description = "1 when absent; a correction has a higher one") @Nullable Integer version) {

        static PacketJson of(Packet p) {
            return new PacketJson(
                    p.direction(),
                    p.start(),
                    p.end(),
                    p.energyWh(),
                    p.quality().code(),
                    p.rateRef(),
                    p.currency(),
                    p.source(),
                    p.version());
        }

        Packet toPacket() {
            return new Packet(
                    direction,
                    start,
                    end,
                    energyWh,
                    Quality.of(quality == null ? Quality.VALID.code() : quality),
                    rateRef == null ? "" : rateRef,
                    currency == null ? "" : currency,
                    source == null ? "" : source,
                    version == null ? 1 : version);
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
