package energy.corridor.ocpp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import energy.corridor.dispatch.Setpoint;
import energy.corridor.telemetry.EvseId;
import energy.corridor.telemetry.StationId;
import java.util.concurrent.CompletionStage;

/** One version of OCPP-J: what a WebSocket with its subprotocol speaks, and nothing that all versions share. */
public interface OcppVersion {

    /** As registered for WebSockets, e.g. {@code ocpp1.6}. */
    String subprotocol();

    /** As people call it, e.g. {@code OCPP 1.6}. */
    default String title() {
        return subprotocol().replace("ocpp", "OCPP ");
    }

    /** Whether the version is older than 2.0: its configuration is a list of keys. */
    default boolean is16() {
        return subprotocol().equals("ocpp1.6");
    }

    Shapes shapes();

    /** The error code of a fault; "" where the version has none and stays silent. */
    String code(Fault.Kind kind);

    /** Whether a message of a type that is neither CALL, CALLRESULT nor CALLERROR is one that is never answered. */
    default boolean staysSilentOn(long messageType) {
        return false;
    }

    /** Who answers what a station asks over one connection. */
    Answers answers(StationId station, StationSocket socket, Calls calls);

    /**
     * A setpoint as a message.
     *
     * @throws IllegalArgumentException with a sentence, when the version has no message for it
     */
    Request setpoint(Setpoint setpoint, Rate rate);

    /**
     * The default that holds whenever no setpoint does.
     *
     * @throws IllegalArgumentException with a sentence, when the power is negative or no number
     */
    Request failsafe(EvseId evse, double failsafeKw, Rate rate);

    /** Asks for a reading of the meter now; this form is that of 2.x. */
    default Request measure(EvseId evse) {
        return new Request(
                "TriggerMessage",
                "{\"requestedMessage\":\"MeterValues\",\"evse\":{\"id\":%d}}".formatted(evse.number()),
                "measure/" + evse.number());
    }

    /**
     * A CALL of ours.
     *
     * @param payload JSON
     * @param kind a waiting call of the same kind is superseded; "" for none
     */
    record Request(String action, String payload, String kind) {}

    /** How to ask the same station something over the same connection; what a handler asks leaves after its answer. */
    @FunctionalInterface
    interface Calls {
        CompletionStage<Answer> call(String action, ObjectNode payload);
    }

    /** Answers CALLs that are right by the version's table. Called on the socket's event loop. */
    interface Answers {

        boolean takes(String action);

        /**
         * The JSON of the answer, when all that it acknowledges is durable.
         *
         * @return fails with {@link Refusal} when the CALL is to be answered with an error, with anything else when it could not be
         *     kept
         */
        CompletionStage<String> answer(String action, ObjectNode payload);
    }

    /** A CALL that is refused for what it says. */
    final class Refusal extends RuntimeException {
        private final Fault fault;

        public Refusal(Fault fault) {
            super(fault.text(), null, false, false);
            this.fault = fault;
        }

        public Fault fault() {
            return fault;
        }
    }
}
