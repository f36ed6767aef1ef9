package energy.corridor.ocpp.v16;

import energy.corridor.ocpp.JsonText;
import eu.chargetime.ocpp.JSONCommunicator;
import eu.chargetime.ocpp.NotConnectedException;
import eu.chargetime.ocpp.Radio;

/** The library's JSON, with ids and texts escaped, and with error texts of our own. */
final class EscapingCommunicator extends JSONCommunicator {

    EscapingCommunicator(Radio radio) {
        super(radio);
    }

    @Override
    protected Object makeCallResult(String id, String action, Object payload) {
        return "[3," + JsonText.quote(id) + "," + payload + "]";
    }

    @Override
    protected Object makeCallError(String id, String action, String code, String text) {
        return "[4," + JsonText.quote(id) + "," + JsonText.quote(code) + "," + JsonText.quote(text) + ",{}]";
    }

    /** As the library's, without its line in the error log for every mistake of a station. */
    @Override
    public void sendCallError(String id, String action, String code, String text) {
        try {
            radio.send(makeCallError(id, action, code, text));
        } catch (NotConnectedException gone) {
            // The station asks again when it is back.
        }
    }

    /** The JSON of a request or a confirmation. */
    String json(Object model) {
        return packPayload(model).toString();
    }
}
