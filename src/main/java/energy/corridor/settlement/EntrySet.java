package energy.corridor.settlement;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One booking: postings that add up to zero in every commodity. Positive means that the account gains.
 *
 * @param key what makes the booking itself; the same key again is the same booking
 * @param reference what it books, e.g. a settlement line
 * @param bookedAt the depot's clock, kept to the microsecond as the database keeps it: the hash is made of it
 */
public record EntrySet(String key, String kind, String reference, Instant bookedAt, List<Posting> postings) {

    /** @param commodity {@code Wh}, {@code MONEY:EUR} in micro units, {@code CREDIT:programme} in 1e-5 credits */
    public record Posting(String account, String commodity, long amount) {}

    public EntrySet {
        bookedAt = bookedAt.truncatedTo(ChronoUnit.MICROS);
        postings = List.copyOf(postings);
        Map<String, Long> sums = new TreeMap<>();
        for (Posting posting : postings) {
            sums.merge(posting.commodity(), posting.amount(), Math::addExact);
        }
        sums.forEach((commodity, sum) -> {
            if (sum != 0) {
                throw new IllegalArgumentException("The booking %s is off by %d %s; every commodity must add up to 0."
                        .formatted(reference, sum, commodity));
            }
        });
        if (postings.isEmpty()) {
            throw new IllegalArgumentException("The booking %s has no postings.".formatted(reference));
        }
    }

    /** The text that a booking's hash is made of, after the hash of the booking before. */
    public String canonical() {
        return canonical(key, kind, reference, bookedAt, postings);
    }

    /** The same of a booking that may have been tampered with. */
    public static String canonical(
            String key, String kind, String reference, Instant bookedAt, List<Posting> postings) {
        StringBuilder text = new StringBuilder(key)
                .append('\n')
                .append(kind)
                .append('\n')
                .append(reference)
                .append('\n')
                .append(bookedAt);
        postings.forEach(p -> text.append('\n')
                .append(p.account())
                .append('|')
                .append(p.commodity())
                .append('|')
                .append(p.amount()));
        return text.toString();
    }

    public static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JDK has SHA-256.", impossible);
        }
    }
}
