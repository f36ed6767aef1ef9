package energy.corridor.gridlink.openadr;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import energy.corridor.grid.contact.OperatorRules;
import energy.corridor.grid.request.SignalId;
import energy.corridor.quantity.Units;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A server and how we meet it, one entry of the file {@code corridor.openadr.connections}.
 *
 * @param operator by which its requests are known in the depot
 * @param url of the server, up to the version's base path
 * @param clientId without it calls carry no token
 * @param programs names of those whose events count; all when empty
 * @param failsafeKw the site's import limit while contact is lost
 * @param pollSeconds between two full exchanges
 * @param verifyTls false accepts any certificate: only for a test
 * @param levels shares of the connection that the levels 0 to 3 of SIMPLE leave; empty ignores SIMPLE
 * @param offsets the same for 1 to 10 of CONTROL_LEVEL_OFFSET; empty ignores it
 * @param callbackUrl where the server reaches us, for notifications; they are hints, polling goes on
 */
record Connection(
        String operator,
        URI url,
        Version version,
        Optional<String> clientId,
        Optional<String> clientSecret,
        String venName,
        List<String> programs,
        double failsafeKw,
        Optional<Double> pollSeconds,
        Optional<Boolean> verifyTls,
        List<Double> levels,
        List<Double> offsets,
        Optional<URI> callbackUrl,
        Optional<String> callbackToken) {

    private static final Duration POLL = Duration.ofMinutes(1);
    private static final Duration SHORTEST_POLL = Duration.ofSeconds(1);
    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /** The two are not compatible on the wire. */
    enum Version {
        V3_0_1("3.0.1"),
        V3_1_0("3.1.0");

        private final String word;

        Version(String word) {
            this.word = word;
        }

        @com.fasterxml.jackson.annotation.JsonValue
        String word() {
            return word;
        }
    }

    Connection {
        SignalId.checkOperator(operator);
        require(
                url != null && ("http".equals(url.getScheme()) || "https".equals(url.getScheme())),
                operator,
                "url",
                url,
                "an http or https address");
        require(version != null, operator, "version", version, "3.0.1 or 3.1.0");
        require(
                venName != null && !venName.isBlank(),
                operator,
                "venName",
                venName,
                "the name under which the depot is enrolled");
        require(
                clientId.isPresent() == clientSecret.isPresent(),
                operator,
                "clientSecret",
                "",
                "given with clientId, or neither");
        require(failsafeKw > 0 && Double.isFinite(failsafeKw), operator, "failsafeKw", failsafeKw, "a number above 0");
        programs = programs == null ? List.of() : List.copyOf(programs);
        levels = levels == null ? List.of() : List.copyOf(levels);
        require(
                levels.isEmpty() || levels.size() == 4,
                operator,
                "levels",
                levels,
                "four shares of 0 to 1, such as [1, 0.75, 0.5, 0.25]");
        for (double level : levels) {
            require(0 <= level && level <= 1, operator, "levels", level, "four shares of 0 to 1");
        }
        offsets = offsets == null ? List.of() : List.copyOf(offsets);
        require(
                offsets.isEmpty() || offsets.size() == 10,
                operator,
                "offsets",
                offsets,
                "ten shares of 0 to 1, for 1 to 10 of CONTROL_LEVEL_OFFSET");
        for (double share : offsets) {
            require(0 <= share && share <= 1, operator, "offsets", share, "ten shares of 0 to 1");
        }
        Duration every = pollSeconds.map(Units::seconds).orElse(POLL);
        require(every.compareTo(SHORTEST_POLL) >= 0, operator, "pollSeconds", pollSeconds, "1 or more");
        require(
                callbackUrl.isEmpty() || callbackToken.isPresent(),
                operator,
                "callbackToken",
                "",
                "given with callbackUrl");
    }

    private static void require(
            boolean kept,
            String operator,
            String field,
            @org.jspecify.annotations.Nullable Object value,
            String allowed) {
        if (!kept) {
            throw new IllegalArgumentException(
                    "The OpenADR connection %s: %s (%s) must be %s.".formatted(operator, field, value, allowed));
        }
    }

    /** @throws IllegalArgumentException with a sentence */
    static List<Connection> read(Path file) {
        try {
            List<Connection> all = Arrays.asList(JSON.readValue(Files.readString(file), Connection[].class));
            Set<String> operators = new HashSet<>();
            for (Connection each : all) {
                if (!operators.add(each.operator())) {
                    throw new IllegalArgumentException(
                            "%s: there are two connections of the operator %s.".formatted(file, each.operator()));
                }
            }
            return all;
        } catch (JsonProcessingException e) {
            Throwable cause = e.getCause();
            String why = cause instanceof IllegalArgumentException ? cause.getMessage() : e.getOriginalMessage();
            throw new IllegalArgumentException(
                    "%s (line %d): %s"
                            .formatted(
                                    file,
                                    e.getLocation() == null
                                            ? 0
                                            : e.getLocation().getLineNr(),
                                    why),
                    e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Duration poll() {
        return pollSeconds.map(Units::seconds).orElse(POLL);
    }

    boolean verifiesTls() {
        return verifyTls.orElse(true);
    }

    OperatorRules rules() {
        return new OperatorRules(
                operator, failsafeKw, poll(), OperatorRules.START_TIMEOUT, Duration.ZERO, Optional.empty());
    }
}
