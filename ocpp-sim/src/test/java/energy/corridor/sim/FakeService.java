package energy.corridor.sim;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import energy.corridor.sim.station.Json;
import energy.corridor.sim.station.Wire;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A central system for tests of the stations' side, without a socket: answers as it is told to, remembers what was said, on a
 * thread of its own as a network does. Stations against a real service over real sockets are the service's own tests.
 */
final class FakeService implements Wire.Opener, AutoCloseable {

    /** What a station has said, answered or not. */
    record Said(String station, String action, JsonNode payload) {}

    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final Map<String, Line> lines = new HashMap<>();
    private final List<Said> said = new ArrayList<>();
    private final List<String> protocols = new ArrayList<>();
    private final Map<String, Function<JsonNode, String>> answers = new HashMap<>();
    private final Map<String, CompletableFuture<JsonNode>> asked = new HashMap<>();
    private boolean refusing;
    private boolean silent;
    private int transactions = 100;
    private int questions;

    FakeService() {
        on("BootNotification", p -> "{'status':'Accepted','currentTime':'2026-03-02T16:00:00Z','interval':86400}");
        on("Authorize", p -> "{'idTagInfo':{'status':'Accepted'}}");
        on("StartTransaction", p -> "{'transactionId':%d,'idTagInfo':{'status':'Accepted'}}".formatted(++transactions));
        on("Heartbeat", p -> "{'currentTime':'2026-03-02T16:00:00Z'}");
        for (String action : List.of("StatusNotification", "MeterValues", "StopTransaction")) {
            on(action, p -> "{}");
        }
    }

    /** How a request is answered: a JSON object (with ' for "), or an error code after "!". */
    synchronized void on(String action, Function<JsonNode, String> answer) {
        answers.put(action, answer);
    }

    synchronized void refuseConnections(boolean refuse) {
        refusing = refuse;
    }

    /** Hears but does not answer. */
    synchronized void beSilent(boolean be) {
        silent = be;
    }

    synchronized List<Said> said() {
        return List.copyOf(said);
    }

    synchronized List<Said> said(String action) {
        return said.stream().filter(s -> s.action.equals(action)).toList();
    }

    /** Until {@code action} has been said so often, at most five seconds. */
    synchronized void awaitSaid(String action, int times) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
        while (said(action).size() < times) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                throw new AssertionError("%s was said %d times, not %d; all: %s"
                        .formatted(action, said(action).size(), times, actions()));
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    synchronized List<String> actions() {
        return said.stream().map(Said::action).toList();
    }

    /** The subprotocols that were offered, one for each attempt to connect. */
    synchronized List<String> protocols() {
        return List.copyOf(protocols);
    }

    synchronized void forget() {
        said.clear();
    }

    /** Drops every connection, as a service does that dies. */
    void die() {
        refuseConnections(true);
        List<Line> open;
        synchronized (this) {
            open = List.copyOf(lines.values());
            lines.clear();
        }
        open.forEach(line -> thread.execute(() -> line.listener.down(line, "killed")));
        awaitIdle();
    }

    /** Asks a station; returns the payload of its answer, or [code, description] of its error. */
    JsonNode ask(String station, String action, String payload) {
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        Line line;
        String id;
        synchronized (this) {
            id = "q" + ++questions;
            asked.put(id, answer);
            line = lines.get(station);
        }
        if (line == null) {
            throw new AssertionError(station + " is not connected");
        }
        String text = "[2,'%s','%s',%s]".formatted(id, action, payload).replace('\'', '"');
        thread.execute(() -> line.listener.text(line, text));
        return answer.orTimeout(5, TimeUnit.SECONDS).join();
    }

    /** Says something raw. */
    void say(String station, String text) {
        Line line;
        synchronized (this) {
            line = lines.get(station);
        }
        if (line != null) {
            thread.execute(() -> line.listener.text(line, text));
        }
        awaitIdle();
    }

    void awaitIdle() {
        CompletableFuture.runAsync(() -> {}, thread)
                .orTimeout(5, TimeUnit.SECONDS)
                .join();
    }

    @Override
    public Wire open(String station, String protocol, Wire.Listener listener) {
        Line line = new Line(station, listener);
        synchronized (this) {
            protocols.add(protocol);
        }
        thread.execute(() -> {
            boolean refused;
            synchronized (this) {
                refused = refusing;
                if (!refused) {
                    lines.put(station, line);
                }
            }
            if (refused) {
                listener.down(line, "Connection refused");
            } else {
                listener.up(line);
            }
        });
        return line;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private synchronized @Nullable String reply(String station, String text) {
        JsonNode frame = parse(text);
        String id = frame.path(1).asText();
        if (frame.path(0).asInt() != 2) {
            CompletableFuture<JsonNode> question = asked.remove(id);
            if (question != null) {
                question.complete(
                        frame.path(0).asInt() == 3
                                ? frame.path(2)
                                : Json.MAPPER
                                        .createArrayNode()
                                        .add(frame.path(2))
                                        .add(frame.path(3)));
            }
            return null;
        }
        String action = frame.path(2).asText();
        said.add(new Said(station, action, frame.path(3)));
        notifyAll();
        Function<JsonNode, String> answer = answers.get(action);
        if (answer == null) {
            throw new AssertionError("No answer to " + action);
        }
        String payload = answer.apply(frame.path(3)).replace('\'', '"');
        if (silent) {
            return null;
        }
        return payload.startsWith("!")
                ? "[4,\"%s\",\"%s\",\"as told\",{}]".formatted(id, payload.substring(1))
                : "[3,\"%s\",%s]".formatted(id, payload);
    }

    private static JsonNode parse(String text) {
        try {
            return Json.MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }

    private final class Line implements Wire {
        private final String station;
        private final Wire.Listener listener;

        Line(String station, Wire.Listener listener) {
            this.station = station;
            this.listener = listener;
        }

        @Override
        public void send(String text) {
            thread.execute(() -> {
                String reply = reply(station, text);
                if (reply != null) {
                    listener.text(this, reply);
                }
            });
        }

        @Override
        public CompletionStage<?> close() {
            cut();
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void cut() {
            synchronized (FakeService.this) {
                lines.remove(station, this);
            }
        }
    }
}
