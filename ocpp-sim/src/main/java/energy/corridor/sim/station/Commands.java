package energy.corridor.sim.station;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import energy.corridor.sim.station.ChargingProfile.Purpose;
import java.util.Optional;
import java.util.function.Consumer;

/** What the service asks of a station, and the answers; what the versions have in common. */
abstract class Commands {

    static final Runnable NOTHING = () -> {};

    final Station station;
    final Dialogue dialogue;
    final Host host;

    /** @param after what happens once the answer is out */
    record Answer(ObjectNode payload, Runnable after) {

        static Answer status(String status) {
            return status(status, NOTHING);
        }

        static Answer status(String status, Runnable after) {
            return new Answer(Station.payload().put("status", status), after);
        }
    }

    Commands(Station station, Dialogue dialogue, Host host) {
        this.station = station;
        this.dialogue = dialogue;
        this.host = host;
    }

    void handle(String id, String action, JsonNode payload, Consumer<String> send) {
        ArrayNode frame = Json.MAPPER.createArrayNode();
        Runnable after = NOTHING;
        try {
            Answer answer = answer(action, Payload.of(payload));
            frame.add(3).add(id).add(answer.payload);
            after = answer.after;
        } catch (CallError e) {
            host.trouble(
                    station.id(),
                    "%s of the service is answered with %s: %s".formatted(action, e.code(), e.getMessage()));
            frame.add(4)
                    .add(id)
                    .add(station.dialect().errorCode(e.code()))
                    .add(e.getMessage())
                    .addObject();
        }
        send.accept(frame.toString());
        after.run();
    }

    abstract Answer answer(String action, Payload request);

    /** @param profile of the running transaction, if it is of one */
    Answer install(ChargingProfile profile) {
        if (!ProfileReader.acceptable(profile) || !station.profiles().hasRoomFor(profile, ProfileReader.MAX_PROFILES)) {
            return Answer.status("Rejected");
        }
        station.profiles().set(profile);
        return Answer.status("Accepted");
    }

    Answer clear(
            Optional<Integer> id, Optional<Integer> connector, Optional<Purpose> purpose, Optional<Integer> level) {
        boolean cleared = station.profiles()
                .clear(p -> id.map(v -> v == p.id()).orElse(true)
                        && connector.map(v -> v == p.connector()).orElse(true)
                        && purpose.map(v -> v == p.purpose()).orElse(true)
                        && level.map(v -> v == p.stackLevel()).orElse(true));
        return Answer.status(cleared ? "Accepted" : "Unknown");
    }

    Answer triggered(String message, int connector) {
        return switch (message) {
            case Message.BOOT -> Answer.status("Accepted", dialogue::boot);
            case Message.HEARTBEAT ->
                Answer.status("Accepted", () -> dialogue.say(Message.HEARTBEAT, Station.payload()));
            case Message.METER -> Answer.status("Accepted", () -> station.meter(Samples.TRIGGER));
            case Message.STATUS -> Answer.status("Accepted", () -> dialogue.sayStatusAgain(connector));
            case "DiagnosticsStatusNotification", "FirmwareStatusNotification" ->
                Answer.status(
                        "Accepted",
                        () -> dialogue.say(message, Station.payload().put("status", "Idle")));
            default -> Answer.status("NotImplemented");
        };
    }

    /** A notice of the station's own credits; another device's is none of its business. */
    String creditInfo(Payload request) {
        if (!request.required("vendorId").text(255).equals("energy.corridor")) {
            return "UnknownVendorId";
        }
        if (!request.optional("messageId").map(m -> m.text(50)).orElse("").equals("CreditInfo")) {
            return "UnknownMessageId";
        }
        try {
            JsonNode notice = Json.MAPPER.readTree(
                    request.optional("data").map(d -> d.text(65_536)).orElse(""));
            return notice.path("deviceId").asText().startsWith(station.id() + "/") ? "Accepted" : "Rejected";
        } catch (JsonProcessingException broken) {
            return "Rejected";
        }
    }

    enum Availability {
        Operative,
        Inoperative
    }
}
