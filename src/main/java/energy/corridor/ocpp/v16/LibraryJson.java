package energy.corridor.ocpp.v16;

import eu.chargetime.ocpp.JSONCommunicator;
import eu.chargetime.ocpp.Radio;
import java.util.function.BiConsumer;

/** The library's JSON, without its frames: what it would send as an error is handed over. */
final class LibraryJson extends JSONCommunicator {

    private static final LibraryJson WRITER = new LibraryJson(
            new Radio() {
                @Override
                public void send(Object message) {}

                @Override
                public void disconnect() {}

                @Override
                public boolean isClosed() {
                    return true;
                }
            },
            (code, text) -> {});

    private final BiConsumer<String, String> refusal;

    /** @param refusal takes the code and the text of an error that the library would answer */
    LibraryJson(Radio radio, BiConsumer<String, String> refusal) {
        super(radio);
        this.refusal = refusal;
    }

    @Override
    public void sendCallError(String id, String action, String code, String text) {
        refusal.accept(code, text);
    }

    /** The JSON of a request or a confirmation. */
    static String of(Object model) {
        return WRITER.packPayload(model).toString();
    }
}
