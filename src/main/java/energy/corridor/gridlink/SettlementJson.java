package energy.corridor.gridlink;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import energy.corridor.settlement.Direction;
import energy.corridor.settlement.Quality;
import energy.corridor.settlement.message.MessageStore;
import energy.corridor.settlement.message.Priority;
import energy.corridor.settlement.message.SettlementMessage;
import energy.corridor.settlement.message.SettlementMessage.Packet;
import energy.corridor.settlement.message.SettlementMessage.Route;
import energy.corridor.settlement.message.SettlementMessage.SecurityClass;
import java.util.List;

/** A settlement message as JSON, with the field names of the REST API. */
final class SettlementJson {

    private SettlementJson() {}

    static SettlementMessage read(byte[] payload) {
        Fields fields = Fields.of(payload);
        SettlementMessage message = new SettlementMessage(
                fields.text("element"),
                fields.count("seq"),
                fields.instant("start"),
                fields.instant("end"),
                fields.instant("sentAt"),
                fields.oneOf("route", Route.class, Route.DIRECT),
                fields.oneOf("priority", Priority.class, Priority.ENERGY_SETTLEMENT),
                fields.oneOf("securityClass", SecurityClass.class, SecurityClass.STANDARD),
                fields.whole("members", 0),
                fields.objects("packets").stream().map(SettlementJson::packet).toList(),
                fields.text("signature", ""));
        fields.noOthers();
        return message;
    }

    private static Packet packet(Fields fields) {
        Packet packet = new Packet(
                fields.oneOf("direction", Direction.class),
                fields.instant("start"),
                fields.instant("end"),
                fields.count("energyWh"),
                Quality.of(fields.whole("quality", Quality.VALID.code())),
                fields.text("rateRef", ""),
                fields.text("currency", ""),
                fields.text("source", ""),
                fields.whole("version", 1));
        fields.noOthers();
        return packet;
    }

    static ObjectNode of(MessageStore.Sent sent) {
        SettlementMessage message = sent.message();
        ObjectNode json = Fields.JSON
                .createObjectNode()
                .put("element", message.element())
                .put("seq", message.seq())
                .put("start", message.start().toString())
                .put("end", message.end().toString())
                .put("sentAt", message.sentAt().toString())
                .put("late", sent.late())
                .put("route", message.route().name())
                .put("priority", message.priority().name())
                .put("securityClass", message.securityClass().name())
                .put("members", message.members());
        packets(json.putArray("packets"), message.packets());
        return json;
    }

    private static void packets(ArrayNode array, List<Packet> packets) {
        for (Packet packet : packets) {
            ObjectNode json = array.addObject()
                    .put("direction", packet.direction().name())
                    .put("start", packet.start().toString())
                    .put("end", packet.end().toString())
                    .put("energyWh", packet.energyWh())
                    .put("quality", packet.quality().code())
                    .put("version", packet.version());
            put(json, "rateRef", packet.rateRef());
            put(json, "currency", packet.currency());
            put(json, "source", packet.source());
        }
    }

    private static void put(ObjectNode json, String name, String value) {
        if (!value.isEmpty()) {
            json.put(name, value);
        }
    }
}
