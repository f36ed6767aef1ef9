package energy.corridor.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * A charging station with a meter that is known beforehand. It tells its register every 30 s of the depot's clock over OCPP 1.6: in disorder,
 * some of it twice, some of it hours late, and all of it again until it is acknowledged. It notes what was.
 */
final class TellingStation implements Runnable {

    static final Duration TICK = Duration.ofSeconds(30);

    /** A session of so many ticks, and one tick in which nothing flows. */
    private static final int SESSION = 75;

    private static final int ANSWER_MILLIS = 3_000;
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final String name;
    private final URI url;
    private final Instant begin;
    private final Supplier<Instant> clock;
    private final Random random;
    private final Map<Integer, Long> transactions = new TreeMap<>();
    private final Set<Integer> stopped = ConcurrentHashMap.newKeySet();
    private final Set<Integer> told = ConcurrentHashMap.newKeySet();
    private final Set<Integer> again = ConcurrentHashMap.newKeySet();
    private final Set<String> credits = ConcurrentHashMap.newKeySet();
    private final List<Integer> ready = new ArrayList<>();
    private final Map<Integer, List<Integer>> late = new TreeMap<>();
    private final List<Long> register = new ArrayList<>();
    private int next;
    private int calls;
    private volatile int last = Integer.MAX_VALUE;
    private volatile int acknowledged;

    TellingStation(String name, URI url, Instant begin, Supplier<Instant> clock, long seed) {
        this.name = name;
        this.url = url;
        this.begin = begin;
        this.clock = clock;
        this.random = new Random(seed);
        register.add(1_000_000L + random.nextInt(1_000_000));
    }

    String name() {
        return name;
    }

    /** Messages acknowledged so far, the same again counted again. */
    int acknowledged() {
        return acknowledged;
    }

    /** Ticks whose reading was acknowledged. */
    Set<Integer> told() {
        return told;
    }

    /** Ticks whose reading was acknowledged and sent again. */
    Set<Integer> toldAgain() {
        return again;
    }

    /** Our numbers of the sessions whose start was acknowledged. */
    Map<Integer, Long> transactions() {
        return Collections.unmodifiableMap(transactions);
    }

    /** Sessions whose stop was acknowledged. */
    Set<Integer> stopped() {
        return stopped;
    }

    /** Notices of credits that it has acknowledged. */
    Set<String> credits() {
        return credits;
    }

    Instant at(int tick) {
        return begin.plus(TICK.multipliedBy(tick));
    }

    int firstTick(int session) {
        return session * (SESSION + 1);
    }

    int lastTick(int session) {
        return firstTick(session) + SESSION;
    }

    /** What its meter shows: at most 90 kW, nothing between two sessions. */
    synchronized long wh(int tick) {
        while (register.size() <= tick) {
            int to = register.size();
            long flow = to % (SESSION + 1) == 0 ? 0 : Math.floorMod((name + to).hashCode(), 750);
            register.add(register.get(to - 1) + flow);
        }
        return register.get(tick);
    }

    /** Tells everything up to this tick, and ends when all of it is acknowledged. */
    void endWith(int tick) {
        last = tick;
    }

    @Override
    public void run() {
        while (!isDone()) {
            try (Line line = Line.open(URI.create(url + "/" + name), this::asked)) {
                line.call(++calls, "BootNotification", """
                        {"chargePointVendor":"Acme","chargePointModel":"DC-150"}""");
                while (!isDone()) {
                    tell(line);
                }
            } catch (ExecutionException | TimeoutException | CompletionException | IllegalStateException broken) {
                pause(50 + random.nextInt(200)); // the service is away, or has just gone
            } catch (InterruptedException end) {
                return;
            }
        }
    }

    private boolean isDone() {
        return next > last && ready.isEmpty() && late.isEmpty();
    }

    private void tell(Line line) throws InterruptedException, ExecutionException, TimeoutException {
        int now = Math.toIntExact(Duration.between(begin, clock.get()).toMillis() / TICK.toMillis());
        while (next <= Math.min(now, last)) {
            if (next % (SESSION + 1) == 0 && !transactions.containsKey(next / (SESSION + 1))) {
                start(line, next / (SESSION + 1));
            }
            if (random.nextInt(15) == 0) {
                late.computeIfAbsent(next + 120 + random.nextInt(360), t -> new ArrayList<>())
                        .add(next); // one to four hours
            } else {
                ready.add(next);
            }
            if (next % (SESSION + 1) == SESSION) {
                stop(line, next / (SESSION + 1));
            }
            next++;
        }
        int due = last < Integer.MAX_VALUE ? Integer.MAX_VALUE : now;
        List<Integer> ripe = late.keySet().stream().filter(t -> t <= due).toList();
        ripe.forEach(t -> ready.addAll(late.getOrDefault(t, List.of())));
        ripe.forEach(late::remove);
        if (ready.isEmpty() || random.nextInt(5) == 0) {
            repeat(line);
        }
        if (!ready.isEmpty()) {
            int some = random.nextInt(Math.min(ready.size(), 10)); // up to five minutes out of order
            int tick = ready.get(some);
            reading(line, tick);
            ready.remove(some);
        }
        if (ready.isEmpty()) {
            pause(100);
        }
    }

