package energy.corridor.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.zip.GZIPInputStream;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a reader of the push gets over the wire. */
@QuarkusTest
@TestProfile(WebTestProfile.class)
@Timeout(30)
class LiveTest {

    @Inject
    LivingDepot depot;

    @Inject
    ObjectMapper json;

    @BeforeEach
    void night() {
        depot.runUntil(LivingDepot.NIGHT);
    }

    @Test
    void aReaderGetsTheWholeStateThenEveryChangeAndSignsOfLifeBetween() throws Exception {
        try (Stream reader = new Stream()) {
            JsonNode first = json.readTree(reader.next("cycle"));
            assertThat(first.get("now").asText())
                    .isEqualTo(depot.newest().orElseThrow().now().toString());
            assertThat(first.get("zone").asText()).isEqualTo("Europe/Berlin");
            assertThat(first.get("vehicles")).hasSize(20);
            assertThat(first.get("stations")).hasSize(20);
            assertThat(first.get("corridor").get("upperKwh")).hasSize(97);
            assertThat(first.get("plan").get("sumKwh")).hasSize(73);

            depot.tick();
            JsonNode change = json.readTree(reader.next("change"));
            assertThat(change.get("now").asText()).isEqualTo(depot.instant().toString());
            assertThat(change.path("vehicles").size()).as("those that changed").isBetween(1, 19);
            assertThat(change.path("vehicles").path("bus-18").has("capacityKwh"))
                    .isFalse();
            JsonNode whole = MergePatchTest.patched(first, change);
            assertThat(whole.get("vehicles").get("bus-18").get("socKwh").asDouble())
                    .isEqualTo(Rounded.of(depot.newest().orElseThrow().fleet().vehicles().stream()
                            .filter(v -> v.vehicle().id().value().equals("bus-18"))
                            .findFirst()
                            .orElseThrow()
                            .soc()
                            .socKwh()));
            assertThat(json.readTree(reader.next("beat")).get("now").asText())
                    .isEqualTo(depot.instant().toString());
        }
    }

    @Test
    void aReaderMissesCyclesButNeverTheNewest() throws Exception {
        try (Stream reader = new Stream()) {
            JsonNode whole = json.readTree(reader.next("cycle"));
            int cycles = 40;
            for (int i = 0; i < cycles; i++) {
                depot.tick();
            }
            int events = 0;
            for (String now = ""; !now.equals(depot.instant().toString()); events++) {
                whole = MergePatchTest.patched(whole, json.readTree(reader.next("change")));
                now = whole.get("now").asText();
            }
            assertThat(events).isLessThan(cycles);
            assertThat(whole.get("figures").get("sumKwh").asDouble())
                    .isEqualTo(Rounded.of(depot.newest().orElseThrow().present().sumKwh()));
        }
    }

    @Test
    void aReaderThatUnderstandsGzipGetsATenthAndAtOnce() throws Exception {
        String url = ConfigProvider.getConfig().getValue("test.url", String.class) + "/api/live";
        HttpResponse<InputStream> response = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(url))
                                .header("Accept-Encoding", "gzip")
                                .build(),
                        HttpResponse.BodyHandlers.ofInputStream());
        assertThat(response.headers().firstValue("Content-Encoding")).hasValue("gzip");
        try (InputStream body = new GZIPInputStream(response.body(), 64)) {
            assertThat(data(body, "cycle").get("vehicles")).hasSize(20);
            depot.tick();
            assertThat(data(body, "change").get("now").asText())
                    .isEqualTo(depot.instant().toString());
        }
    }

    /** Byte by byte, because a reader with a buffer waits until that is full. */
    private JsonNode data(InputStream body, String event) throws IOException {
        String line = "";
        for (boolean wanted = false; !(wanted && line.startsWith("data:")); ) {
            wanted |= line.equals("event:" + event);
            var bytes = new ByteArrayOutputStream();
            for (int b = body.read(); b != '\n'; b = body.read()) {
                if (b < 0) {
                    throw new IOException("The stream ended before an event " + event + ".");
                }
                bytes.write(b);
            }
            line = bytes.toString(StandardCharsets.UTF_8);
        }
        return json.readTree(line.substring("data:".length()));
    }

    /** Reads server-sent events as they stand on the wire. */
    private static final class Stream implements AutoCloseable {

        private final InputStream body;
        private final BufferedReader lines;

        Stream() throws IOException, InterruptedException {
            String url = ConfigProvider.getConfig().getValue("test.url", String.class);
            HttpResponse<InputStream> response = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(url + "/api/live"))
                                    .timeout(Duration.ofSeconds(10))
                                    .build(),
                            HttpResponse.BodyHandlers.ofInputStream());
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("Content-Type").orElseThrow())
                    .startsWith("text/event-stream");
            body = response.body();
            lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
        }

        /** The data of the next event of that name; others are passed over. */
        String next(String name) throws IOException {
            String event = "";
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("event:")) {
                    event = line.substring("event:".length()).strip();
                } else if (line.startsWith("data:") && event.equals(name)) {
                    return line.substring("data:".length());
                }
            }
            throw new IOException("The stream ended before an event " + name + ".");
        }

        @Override
        public void close() throws IOException {
            body.close();
        }
    }
}
