package energy.corridor.bench.stations;

import io.vertx.core.http.WebSocket;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One station of the load, OCPP 1.6J by plain texts: one CALL in flight, every CALL that it is asked answered Accepted. Lives on the
 * generator's event loop.
 */
final class LoadStation {

    /** What waits for its answer. @param since when it was due, {@link System#nanoTime} */
    private record Sent(String id, long since, Consumer<String> answered) {}

    private static final String BOOT =
            "\"BootNotification\",{\"chargePointVendor\":\"Corridor\",\"chargePointModel\":\"load\"}]";
    private static final String STATUS =
            "\"StatusNotification\",{\"connectorId\":1,\"errorCode\":\"NoError\",\"status\":\"Charging\"}]";

    final String id;
    private final LoadCounters counters;
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private @Nullable WebSocket socket;
    private @Nullable Sent sent;
    private long messages;
    private long lastMillis;
    private int transaction;
    private double registerWh;

    /** When the first setpoint since {@link #watch} arrived, {@link System#nanoTime}; 0 for none. */
    private long firstSetpoint;

    LoadStation(String id, LoadCounters counters) {
        this.id = id;
        this.counters = counters;
    }

    /** Takes a new connection. @param lost runs when it is gone, whoever closed it */
    void connected(WebSocket opened, Runnable lost) {
        socket = opened;
        opened.textMessageHandler(this::received);
        opened.closeHandler(gone -> {
            if (socket == opened) {
                socket = null;
                sent = null;
                waiting.clear();
                lost.run();
            }
        });
    }

    void watch() {
        firstSetpoint = 0;
    }

    long firstSetpoint() {
        return firstSetpoint;
    }

    boolean isConnected() {
        return socket != null;
    }

    /** Without a goodbye. */
    void cut() {
        WebSocket open = socket;
        if (open != null) {
            open.closeHandler(null);
            socket = null;
            sent = null;
            waiting.clear();
            ((io.vertx.core.http.impl.WebSocketInternal) open)
                    .channelHandlerContext()
                    .close();
        }
    }

    void boot(Runnable then) {
        call(BOOT, answer -> then.run());
    }

    void heartbeat(Runnable then) {
        call("\"Heartbeat\",{}]", answer -> then.run());
    }

    /** Status and the start of a transaction. */
    void begin(Runnable then) {
        call(STATUS, answer -> {});
        call(
                "\"StartTransaction\",{\"connectorId\":1,\"idTag\":\"%s\",\"meterStart\":0,\"timestamp\":\"%s\"}]"
                        .formatted(id.substring(0, Math.min(20, id.length())), now()),
                answer -> {
                    transaction = number(answer, "\"transactionId\":");
                    then.run();
                });
    }

    /** @param since when it was due; latency counts from there */
    void meter(int samples, long since, Runnable then) {
        enqueue(() -> {
            registerWh += 30.5;
            StringBuilder text = new StringBuilder(160 + 110 * samples)
                    .append("\"MeterValues\",{\"connectorId\":1,\"transactionId\":")
                    .append(transaction)
                    .append(",\"meterValue\":[{\"timestamp\":\"")
                    .append(now())
                    .append("\",\"sampledValue\":[");
            for (int i = 0; i < samples; i++) {
                text.append(i == 0 ? "" : ",").append(sample(i));
            }
            send(text.append("]}]}]").toString(), since, answer -> {
                if (answer.startsWith("[3")) {
                    counters.acknowledged(System.nanoTime() - since);
                }
                then.run();
            });
        });
    }

    private String sample(int i) {
        String values = switch (i) {
            case 0 -> "\"value\":\"%.0f\",\"measurand\":\"Energy.Active.Import.Register\",\"unit\":\"Wh\"";
            case 1 -> "\"value\":\"10950\",\"measurand\":\"Power.Active.Import\",\"unit\":\"W\"";
            case 2 -> "\"value\":\"57\",\"measurand\":\"SoC\",\"unit\":\"Percent\"";
            case 3 -> "\"value\":\"15.9\",\"measurand\":\"Current.Import\",\"unit\":\"A\"";
            case 4 -> "\"value\":\"231.2\",\"measurand\":\"Voltage\",\"unit\":\"V\"";
            default -> "\"value\":\"0\",\"measurand\":\"Power.Active.Export\",\"unit\":\"W\"";
        };
        return "{\"context\":\"Sample.Periodic\"," + (i == 0 ? values.formatted(registerWh) : values) + "}";
    }

    private void call(String rest, Consumer<String> answered) {
        long since = System.nanoTime();
        enqueue(() -> send(rest, since, answered));
    }

    private void enqueue(Runnable send) {
        waiting.add(send);
        next();
    }

    private void next() {
        if (sent == null && socket != null) {
            Runnable first = waiting.poll();
            if (first != null) {
                first.run();
            }
        }
    }

    private void send(String rest, long since, Consumer<String> answered) {
        WebSocket open = socket;
        if (open != null) {
            String message = Long.toString(++messages, 36);
            sent = new Sent(message, since, answered);
            open.writeTextMessage("[2,\"" + message + "\"," + rest);
        }
    }

    private void received(String text) {
        int from = text.indexOf('"') + 1;
        String message = text.substring(from, text.indexOf('"', from));
        if (text.startsWith("[2")) {
            counters.asked();
            if (text.contains("\"TxProfile\"") && firstSetpoint == 0) {
                firstSetpoint = System.nanoTime();
            }
            WebSocket open = socket;
            if (open != null) {
                open.writeTextMessage("[3,\"" + message + "\",{\"status\":\"Accepted\"}]");
            }
            return;
        }
        Sent answered = sent;
        if (answered == null || !answered.id.equals(message)) {
            counters.trouble(id + " got an answer that nobody waits for: " + text);
            return;
        }
        sent = null;
        if (!text.startsWith("[3")) {
            counters.trouble(id + " was answered " + text);
        }
        answered.answered.accept(text);
        next();
    }

    /** Never the same twice, so that every message is new to the central system. */
    private String now() {
        lastMillis = Math.max(lastMillis + 1, System.currentTimeMillis());
        return Instant.ofEpochMilli(lastMillis).truncatedTo(ChronoUnit.MILLIS).toString();
    }

    private static int number(String text, String after) {
        int from = text.indexOf(after) + after.length();
        int to = from;
        while (to < text.length() && Character.isDigit(text.charAt(to))) {
            to++;
        }
        return Integer.parseInt(text.substring(from, to).toLowerCase(Locale.ROOT));
    }
}
