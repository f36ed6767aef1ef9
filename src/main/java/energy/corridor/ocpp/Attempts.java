package energy.corridor.ocpp;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/** Failed logins: who fails too often, from one address under one name, waits. */
final class Attempts {

    static final Duration BLOCK = Duration.ofMinutes(15);
    private static final Duration WINDOW = Duration.ofMinutes(10);
    private static final int MOST = 10;
    private static final int MOST_KNOWN = 10_000;

    private final Map<String, Deque<Long>> failures = new LinkedHashMap<>();

    /** @param nanos of the machine's uptime: an attacker does not live on the depot's clock */
    synchronized boolean tooMany(String who, long nanos) {
        Deque<Long> times = failures.get(who);
        return times != null && times.size() >= MOST && nanos - times.getLast() < BLOCK.toNanos();
    }

    synchronized void failed(String who, long nanos) {
        Deque<Long> times = failures.computeIfAbsent(who, w -> new ArrayDeque<>());
        while (!times.isEmpty() && nanos - times.getFirst() > WINDOW.toNanos()) {
            times.removeFirst();
        }
        times.addLast(nanos);
        if (times.size() > MOST) {
            times.removeFirst();
        }
        if (failures.size() > MOST_KNOWN) { // the oldest name goes: memory is bounded
            failures.remove(failures.keySet().iterator().next());
        }
    }
}
