package energy.corridor.sim.station;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** A connection by WebSocket with the subprotocol of the station's version. */
final class WebSocketWire implements Wire, WebSocket.Listener {

    private static final int MAX_TEXT = 1 << 20;

    private final String protocol;
    private final Listener listener;
    private final Executor executor;
    private final StringBuilder partial = new StringBuilder();
    private CompletableFuture<?> sending = CompletableFuture.completedFuture(null);
    private @Nullable WebSocket socket;
    private boolean closed;
    private boolean ended;

    private WebSocketWire(String protocol, Listener listener, Executor executor) {
        this.protocol = protocol;
        this.listener = listener;
        this.executor = executor;
    }

    static Opener opener(HttpClient client, URI base, Executor executor) {
        String trunk = base.toString().endsWith("/") ? base.toString() : base + "/";
        return (station, protocol, listener) -> {
            WebSocketWire wire = new WebSocketWire(protocol, listener, executor);
            // URLEncoder writes forms, where a blank is "+"; in a path it is %20.
            String identity = URLEncoder.encode(station, StandardCharsets.UTF_8).replace("+", "%20");
            client.newWebSocketBuilder()
                    .subprotocols(protocol)
                    .connectTimeout(Duration.ofSeconds(10))
                    .buildAsync(URI.create(trunk + identity), wire)
                    .whenCompleteAsync(
                            (opened, failure) -> {
                                if (failure != null) {
                                    wire.end(sentence(failure));
                                } else {
                                    wire.opened(opened);
                                }
                            },
                            executor);
            return wire;
        };
    }

    private void opened(WebSocket opened) {
        if (!opened.getSubprotocol().equals(protocol)) {
            opened.abort();
            end("the service does not speak " + protocol);
            return;
        }
        synchronized (this) {
            if (closed) {
                opened.abort();
                return;
            }
            socket = opened;
        }
        listener.up(this);
        opened.request(1); // only now, so that nothing is heard before up
    }

    @Override
    public void onOpen(WebSocket opened) {
        // Texts are asked for once the listener knows of the connection.
    }

    @Override
    public synchronized void send(String text) {
        WebSocket to = socket;
        if (to == null) {
            throw new IllegalStateException("Nothing can be sent before the connection is open.");
        }
        sending = sending.thenComposeAsync(previous -> to.sendText(text, true), executor);
        sending.whenComplete((sent, failure) -> {
            if (failure != null) {
                to.abort();
                end(sentence(failure));
            }
        });
    }

    @Override
    public synchronized CompletionStage<?> close() {
        WebSocket open = socket;
        closed = true;
        if (open != null) {
            sending = sending.thenCompose(previous -> open.sendClose(WebSocket.NORMAL_CLOSURE, ""))
                    .whenComplete((sent, failure) -> {
                        if (failure != null) {
                            open.abort();
                        }
                    });
        }
        return sending;
    }

    @Override
    public void cut() {
        WebSocket open;
        synchronized (this) {
            closed = true;
            open = socket;
        }
        if (open != null) {
            open.abort();
        }
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        partial.append(data);
        if (partial.length() > MAX_TEXT) {
            from.abort();
            end("the service sent a message of more than %d characters".formatted(MAX_TEXT));
            return null;
        }
        if (last) {
            String text = partial.toString();
            partial.setLength(0);
            listener.text(this, text);
        }
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        end("the service closed the connection (%d %s)".formatted(code, reason).replace(" )", ")"));
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        end(sentence(error));
    }

    private void end(String reason) {
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
        }
        listener.down(this, reason);
    }

    private static String sentence(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof WebSocketHandshakeException refused) {
            return "the service refused the connection with HTTP "
                    + refused.getResponse().statusCode();
        }
        String message = cause.getMessage();
        return message == null || message.isBlank() ? cause.getClass().getSimpleName() : message;
    }
}
