package energy.corridor.sim.station;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;

/** OCPP 2.0.1: all of a transaction is TransactionEvents, counted by the station and under a name that it gives. */
final class Dialect201 implements Dialect {

    /** Where a message of a transaction carries its name and its place in it; see {@link Station}. */
    static final String NAME = "transactionName";

    static final String SEQ_NO = "seqNo";
    static final String STATE = "chargingState";
    static final String OFFLINE = "offline";

    @Override
    public Said said(Message message) {
        JsonNode said = message.payload();
        return switch (message.action()) {
            case Message.BOOT -> new Said(Message.BOOT, boot(said));
            case Message.AUTHORIZE -> {
                ObjectNode payload = Station.payload();
                payload.set("idToken", idToken(said));
                yield new Said(Message.AUTHORIZE, payload);
            }
            case Message.STATUS ->
                new Said(
                        Message.STATUS,
                        Station.payload()
                                .put("timestamp", said.path("timestamp").asText())
                                .put("connectorStatus", said.path("status").asText())
                                .put("evseId", said.path("connectorId").asInt())
                                .put("connectorId", 1));
            case Message.START -> event(message, "Started", "Authorized");
            case Message.STATE -> event(message, "Updated", "ChargingStateChanged");
            case Message.STOP ->
                event(message, "Ended", endedBy(said.path("reason").asText()));
            case Message.METER ->
                message.session() == 0 ? meterValues(said) : event(message, "Updated", sampledBy(said));
            default -> new Said(message.action(), message.payload());
        };
    }

    private static ObjectNode boot(JsonNode said) {
        ObjectNode payload = Station.payload().put("reason", "PowerUp");
        payload.putObject("chargingStation")
                .put("model", said.path("chargePointModel").asText())
                .put("vendorName", said.path("chargePointVendor").asText())
                .put("serialNumber", said.path("chargePointSerialNumber").asText())
                .put("firmwareVersion", said.path("firmwareVersion").asText());
        return payload;
    }

    private static ObjectNode idToken(JsonNode said) {
        return Station.payload().put("idToken", said.path("idTag").asText()).put("type", "ISO14443");
    }

    private static Said meterValues(JsonNode said) {
        ObjectNode payload =
                Station.payload().put("evseId", said.path("connectorId").asInt());
        payload.set("meterValue", values(said.path("meterValue")));
        return new Said(Message.METER, payload);
    }

    private static Said event(Message message, String type, String trigger) {
        JsonNode said = message.payload();
        JsonNode values = said.path(message.action().equals(Message.METER) ? "meterValue" : "transactionData");
        JsonNode at =
                said.has("timestamp") ? said.path("timestamp") : values.path(0).path("timestamp");
        ObjectNode payload = Station.payload()
                .put("eventType", type)
                .put("timestamp", at.asText())
                .put("triggerReason", trigger)
                .put("seqNo", said.path(SEQ_NO).asInt());
        if (said.path(OFFLINE).asBoolean()) {
            payload.put("offline", true);
        }
        ObjectNode transaction = payload.putObject("transactionInfo")
                .put("transactionId", said.path(NAME).asText());
        if (said.has(STATE)) {
            transaction.put("chargingState", said.path(STATE).asText());
        }
        if (type.equals("Started")) {
            payload.putObject("evse").put("id", 1).put("connectorId", 1);
        } else if (type.equals("Ended")) {
            transaction.put("stoppedReason", stoppedReason(said.path("reason").asText()));
        }
        if (said.has("idTag")) {
            payload.set("idToken", idToken(said));
        }
        if (!values.isEmpty()) {
            payload.set("meterValue", values(values));
        }
        return new Said("TransactionEvent", payload);
    }

    private static String sampledBy(JsonNode said) {
        String context = said.path("meterValue")
                .path(0)
                .path("sampledValue")
                .path(0)
                .path("context")
                .asText();
        return switch (context) {
            case Samples.TRIGGER -> "Trigger";
            case Samples.CLOCK -> "MeterValueClock";
            default -> "MeterValuePeriodic";
        };
    }

    private static String endedBy(String reason) {
        return switch (reason) {
            case "EVDisconnected" -> "EVDeparted";
            case "Remote" -> "RemoteStop";
            case "UnlockCommand" -> "UnlockCommand";
            case "DeAuthorized" -> "Deauthorized";
            case "HardReset", "SoftReset" -> "ResetCommand";
            default -> "AbnormalCondition";
        };
    }

    private static String stoppedReason(String reason) {
        return switch (reason) {
            case "HardReset", "SoftReset" -> "ImmediateReset";
            case "UnlockCommand" -> "Other";
            default -> reason;
        };
    }

    private static ArrayNode values(JsonNode meterValues) {
        ArrayNode values = Json.MAPPER.createArrayNode();
        for (JsonNode said : meterValues) {
            ObjectNode value =
                    values.addObject().put("timestamp", said.path("timestamp").asText());
            ArrayNode samples = value.putArray("sampledValue");
            for (JsonNode sample : said.path("sampledValue")) {
                samples.addObject()
                        .put("value", new BigDecimal(sample.path("value").asText()))
                        .put("context", sample.path("context").asText())
                        .put("measurand", sample.path("measurand").asText())
                        .put("location", sample.path("location").asText())
                        .putObject("unitOfMeasure")
                        .put("unit", sample.path("unit").asText());
            }
        }
        return values;
    }

    @Override
    public JsonNode heard(Message message, JsonNode answer) {
        if (!message.action().equals(Message.AUTHORIZE) && !message.action().equals(Message.START)) {
            return answer;
        }
        ObjectNode heard = Station.payload().put("transactionId", message.session());
        JsonNode info = answer.path("idTokenInfo");
        heard.set("idTagInfo", info.isObject() ? info : Station.payload().put("status", "Accepted"));
        return heard;
    }

    /** What a vehicle does at the connector is told by the transaction. */
    @Override
    public String status(String status) {
        return switch (status) {
            case "Available", "Unavailable", "Reserved", "Faulted" -> status;
            default -> "Occupied";
        };
    }

    @Override
    public String errorCode(String code) {
        return switch (code) {
            case "OccurenceConstraintViolation" -> "OccurrenceConstraintViolation";
            case "FormationViolation" -> "FormatViolation";
            default -> code;
        };
    }
}
