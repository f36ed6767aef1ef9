package energy.corridor.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.junit.jupiter.api.Test;

class EmbeddedBrokerTest {

    @Test
    void carriesMessagesWithTheirMqtt5PropertiesAndKeepsRetainedOnes() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(0)) {
            MqttAsyncClient sender = connected(broker, "sender", new LinkedBlockingQueue<>());
            MqttProperties properties = new MqttProperties();
            properties.setResponseTopic("answers/here");
            properties.setCorrelationData("42".getBytes(UTF_8));
            sender.publish("depot/status", new MqttMessage("online".getBytes(UTF_8), 1, true, properties))
                    .waitForCompletion(10_000);

            BlockingQueue<MqttMessage> received = new LinkedBlockingQueue<>();
            MqttAsyncClient late = connected(broker, "late", received);
            late.subscribe(new MqttSubscription("depot/+", 1)).waitForCompletion(10_000);

            MqttMessage message = received.poll(10, TimeUnit.SECONDS);
            assertThat(message).isNotNull();
            assertThat(message.toString()).isEqualTo("online");
            assertThat(message.isRetained()).isTrue();
            assertThat(message.getProperties().getResponseTopic()).isEqualTo("answers/here");
            assertThat(message.getProperties().getCorrelationData())
                    .asString(UTF_8)
                    .isEqualTo("42");
            disconnect(sender);
            disconnect(late);
        }
    }

    @Test
    void saysWhenItsPortIsTaken() {
        try (EmbeddedBroker broker = EmbeddedBroker.start(0)) {
            int taken = URI.create(broker.url()).getPort();
            assertThatThrownBy(() -> EmbeddedBroker.start(taken))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(String.valueOf(taken));
        }
    }

    @Test
    void isGoneOnceClosed() {
        EmbeddedBroker broker = EmbeddedBroker.start(0);
        broker.close();
        assertThatThrownBy(() -> connected(broker, "late", new LinkedBlockingQueue<>()))
                .isInstanceOf(MqttException.class);
    }

    private static MqttAsyncClient connected(EmbeddedBroker broker, String id, BlockingQueue<MqttMessage> received)
            throws MqttException {
        MqttAsyncClient client = new MqttAsyncClient(broker.url(), id, new MemoryPersistence());
        client.setCallback(new MqttCallback() {
            @Override
            public void messageArrived(String topic, MqttMessage message) {
                received.add(message);
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
        });
        client.connect().waitForCompletion(10_000);
        return client;
    }

    private static void disconnect(MqttAsyncClient client) throws MqttException {
        client.disconnect().waitForCompletion(10_000);
        client.close();
    }
}
