package energy.corridor.ocpp;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * Stations' passwords as slow salted hashes (PBKDF2 with HMAC-SHA-256). A key of OCPP 1.6 is written as hex digits, and stations send
 * either these or the bytes they stand for; both are the same password.
 */
final class Passwords {

    private static final int ITERATIONS = 210_000;
    private static final int ITERATIONS_OF_A_KEY =
            1_000; // 128 random bits cannot be guessed, and depots reconnect all at once
    private static final int BITS = 256;
    private static final int SALT_BYTES = 16;
    private static final Pattern HEX_KEY = Pattern.compile("([0-9a-fA-F]{2}){16,20}");
    private static final SecureRandom RANDOM = new SecureRandom();

    private Passwords() {}

    static String hash(String password) {
        byte[] salt = new byte[SALT_BYTES];
        RANDOM.nextBytes(salt);
        int iterations = HEX_KEY.matcher(password).matches() ? ITERATIONS_OF_A_KEY : ITERATIONS;
        Base64.Encoder base64 = Base64.getEncoder();
        return "pbkdf2-sha256$%d$%s$%s"
                .formatted(
                        iterations,
                        base64.encodeToString(salt),
                        base64.encodeToString(derive(canonical(password), salt, iterations)));
    }

    /** @param password as the station sent it, byte by byte */
    static boolean matches(byte[] password, String hash) {
        String[] parts = hash.split("\\$");
        if (parts.length != 4 || !parts[0].equals("pbkdf2-sha256")) {
            return false;
        }
        byte[] salt = Base64.getDecoder().decode(parts[2]);
        byte[] expected = Base64.getDecoder().decode(parts[3]);
        int iterations = Integer.parseInt(parts[1]);
        return candidates(password).stream()
                .anyMatch(text -> MessageDigest.isEqual(expected, derive(text, salt, iterations)));
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

    private static byte[] derive(String password, byte[] salt, int iterations) {
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(new PBEKeySpec(password.toCharArray(), salt, iterations, BITS))
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has PBKDF2WithHmacSHA256.", e);
        }
    }
}
