package energy.corridor.gridlink.openadr;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import energy.corridor.gridlink.openadr.Connection.Version;
import energy.corridor.quantity.Units;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Calls to a server, with its token. A call is tried once; when the server does not like the token (401, and 403, which servers answer
 * to an invalid one), once more with a new one.
 */
final class Vtn {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final Duration TOKEN_LIFE = Duration.ofMinutes(5);
    private static final int PAGE = 50;

    /** Lists that go on longer than this come from a server that turns in circles. */
    private static final int MOST_PAGES = 100;

    private static final int LONGEST_BODY = 4 << 20;

    private final Connection connection;
    private final HttpClient http;
    private final LongSupplier nanoTime;
    private @Nullable String token;
    private long tokenEnds;

    /** What the server did instead of answering, in a sentence. */
    static final class Trouble extends Exception {
        private static final long serialVersionUID = 1;
        private final int status;

        Trouble(int status, String sentence) {
            super(sentence);
            this.status = status;
        }

        /** Of HTTP; 0 without an answer. */
        int status() {
            return status;
        }

        String sentence() {
            String message = getMessage();
            return message == null ? toString() : message;
        }
    }

    Vtn(Connection connection, LongSupplier nanoTime) {
        this.connection = connection;
        this.nanoTime = nanoTime;
        HttpClient.Builder builder =
                HttpClient.newBuilder().connectTimeout(TIMEOUT).version(HttpClient.Version.HTTP_1_1);
        if (!connection.verifiesTls()) {
            builder.sslContext(AnyCertificate.context());
        }
        http = builder.build();
    }

    /** A whole list, page by page, each object once by its id. @param query begins with "" or a parameter */
    List<JsonNode> all(String path, String query) throws Trouble, InterruptedException {
        List<JsonNode> found = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        int skip = 0;
        for (int page = 0; page < MOST_PAGES; page++) {
            String parameters = "?skip=%d&limit=%d%s".formatted(skip, PAGE, query.isEmpty() ? "" : "&" + query);
            JsonNode list = send("GET", path + parameters, Optional.empty());
            if (!list.isArray()) {
                throw new Trouble(200, "GET %s was not answered with a list.".formatted(path));
            }
            boolean news = false;
            for (JsonNode each : list) {
                String id = AdrText.text(each, "id").orElse("");
                if (!id.isEmpty() && ids.add(id)) {
                    found.add(each);
                    news = true;
                }
            }
            if (!news) {
                return found;
            }
            skip += list.size();
        }
        throw new Trouble(200, "GET %s does not come to an end.".formatted(path));
    }

    /** @return with plain keys */
    JsonNode send(String method, String path, Optional<JsonNode> body) throws Trouble, InterruptedException {
        HttpResponse<String> answer = tried(method, path, body);
        boolean refused = answer.statusCode() == 401 || answer.statusCode() == 403;
        if (refused && connection.clientId().isPresent()) {
            token = null;
            answer = tried(method, path, body);
        }
        return read(method, path, answer);
    }

    private JsonNode read(String method, String path, HttpResponse<String> answer) throws Trouble {
        int status = answer.statusCode();
        String shown = path.replaceFirst("\\?.*", "");
        if (status < 200 || status > 299) {
            throw new Trouble(
                    status, "%s %s was answered %d%s.".formatted(method, shown, status, detail(answer.body())));
        }
        if (answer.body().length() > LONGEST_BODY) {
            throw new Trouble(status, "%s %s was answered with more than 4 MB.".formatted(method, shown));
        }
        try {
            return answer.body().isBlank() ? AdrText.JSON.createObjectNode() : AdrText.read(answer.body());
        } catch (IllegalArgumentException e) {
            throw new Trouble(status, "%s %s: %s".formatted(method, shown, e.getMessage()));
        }
    }

    /** What the server's problem document says, whatever it looks like. */
    private static String detail(String body) {
        try {
            JsonNode problem = AdrText.read(body);
            return AdrText.text(problem, "detail")
                    .or(() -> AdrText.text(problem, "title"))
                    .map(text -> ": " + (text.length() > 200 ? text.substring(0, 200) : text))
                    .orElse("");
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private HttpResponse<String> tried(String method, String path, Optional<JsonNode> body)
            throws Trouble, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(at(path)).timeout(TIMEOUT).header("Accept", "application/json");
        if (connection.clientId().isPresent()) {
            request.header("Authorization", "Bearer " + token());
        }
        body.ifPresent(b -> request.header("Content-Type", "application/json"));
        request.method(
                method,
                body.map(b -> HttpRequest.BodyPublishers.ofString(b.toString()))
                        .orElseGet(HttpRequest.BodyPublishers::noBody));
        return exchange(request.build());
    }

    private HttpResponse<String> exchange(HttpRequest request) throws Trouble, InterruptedException {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            throw new Trouble(
                    0,
                    "%s %s was not answered: %s."
                            .formatted(request.method(), request.uri().getPath(), why));
        }
    }

    private URI at(String path) {
        String base = connection.url().toString();
        return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path);
    }

    /** The token of calls, for what else at the server asks for it; "" without credentials. */
    String bearer() throws Trouble, InterruptedException {
        return connection.clientId().isPresent() ? token() : "";
    }

    private String token() throws Trouble, InterruptedException {
        String known = token;
        if (known != null && tokenEnds - nanoTime.getAsLong() > 0) {
            return known;
        }
        String form = "grant_type=client_credentials&client_id=%s&client_secret=%s"
                .formatted(
                        encoded(connection.clientId().orElseThrow()),
                        encoded(connection.clientSecret().orElseThrow()));
        HttpRequest request = HttpRequest.newBuilder(tokenUrl())
                .timeout(TIMEOUT)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        JsonNode answer = read("POST", "the token", exchange(request));
        String next = AdrText.text(answer, "access_token")
                .orElseThrow(() -> new Trouble(200, "The token server's answer has no access_token."));
        Duration life = AdrText.text(answer, "expires_in").map(Vtn::life).orElse(TOKEN_LIFE);
        token = next;
        tokenEnds = nanoTime.getAsLong() + life.toNanos() / 10 * 9; // renewed before it ends
        return next;
    }

    private static Duration life(String seconds) {
        try {
            return Units.seconds(Double.parseDouble(seconds));
        } catch (NumberFormatException e) {
            return TOKEN_LIFE;
        }
    }

    /** In 3.1.0 the server says where; what does not say is asked itself. */
    private URI tokenUrl() throws Trouble, InterruptedException {
        if (connection.version() == Version.V3_1_0) {
            HttpResponse<String> answer = exchange(
                    HttpRequest.newBuilder(at("/auth/server")).timeout(TIMEOUT).build());
            if (answer.statusCode() == 200) {
                Optional<String> said = AdrText.text(read("GET", "/auth/server", answer), "tokenURL");
                if (said.isPresent()) {
                    try {
                        return connection.url().resolve(said.get());
                    } catch (IllegalArgumentException e) {
                        throw new Trouble(200, "The tokenURL (%s) is no address.".formatted(said.get()));
                    }
                }
            }
        }
        return at("/auth/token");
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }
}
