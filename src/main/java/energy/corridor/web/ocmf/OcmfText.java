package energy.corridor.web.ocmf;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;

/**
 * The record in what stations wrap around it: OCPP 2.x sends base64; OCPP 1.6 a JSON text with the same object (OCA's note on signed meter
 * values), hexadecimal (OCMF), or the record itself.
 */
public final class OcmfText {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private OcmfText() {}

    /** Begins with {@code OCMF|} where one was found; else as it came. */
    public static String of(String value) {
        String text = value.strip();
        if (text.startsWith("OCMF|")) {
            return text;
        }
        if (text.startsWith("{")) {
            try {
                String data = JSON.readTree(text).path("signedMeterData").asText();
                return data.isEmpty() ? text : decoded(data);
            } catch (JsonProcessingException broken) {
                return text;
            }
        }
        return decoded(text);
    }

    private static String decoded(String text) {
        if (text.startsWith("OCMF|")) {
            return text;
        }
        try {
            byte[] bytes = text.length() % 2 == 0 && text.matches("[0-9A-Fa-f]+")
                    ? HexFormat.of().parseHex(text)
                    : Base64.getMimeDecoder().decode(text);
            String inner = new String(bytes, StandardCharsets.UTF_8);
            return inner.startsWith("OCMF|") ? inner : text;
        } catch (IllegalArgumentException neither) {
            return text;
        }
    }
}
