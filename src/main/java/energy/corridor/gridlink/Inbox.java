package energy.corridor.gridlink;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * A bounded queue between the client's callback and one worker, which takes message after message, answers, and acknowledges
 * what is done. Messages that the broker keeps always find room, because it delivers no more than
 * {@value MqttLink#RECEIVE_MAXIMUM} of them unacknowledged.
 */
final class Inbox implements AutoCloseable {

    /** How long a message is tried again while the store is away, before it is refused: 1 + 2 + 4 + 8 + 16 seconds. */
    private static final int ATTEMPTS = 6;

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Logger LOG = Logger.getLogger(Inbox.class);

    private final int bound;
    private final BlockingQueue<Incoming> queue;
    private final MessageDesk desk;
    private final DepotTopics topics;
    private final Consumer<Outgoing> outbox;
    private final Counter accepted;
    private final Counter refused;
    private final Counter dropped;
    private final Thread worker = new Thread(this::work, "mqtt-inbox");
    private volatile boolean closed;

    Inbox(int bound, DepotTopics topics, MessageDesk desk, Consumer<Outgoing> outbox, MeterRegistry meters) {
        this.bound = bound;
        this.queue = new LinkedBlockingQueue<>(bound + MqttLink.RECEIVE_MAXIMUM);
        this.topics = topics;
        this.desk = desk;
        this.outbox = outbox;
        this.accepted = messages(meters, "accepted");
        this.refused = messages(meters, "refused");
        this.dropped = messages(meters, "dropped");
        meters.gauge("corridor.mqtt.queue", queue, BlockingQueue::size);
        worker.setDaemon(true);
    }

    private static Counter messages(MeterRegistry meters, String outcome) {
        return Counter.builder("corridor.mqtt.messages")
                .description("Messages received by MQTT")
                .tag("outcome", outcome)
                .register(meters);
    }

    void start() {
        worker.start();
    }

    /** Called on the client's thread: returns at once. */
    void offer(Incoming message) {
        boolean room = message.isKept() || queue.size() < bound;
        if (!room || !queue.offer(message)) {
            dropped.increment();
            LOG.debugf("The MQTT queue is full: a message on %s was dropped.", message.topic());
        }
    }

    /** What waits is not acknowledged, so the broker delivers it again. */
    @Override
    public void close() throws InterruptedException {
        closed = true;
        worker.interrupt();
        if (worker.isAlive()) {
            worker.join(Duration.ofSeconds(10).toMillis());
        }
    }

    private void work() {
        try {
            while (!closed) {
                handle(queue.take());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        }
    }

    private void handle(Incoming message) throws InterruptedException {
        Answer answer = answer(message);
        answer.refusal().ifPresentOrElse(sentence -> refuse(message.topic(), sentence), accepted::increment);
        message.reply(answer.body().toString().getBytes(StandardCharsets.UTF_8)).ifPresent(outbox);
        message.acknowledge();
    }

    private Answer answer(Incoming message) throws InterruptedException {
        Duration pause = FIRST_PAUSE;
        for (int attempt = 1; ; attempt++, pause = pause.multipliedBy(2)) {
            if (message.hasExpired(System.nanoTime())) {
                return desk.late(message.topic());
            }
            try {
                return desk.take(message.topic(), message.payload(), message.channel());
            } catch (RuntimeException e) { // the store is away, or our code is wrong
                LOG.errorf(
                        e, "A message on %s could not be kept (attempt %d of %d).", message.topic(), attempt, ATTEMPTS);
                if (attempt == ATTEMPTS) {
                    return desk.unkept(message.topic());
                }
                Thread.sleep(pause.toMillis());
            }
        }
    }

    private void refuse(String topic, String sentence) {
        refused.increment();
        LOG.debugf("Refused a message on %s: %s", topic, sentence);
        ObjectNode error = Fields.JSON.createObjectNode().put("topic", topic).put("reason", sentence);
        outbox.accept(Outgoing.notice(topics.errors(), error.toString().getBytes(StandardCharsets.UTF_8)));
    }
}
