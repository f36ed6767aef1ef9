package energy.corridor.ocpp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A charging station that says exactly what a test writes, over a real socket. */
public final class StationClient {

    private static final int PATIENCE_SECONDS = 10;
    private static final Pattern CALL = Pattern.compile("\\[2,\"([^\"]+)\",(.*)]", Pattern.DOTALL);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static final Pattern SENT = Pattern.compile("^\\[2,\"([^\"]+)\",\"([A-Za-z0-9]+)\",");
    private static final Map<String, Shapes> SHAPES = new ConcurrentHashMap<>();

    private final Map<String, String> asked = new ConcurrentHashMap<>();
    private final WebSocket socket;
    private final Ear ear;

    private StationClient(WebSocket socket, Ear ear) {
        this.socket = socket;
        this.ear = ear;
    }

    public static StationClient connect(int port, String station) {
        return connect(port, station.replace(" ", "%20"), "ocpp1.6");
    }

    /** @param address the station's identity as it stands in the address */
    public static StationClient connect(int port, String address, String first, String... more) {
        Ear ear = new Ear();
        WebSocket socket = HTTP.newWebSocketBuilder()
                .subprotocols(first, more)
                .buildAsync(URI.create("ws://localhost:" + port + "/ocpp/" + address), ear)
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
        return new StationClient(socket, ear);
    }

    /** Connects with a password, perhaps over TLS. @param key bytes of the password, as they go into the header */
    static StationClient connect(HttpClient http, String url, String user, byte[] key) {
        byte[] name = (user + ":").getBytes(StandardCharsets.UTF_8);
        byte[] both = Arrays.copyOf(name, name.length + key.length);
        System.arraycopy(key, 0, both, name.length, key.length);
        Ear ear = new Ear();
        WebSocket.Builder builder = http.newWebSocketBuilder().subprotocols("ocpp1.6");
        if (key.length > 0) {
            builder.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(both));
        }
        return new StationClient(
                builder.buildAsync(URI.create(url), ear)
                        .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                        .join(),
                ear);
    }

    public String subprotocol() {
        return socket.getSubprotocol();
    }

    public void send(String text) {
        Matcher call = SENT.matcher(text);
        if (call.find()) {
            asked.put(call.group(1), call.group(2));
        }
        socket.sendText(text, true)
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    public void sendBinary(byte[] bytes) {
        socket.sendBinary(ByteBuffer.wrap(bytes), true).join();
    }

    /** Returns when the central system has read everything sent before. */
    public void ping() {
        CompletableFuture<Boolean> pong = new CompletableFuture<>();
        ear.pong = pong;
        socket.sendPing(ByteBuffer.allocate(0)).join();
        pong.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    /** The next message, which must come soon. */
    public String next() {
        try {
            String message = ear.messages.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (message == null) {
                throw new AssertionError("No message came within %d s.".formatted(PATIENCE_SECONDS));
            }
            check(message);
            return message;
        } catch (InterruptedException e) {
            throw new CompletionException(e);
        }
    }

    /** Whatever the central system sends must be right by the tables, which are as the official schemas: no test lets it off. */
    private void check(String message) {
        Shapes shapes = SHAPES.computeIfAbsent(subprotocol(), Shapes::of);
        Frame frame = Frame.read(message);
        if (frame instanceof Frame.Call call) {
            assertThat(shapes.request(call.action()).orElseThrow().check(call.payload(), call.action()))
                    .as(message)
                    .isEmpty();
        } else if (frame instanceof Frame.CallResult result && result.payload() instanceof ObjectNode payload) {
            String action = asked.getOrDefault(result.id(), "");
            shapes.answer(action)
                    .ifPresent(shape ->
                            assertThat(shape.check(payload, action)).as(message).isEmpty());
        }
    }

    public void expect(String message) {
        assertThat(next()).isEqualTo(message);
    }

    /** The next message must be the CALL with this action and payload. @return its id */
    public String expectCall(String actionAndPayload) {
        String message = next();
        Matcher call = CALL.matcher(message);
        assertThat(call.matches()).as(message).isTrue();
        assertThat(call.group(2)).isEqualTo(actionAndPayload);
        return call.group(1);
    }

    /** The id of the next CALL, whatever it is. */
    public String nextCall() {
        String message = next();
        Matcher call = CALL.matcher(message);
        assertThat(call.matches()).as(message).isTrue();
        return call.group(1);
    }

    public void answer(String id, String payload) {
        send("[3,\"%s\",%s]".formatted(id, payload));
    }

    /** Nothing has come. Ask only after something that would have come later did come. */
    public void expectNothing() {
        assertThat(ear.messages).isEmpty();
    }

    /** The close code and reason, which must come soon. */
    public String closing() {
        return ear.closed.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    public void close() {
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
    }

    /** The connection breaks without a goodbye. */
    public void vanish() {
        socket.abort();
    }

    private static final class Ear implements WebSocket.Listener {
        final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
        final CompletableFuture<String> closed = new CompletableFuture<>();
        volatile CompletableFuture<Boolean> pong = new CompletableFuture<>();
        private final StringBuilder part = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
            part.append(text);
            if (last) {
                messages.add(part.toString());
                part.setLength(0);
            }
            from.request(1);
            return CompletableFuture.completedStage(from);
        }

        @Override
        public CompletionStage<?> onPong(WebSocket from, ByteBuffer message) {
            pong.complete(true);
            from.request(1);
            return CompletableFuture.completedStage(from);
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            closed.complete(code + " " + reason);
            return CompletableFuture.completedStage(from);
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            closed.complete("broken: " + error.getMessage());
        }
    }
}
