package energy.corridor.gridlink;

import energy.corridor.grid.request.RequestRecord.Channel;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/** A message that must reach the broker: sent until the broker has confirmed it. */
final class Outgoing {

    /** After that nobody acts on an answer any more. */
    private static final Duration WORTH_KNOWING = Duration.ofDays(1);

    private final String topic;
    private final byte[] payload;
    private final Optional<byte[]> correlation;

    private final boolean retained;
    private final Runnable confirmed;

    private Outgoing(String topic, byte[] payload, Optional<byte[]> correlation, boolean retained, Runnable confirmed) {
        this.confirmed = confirmed;
        this.topic = topic;
        this.payload = payload;
        this.correlation = correlation;
        this.retained = retained;
    }

    /** For whoever listens. */
    static Outgoing notice(String topic, byte[] payload) {
        return notice(topic, payload, () -> {});
    }

    /** @param confirmed told on the link's thread when the broker has it; must return at once */
    static Outgoing notice(String topic, byte[] payload, Runnable confirmed) {
        return new Outgoing(topic, payload, Optional.empty(), false, confirmed);
    }

    /** For whoever asked. */
    static Outgoing answer(Channel channel, byte[] payload) {
        Optional<byte[]> correlation = channel.mark().isEmpty()
                ? Optional.empty()
                : Optional.of(Base64.getDecoder().decode(channel.mark()));
        return new Outgoing(channel.address(), payload, correlation, false, () -> {});
    }

    /** For whoever listens, now or later. */
    static Outgoing retained(String topic, byte[] payload) {
        return new Outgoing(topic, payload, Optional.empty(), true, () -> {});
    }

    void confirm() {
        confirmed.run();
    }

    String topic() {
        return topic;
    }

    /** A fresh one per attempt: the client writes into it. */
    MqttMessage message() {
        MqttProperties properties = new MqttProperties();
        correlation.ifPresent(properties::setCorrelationData);
        properties.setContentType("application/json");
        if (!retained) {
            properties.setMessageExpiryInterval(WORTH_KNOWING.toSeconds());
        }
        return new MqttMessage(payload, 1, retained, properties);
    }
}
