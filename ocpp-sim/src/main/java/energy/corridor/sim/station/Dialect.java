package energy.corridor.sim.station;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The words of one OCPP version. A station thinks in those of 1.6: its messages carry them until they leave, and answers come back
 * in them.
 */
interface Dialect {

    /** A request as it goes over the wire. */
    record Said(String action, ObjectNode payload) {}

    Said said(Message message);

    /** What the service answered to {@code message}, in the words of 1.6. */
    JsonNode heard(Message message, JsonNode answer);

    /** The status of a connector in a StatusNotification. */
    String status(String status);

    /** @param code as OCPP-J 1.6 spells it */
    String errorCode(String code);

    /** OCPP 1.6. */
    final class V16 implements Dialect {

        @Override
        public Said said(Message message) {
            return new Said(message.action(), message.payload());
        }

        @Override
        public JsonNode heard(Message message, JsonNode answer) {
            return answer;
        }

        @Override
        public String status(String status) {
            return status;
        }

        @Override
        public String errorCode(String code) {
            return code;
        }
    }
}
