package energy.corridor.access;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * Passwords of people and stations as slow salted hashes: PBKDF2 with HMAC-SHA-512 and the rounds that OWASP names, written
 * {@code pbkdf2-sha512$rounds$salt$hash}. Those that name SHA-256, or nothing (SHA-512), are understood too.
 */
public final class PasswordHash {

    private static final int ROUNDS = 210_000;

    /** For 128 random bits, which cannot be guessed; depots' stations reconnect all at once. */
    private static final int ROUNDS_OF_A_KEY = 1_000;

    private static final int SALT_BYTES = 16;
    private static final int HASH_BITS = 512;
    private static final Pattern WRITTEN =
            Pattern.compile("(?:pbkdf2-sha(256|512)\\$)?(\\d{1,9})\\$([A-Za-z0-9+/=]+)\\$([A-Za-z0-9+/=]+)");
    private static final SecureRandom RANDOM = new SecureRandom();

    private PasswordHash() {}

    public static String of(String password) {
        return of(password, ROUNDS);
    }

    /** @param key at least 128 random bits as text */
    public static String ofKey(String key) {
        return of(key, ROUNDS_OF_A_KEY);
    }

    private static String of(String password, int rounds) {
        byte[] salt = new byte[SALT_BYTES];
        RANDOM.nextBytes(salt);
        Base64.Encoder text = Base64.getEncoder().withoutPadding();
        return "pbkdf2-sha512$%d$%s$%s"
                .formatted(
                        rounds,
                        text.encodeToString(salt),
                        text.encodeToString(derive(512, password, salt, rounds, HASH_BITS)));
    }

    /** False, too, for a text that is no hash. */
    public static boolean matches(String hash, String password) {
        Matcher parts = WRITTEN.matcher(hash);
        if (!parts.matches()) {
            return false;
        }
        int sha = parts.group(1) == null ? 512 : Integer.parseInt(parts.group(1));
        byte[] salt = Base64.getDecoder().decode(parts.group(3));
        byte[] expected = Base64.getDecoder().decode(parts.group(4));
        return MessageDigest.isEqual(
                expected, derive(sha, password, salt, Integer.parseInt(parts.group(2)), expected.length * Byte.SIZE));
    }

    /** Of what is looked up, not guarded: a quick digest. */
    static String digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has SHA-256.", e);
        }
    }

    /** 128 random bits as text. */
    static String random() {
        byte[] bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] derive(int sha, String password, byte[] salt, int rounds, int bits) {
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA" + sha)
                    .generateSecret(new PBEKeySpec(password.toCharArray(), salt, rounds, bits))
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has PBKDF2WithHmacSHA%d.".formatted(sha), e);
        }
    }
}
