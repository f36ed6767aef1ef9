package energy.corridor.gridlink;

import energy.corridor.grid.request.RequestRecord.Channel;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Predicate;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/** A message as the broker delivered it, waiting for its turn. */
final class Incoming {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final String topic;
    private final MqttMessage message;
    private final long arrivedNanos;
    private final Predicate<String> mayAnswer;
    private final Runnable acknowledgement;

    /** @param mayAnswer whether a response topic is allowed @param acknowledgement tells the broker that it need not deliver the message again */
    Incoming(
            String topic,
            MqttMessage message,
            long arrivedNanos,
            Predicate<String> mayAnswer,
            Runnable acknowledgement) {
        this.topic = topic;
        this.message = message;
        this.arrivedNanos = arrivedNanos;
        this.mayAnswer = mayAnswer;
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
        return channel().map(channel -> Outgoing.answer(channel, payload));
    }

    /** The same with the mark that each answer carries, to be kept. */
    Optional<Channel> channel() {
        return properties()
                .flatMap(properties -> Optional.ofNullable(properties.getResponseTopic())
                        .filter(responseTopic -> !responseTopic.isEmpty() && mayAnswer.test(responseTopic))
                        .map(responseTopic -> new Channel(
                                responseTopic,
                                Optional.ofNullable(properties.getCorrelationData())
                                        .map(data -> Base64.getEncoder().encodeToString(data))
                                        .orElse(""))));
    }

    void acknowledge() {
        acknowledgement.run();
    }

    private Optional<MqttProperties> properties() {
        return Optional.ofNullable(message.getProperties());
    }
}
