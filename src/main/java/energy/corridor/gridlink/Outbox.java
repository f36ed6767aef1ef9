package energy.corridor.gridlink;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttActionListener;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What has yet to reach the broker, in order. A message leaves it when the broker has confirmed it, so a lost connection loses
 * none; a bounded number is under way at a time. Confined to the link's thread.
 */
final class Outbox {

    private static final int UNDER_WAY = 16;

    private static final int BOUND = 1_000;
    private static final Logger LOG = Logger.getLogger(Outbox.class);

    private final Executor link;
    private final Counter dropped;
    private final Counter published;
    private final Deque<Outgoing> waiting = new ArrayDeque<>();
    private final List<Outgoing> underWay = new ArrayList<>();
    private @Nullable MqttAsyncClient client;
    private int limit = UNDER_WAY;

    Outbox(Executor link, MeterRegistry meters) {
        this.link = link;
        this.dropped = Counter.builder("corridor.mqtt.unsent")
                .description("Answers that the broker refused, or that found no room while it was away")
                .register(meters);
        this.published = Counter.builder("corridor.mqtt.published")
                .description("Answers that the broker has confirmed")
                .register(meters);
    }

    void add(Outgoing message) {
        if (waiting.size() >= BOUND) {
            dropped.increment();
            LOG.warnf("More than %d MQTT answers wait for the broker: one on %s was dropped.", BOUND, message.topic());
            return;
        }
        waiting.add(message);
        pump();
    }

    /** @param receiveMaximum what the broker allows to be under way, which the library must never be made to refuse */
    void connected(MqttAsyncClient next, int receiveMaximum, Outgoing greeting) {
        client = next;
        limit = Math.min(UNDER_WAY, receiveMaximum);
        waiting.addFirst(greeting);
        pump();
    }

    /** What was under way may or may not have arrived: it is sent again, first. */
    void disconnected() {
        client = null;
        for (int i = underWay.size() - 1; i >= 0; i--) {
            waiting.addFirst(underWay.get(i));
        }
        underWay.clear();
    }

    private void pump() {
        MqttAsyncClient now = client;
        while (now != null && underWay.size() < limit && !waiting.isEmpty()) {
            send(now, waiting.remove());
        }
    }

    private void send(MqttAsyncClient by, Outgoing message) {
        underWay.add(message);
        try {
            by.publish(message.topic(), message.message(), null, new MqttActionListener() {
                @Override
                public void onSuccess(IMqttToken token) {
                    link.execute(() -> done(by, message, published, null));
                }

                @Override
                public void onFailure(IMqttToken token, Throwable cause) {
                    link.execute(() -> done(by, message, dropped, cause));
                }
            });
        } catch (MqttException | IllegalArgumentException e) { // e.g. a response topic with a wildcard
            done(by, message, dropped, e);
        }
    }

    private void done(MqttAsyncClient by, Outgoing message, Counter outcome, @Nullable Throwable cause) {
        if (by != client || !by.isConnected()) {
            return; // the connection went: it is sent again by the next one
        }
        underWay.remove(message);
        outcome.increment();
        if (cause == null) {
            message.confirm();
        } else {
            LOG.warnf("An MQTT answer on %s was not sent: %s", message.topic(), cause);
        }
        pump();
    }
}
