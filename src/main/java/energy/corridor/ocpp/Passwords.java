package energy.corridor.ocpp;

import energy.corridor.access.PasswordHash;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How stations write their passwords. A key of OCPP 1.6 is written as hex digits, and stations send either these or the bytes they stand
 * for; both are the same password.
 */
final class Passwords {

    private static final Pattern HEX_KEY = Pattern.compile("([0-9a-fA-F]{2}){16,20}");

    private Passwords() {}

    static String hash(String password) {
        return HEX_KEY.matcher(password).matches()
                ? PasswordHash.ofKey(canonical(password))
                : PasswordHash.of(canonical(password));
    }

    /** @param password as the station sent it, byte by byte */
    static boolean matches(byte[] password, String hash) {
        return candidates(password).stream().anyMatch(text -> PasswordHash.matches(hash, text));
    }

    private static List<String> candidates(byte[] password) {
        String text = canonical(new String(password, StandardCharsets.UTF_8));
        String hex = HexFormat.of().formatHex(password);
        return HEX_KEY.matcher(hex).matches() && !hex.equals(text)
                ? Stream.of(text, hex).toList()
                : List.of(text);
    }

    private static String canonical(String password) {
        return HEX_KEY.matcher(password).matches() ? password.toLowerCase(Locale.ROOT) : password;
    }
}
