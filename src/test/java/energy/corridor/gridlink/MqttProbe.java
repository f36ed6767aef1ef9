package energy.corridor.gridlink;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttClientException;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/** A second MQTT client: the vehicle, the grid operator, or somebody who listens. */
final class MqttProbe implements AutoCloseable, MqttCallback {

    private static final long PATIENCE_MILLIS = 20_000;

    /** @param correlation "" when there is none */
    record Heard(String topic, String payload, boolean retained, String correlation) {}

    private final MqttAsyncClient client;
    private final Map<String, BlockingQueue<Heard>> heard = new ConcurrentHashMap<>();

    MqttProbe(String url, String id, String... topics) throws MqttException {
        client = new MqttAsyncClient(url, id, new MemoryPersistence());
        client.setCallback(this);
        client.connect().waitForCompletion(PATIENCE_MILLIS);
        for (String topic : topics) {
            client.subscribe(new MqttSubscription(topic, 1)).waitForCompletion(PATIENCE_MILLIS);
        }
    }

    void say(String topic, String payload) throws MqttException {
        say(topic, payload, new MqttProperties());
    }

    void say(String topic, String payload, MqttProperties properties) throws MqttException {
        publish(topic, new MqttMessage(payload.getBytes(UTF_8), 1, false, properties));
    }

    /** Publishes a retained message; an empty one takes it back. */
    void keep(String topic, String payload) throws MqttException {
        publish(topic, new MqttMessage(payload.getBytes(UTF_8), 1, true, new MqttProperties()));
    }

    /** Paho frees a place in flight a little after it completes the token: the next publish may have to wait for it. */
    private void publish(String topic, MqttMessage message) throws MqttException {
        long giveUp = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
        while (true) {
            try {
                client.publish(topic, message).waitForCompletion(PATIENCE_MILLIS);
                return;
            } catch (MqttException e) {
                if (e.getReasonCode() != MqttClientException.REASON_CODE_MAX_INFLIGHT || System.nanoTime() > giveUp) {
                    throw e;
                }
                Thread.onSpinWait();
            }
        }
    }

    /** Publishes with a response topic and correlation data, and waits for the answer. */
    Heard ask(String topic, String payload, String responseTopic, String correlation)
            throws MqttException, InterruptedException {
        MqttProperties properties = new MqttProperties();
        properties.setResponseTopic(responseTopic);
        properties.setCorrelationData(correlation.getBytes(UTF_8));
        say(topic, payload, properties);
        Heard answer = next(responseTopic);
        if (!answer.correlation().equals(correlation)) {
            throw new AssertionError("The answer is to another question: " + answer);
        }
        return answer;
    }

    /** The next message on {@code topic}, in the order of that topic. */
    Heard next(String topic) throws InterruptedException {
        Heard message = on(topic).poll(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        if (message == null) {
            throw new AssertionError(
                    "Nothing came on %s within %s.".formatted(topic, Duration.ofMillis(PATIENCE_MILLIS)));
        }
        return message;
    }

    private BlockingQueue<Heard> on(String topic) {
        return heard.computeIfAbsent(topic, t -> new LinkedBlockingQueue<>());
    }

    /** Waits until {@code payload} comes on {@code topic}. */
    Heard next(String topic, String payload) throws InterruptedException {
        Heard message = next(topic);
        while (!message.payload().equals(payload)) {
            message = next(topic);
        }
        return message;
    }

    @Override
    public void messageArrived(String topic, MqttMessage message) {
        byte[] correlation = Optional.ofNullable(message.getProperties())
                .map(MqttProperties::getCorrelationData)
                .orElse(new byte[0]);
        on(topic).add(new Heard(topic, message.toString(), message.isRetained(), new String(correlation, UTF_8)));
    }

    @Override
    public void close() throws MqttException {
        if (client.isConnected()) {
            client.disconnect().waitForCompletion(PATIENCE_MILLIS);
        }
        client.close();
    }

    @Override
    public void disconnected(MqttDisconnectResponse response) {}

    @Override
    public void mqttErrorOccurred(MqttException exception) {}

    @Override
    public void deliveryComplete(IMqttToken token) {}

    @Override
    public void connectComplete(boolean reconnect, String serverUri) {}

    @Override
    public void authPacketArrived(int reasonCode, MqttProperties properties) {}
}