    private void repeat(Line line) throws InterruptedException, ExecutionException, TimeoutException {
        int tick = next == 0 ? 0 : random.nextInt(next);
        if (told.contains(tick)) {
            reading(line, tick);
            again.add(tick);
        }
    }

    private void start(Line line, int session) throws InterruptedException, ExecutionException, TimeoutException {
        int tick = firstTick(session);
        JsonNode answer = line.call(++calls, "StartTransaction", """
                {"connectorId":1,"idTag":"%s","timestamp":"%s","meterStart":%d}""".formatted("tag-" + name, at(tick), wh(tick)));
        transactions.put(session, answer.path("transactionId").asLong());
        acknowledged++;
    }

    private void stop(Line line, int session) throws InterruptedException, ExecutionException, TimeoutException {
        int tick = lastTick(session);
        line.call(++calls, "StopTransaction", """
                {"transactionId":%d,"timestamp":"%s","meterStop":%d,"idTag":"%s"}""".formatted(
                        transactions.get(session), at(tick), wh(tick), "tag-" + name));
        stopped.add(session);
        acknowledged++;
    }

    private void reading(Line line, int tick) throws InterruptedException, ExecutionException, TimeoutException {
        line.call(++calls, "MeterValues", """
                {"connectorId":1,"transactionId":%d,"meterValue":[{"timestamp":"%s","sampledValue":[\
                {"value":"%d","measurand":"Energy.Active.Import.Register","unit":"Wh"},\
                {"value":"%d","measurand":"Power.Active.Import","unit":"W"}]}]}""".formatted(
                        transactions.get(tick / (SESSION + 1)), at(tick), wh(tick), 120 * (wh(tick + 1) - wh(tick))));
        told.add(tick);
        acknowledged++;
    }

    /** What the service asks; setpoints are taken, and the meter does not care. */
    private String asked(String action, JsonNode payload) {
        if (action.equals("DataTransfer") && payload.path("messageId").asText().equals("CreditInfo")) {
            JsonNode info = read(payload.path("data").asText());
            credits.add("%s/v%d/%s"
                    .formatted(
                            info.path("reportId").asText(),
                            info.path("version").asInt(),
                            info.path("deviceId").asText()));
        }
        return switch (action) {
            case "DataTransfer", "SetChargingProfile", "ClearChargingProfile" -> "{\"status\":\"Accepted\"}";
            default -> "";
        };
    }

    private static JsonNode read(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException broken) {
            throw new IllegalArgumentException(text, broken);
        }
    }

    private static void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            throw new CompletionException(e);
        }
    }

    private interface Answers {
        /** "" when it does not know the action. */
        String to(String action, JsonNode payload);
    }

    /** A socket on which one call is under way at a time, while the service may ask, too. */
    private static final class Line implements WebSocket.Listener, AutoCloseable {
        private final Answers answers;
        private final StringBuilder part = new StringBuilder();
        private volatile CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        private CompletableFuture<WebSocket> sent = new CompletableFuture<>();

        private Line(Answers answers) {
            this.answers = answers;
        }

        static Line open(URI url, Answers answers) throws InterruptedException, ExecutionException, TimeoutException {
            Line line = new Line(answers);
            line.sent = HTTP.newWebSocketBuilder().subprotocols("ocpp1.6").buildAsync(url, line);
            line.sent.get(ANSWER_MILLIS, TimeUnit.MILLISECONDS);
            return line;
        }

        /** @throws ExecutionException when it is refused or the socket breaks: nothing was acknowledged */
        JsonNode call(int id, String action, String payload)
                throws InterruptedException, ExecutionException, TimeoutException {
            answer = new CompletableFuture<>();
            send("[2,\"%d\",\"%s\",%s]".formatted(id, action, payload));
            JsonNode message = answer.get(ANSWER_MILLIS, TimeUnit.MILLISECONDS);
            if (message.path(0).asInt() != 3 || !message.path(1).asText().equals("" + id)) {
                throw new IllegalStateException("%s was answered %s".formatted(payload, message));
            }
            return message.path(2);
        }

        private synchronized void send(String text) {
            sent = sent.thenCompose(socket -> socket.sendText(text, true));
        }

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean whole) {
            part.append(text);
            if (whole) {
                JsonNode message = read(part.toString());
                part.setLength(0);
                if (message.path(0).asInt() == 2) {
                    String says = answers.to(message.path(2).asText(), message.path(3));
                    String id = message.path(1).asText();
                    send(
                            says.isEmpty()
                                    ? "[4,\"%s\",\"NotImplemented\",\"\",{}]".formatted(id)
                                    : "[3,\"%s\",%s]".formatted(id, says));
                } else {
                    answer.complete(message);
                }
            }
            socket.request(1);
            return CompletableFuture.completedStage(socket);
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            answer.completeExceptionally(new IllegalStateException("closed: " + reason));
            return CompletableFuture.completedStage(socket);
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            answer.completeExceptionally(error);
        }

        @Override
        public synchronized void close() {
            sent.thenAccept(WebSocket::abort);
        }
    }
}
