package energy.corridor.gridlink.openadr;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import energy.corridor.gridlink.openadr.Vtn.Trouble;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Listens at the broker that a 3.1.0 server names. A message is a hint and no more, whatever it says: the events are read from the server
 * itself. Without the broker polling finds the same, later. Confined to the connection's thread, but for the broker's messages.
 */
final class MqttHints implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(MqttHints.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** Between two looks for a broker that is not there. */
    private static final Duration PAUSE = Duration.ofMinutes(10);

    private static final int KEEP_ALIVE_SECONDS = 60;
    private static final int FIRST_FAILURE_CODE = 0x80;
    private static final int NOT_IMPLEMENTED = 501;

    private final Connection connection;
    private final Vtn vtn;
    private final Runnable hint;
    private final LongSupplier nanoTime;
    private volatile @Nullable MqttAsyncClient client;
    private volatile String broker = "";
    private Optional<Long> nextLook = Optional.empty();
    private Optional<String> trouble = Optional.empty();

    /** @param hint something may be new at the server; returns at once */
    MqttHints(Connection connection, Vtn vtn, Runnable hint, LongSupplier nanoTime) {
        this.connection = connection;
        this.vtn = vtn;
        this.hint = hint;
        this.nanoTime = nanoTime;
    }

    /** The broker that is listened at; empty without one. */
    Optional<String> broker() {
        MqttAsyncClient now = client;
        return now != null && now.isConnected() ? Optional.of(broker) : Optional.empty();
    }

    /** Looks for a broker where there is none, seldom; says as a note why there is none though the server names one. */
    void ensure(Optional<String> venId, Set<String> programs, List<String> notes) throws InterruptedException {
        boolean due = nextLook.isEmpty() || nextLook.get() - nanoTime.getAsLong() <= 0;
        if (broker().isEmpty() && due) {
            nextLook = Optional.of(nanoTime.getAsLong() + PAUSE.toNanos());
            close();
            try {
                trouble = Optional.empty();
                listen(AdrText.child(vtn.send("GET", "/notifiers", Optional.empty()), "MQTT"), venId, programs);
            } catch (Trouble e) {
                boolean none = e.status() == 404 || e.status() == NOT_IMPLEMENTED;
                trouble = none ? Optional.empty() : Optional.of(e.sentence());
            } catch (MqttException | IllegalArgumentException e) {
                trouble = Optional.of("%s: %s.".formatted(broker, e));
                close();
            }
        }
        trouble.ifPresent(why -> notes.add("There are no notifications by MQTT, polling goes on: " + why));
    }

    private void listen(JsonNode binding, Optional<String> venId, Set<String> programs)
            throws Trouble, InterruptedException, MqttException {
        Optional<String> named =
                AdrText.children(binding, "URIS").stream().map(JsonNode::asText).findFirst();
        if (named.isEmpty()) {
            return; // it has none
        }
        broker = named.get();
        MqttConnectionOptions options = options(AdrText.child(binding, "authentication"));
        MqttSubscription[] topics = topics(venId, programs).stream()
                .map(topic -> new MqttSubscription(topic, 1))
                .toArray(MqttSubscription[]::new);
        if (topics.length == 0) {
            throw new Trouble(200, "the server names no topic of the depot's events.");
        }
        MqttAsyncClient next = new MqttAsyncClient(url(broker), "", new MemoryPersistence());
        client = next;
        next.setCallback(new Listener());
        next.connect(options).waitForCompletion(PATIENCE.toMillis());
        IMqttToken subscribed = next.subscribe(topics);
        subscribed.waitForCompletion(PATIENCE.toMillis());
        for (int code : subscribed.getReasonCodes()) {
            if (code >= FIRST_FAILURE_CODE) {
                close();
                throw new Trouble(
                        200, "the broker %s refuses a subscription with reason code 0x%02x.".formatted(broker, code));
            }
        }
    }

    /** As Paho writes them. @throws IllegalArgumentException for a scheme that is no MQTT */
    private static String url(String named) {
        String url = named.replaceFirst("^(mqtts|tls)://", "ssl://").replaceFirst("^mqtt://", "tcp://");
        if (!url.startsWith("ssl://") && !url.startsWith("tcp://")) {
            throw new IllegalArgumentException("its address must begin with mqtts:// or mqtt://");
        }
        return url;
    }

    private MqttConnectionOptions options(JsonNode authentication) throws Trouble, InterruptedException {
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setCleanStart(true); // what was missed is polled
        options.setAutomaticReconnect(false);
        options.setKeepAliveInterval(KEEP_ALIVE_SECONDS);
        options.setConnectionTimeout(Math.toIntExact(PATIENCE.toSeconds()));
        boolean plain = url(broker).startsWith("tcp://");
        if (!plain && !connection.verifiesTls()) {
            options.setSocketFactory(AnyCertificate.context().getSocketFactory());
            options.setHttpsHostnameVerificationEnabled(false);
        }
        switch (AdrText.text(authentication, "method").orElse("ANONYMOUS")) {
            case "ANONYMOUS" -> {}
            case "OAUTH2_BEARER_TOKEN" -> {
                if (plain && connection.verifiesTls()) {
                    throw new Trouble(200, "the broker %s would get the token without TLS.".formatted(broker));
                }
                String id = connection.clientId().orElse("");
                options.setUserName(AdrText.text(authentication, "username")
                        .orElse("{clientID}")
                        .replace("{clientID}", id));
                options.setPassword(vtn.bearer().getBytes(UTF_8));
            }
            default ->
                throw new Trouble(
                        200,
                        "the broker %s wants %s, which is not done here (ANONYMOUS and OAUTH2_BEARER_TOKEN are)."
                                .formatted(
                                        broker,
                                        AdrText.text(authentication, "method").orElse("")));
        }
        return options;
    }

    /** Of events of the own ven, and of those of the programs that this server lets us hear. */
    private Set<String> topics(Optional<String> venId, Set<String> programs) throws Trouble, InterruptedException {
        List<String> paths = new ArrayList<>();
        venId.ifPresent(id -> paths.add("/vens/" + Vtn.encoded(id) + "/events"));
        programs.forEach(id -> paths.add("/programs/" + Vtn.encoded(id) + "/events"));
        Set<String> topics = new TreeSet<>();
        for (String path : paths) {
            try {
                JsonNode named =
                        AdrText.child(vtn.send("GET", "/notifiers/mqtt/topics" + path, Optional.empty()), "topics");
                Optional<String> all = AdrText.text(named, "ALL");
                all.ifPresent(topics::add);
                if (all.isEmpty()) {
                    named.forEach(topic -> topics.add(topic.asText()));
                }
            } catch (Trouble e) {
                if (e.status() == 0) {
                    throw e;
                }
                LOG.debugf("OpenADR %s: %s", connection.operator(), e.sentence());
            }
        }
        return topics;
    }

    @Override
    public void close() {
        MqttAsyncClient last = client;
        client = null;
        if (last != null) {
            Thread discard = new Thread(() -> discard(last), "openadr-mqtt-discard"); // it may block for long
            discard.setDaemon(true);
            discard.start();
        }
    }

    private static void discard(MqttAsyncClient client) {
        try {
            client.disconnectForcibly(0, 0, false);
            client.close(true);
        } catch (MqttException e) {
            LOG.debugf("A given-up MQTT client did not close: %s", e);
        }
    }

    private final class Listener implements MqttCallback {

        @Override
        public void messageArrived(String topic, MqttMessage message) {
            hint.run();
        }

        @Override
        public void disconnected(MqttDisconnectResponse response) {
            LOG.infof("OpenADR %s: the broker %s is gone, polling goes on.", connection.operator(), broker);
        }

        @Override
        public void mqttErrorOccurred(MqttException e) {
            LOG.debugf("OpenADR %s: %s", connection.operator(), e);
        }

        @Override
        public void deliveryComplete(IMqttToken token) {}

        @Override
        public void connectComplete(boolean reconnect, String serverUri) {}

        @Override
        public void authPacketArrived(int reasonCode, MqttProperties properties) {}
    }
}
