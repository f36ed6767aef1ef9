package energy.corridor.gridlink;

import java.util.Optional;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/** A message as the broker delivered it, waiting for its turn. */
final class Incoming {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final String topic;
    private final MqttMessage message;
    private final long arrivedNanos;
    private final Runnable acknowledgement;

    /** @param acknowledgement tells the broker that it need not deliver the message again */
    Incoming(String topic, MqttMessage message, long arrivedNanos, Runnable acknowledgement) {
        this.topic = topic;
        this.message = message;
        this.arrivedNanos = arrivedNanos;
        this.acknowledgement = acknowledgement;
    }

    String topic() {
        return topic;
    }

    byte[] payload() {
        return message.getPayload();
    }

    /** Whether the broker keeps it until it is acknowledged. */
    boolean isKept() {
        return message.getQos() > 0;
    }

    /** Whether its message expiry interval, as counted by the broker until delivery, has passed since. */
    boolean hasExpired(long nowNanos) {
        Long seconds =
                properties().map(MqttProperties::getMessageExpiryInterval).orElse(null);
        return seconds != null && nowNanos - arrivedNanos > seconds * NANOS_PER_SECOND;
    }

    /** Where its sender wants the answer, if anywhere. */
    Optional<Outgoing> reply(byte[] payload) {
        return properties()
                .flatMap(properties -> Optional.ofNullable(properties.getResponseTopic())
                        .filter(responseTopic -> !responseTopic.isEmpty())
                        .map(responseTopic -> Outgoing.answer(
                                responseTopic, payload, Optional.ofNullable(properties.getCorrelationData()))));
    }

    void acknowledge() {
        acknowledgement.run();
    }

    private Optional<MqttProperties> properties() {
        return Optional.ofNullable(message.getProperties());
    }
}
