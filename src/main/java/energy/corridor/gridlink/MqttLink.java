package energy.corridor.gridlink;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttActionListener;
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
 * Owns the connection to the broker: opens it, opens it again, and knows whether it stands. Everything that touches the client
 * happens on one thread, and every attempt gets a client of its own, because the library's can be left connecting for ever when a
 * peer accepts and then says nothing.
 */
final class MqttLink implements AutoCloseable {

    /** Most messages that the broker delivers before the first of them is acknowledged. */
    static final int RECEIVE_MAXIMUM = 100;

    private static final long LARGEST_MESSAGE_BYTES = 64L << 10;
    /** How long a broker may take to connect and subscribe us, or to hear us leave. */
    static final Duration PATIENCE = Duration.ofSeconds(15);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    /** With none, Artemis tells of a lost session only when it expires. */
    private static final long WILL_DELAY_SECONDS = 1;

    private static final long LOOK_MILLIS = 250;
    private static final int DEFAULT_RECEIVE_MAXIMUM = 65_535; // MQTT 5, 3.2.2.3.3
    private static final int FIRST_FAILURE_CODE = 0x80;
    private static final byte[] ONLINE = "online".getBytes(UTF_8);
    private static final byte[] OFFLINE = "offline".getBytes(UTF_8);
    private static final Logger LOG = Logger.getLogger(MqttLink.class);

    private final String url;
    private final MqttSettings settings;
    private final DepotTopics topics;
    private final Consumer<Incoming> inbox;
    private final Duration patience;
    private final ScheduledExecutorService thread = new ScheduledThreadPoolExecutor(
            1, MqttLink::linkThread, new ThreadPoolExecutor.DiscardPolicy()); // late callbacks of a closed link
    private final Outbox outbox;

    private @Nullable MqttAsyncClient client;
    private long attemptedNanos;
    private long nextAttemptNanos = System.nanoTime();
    private int failures;
    private int receiveMaximum = DEFAULT_RECEIVE_MAXIMUM;
    private volatile boolean connected;
    private volatile String trouble = "not yet connected";

    /** @param inbox takes a message on the client's thread and returns at once */
    MqttLink(
            String url,
            MqttSettings settings,
            DepotTopics topics,
            Consumer<Incoming> inbox,
            MeterRegistry meters,
            Duration patience) {
        this.patience = patience;
        this.url = url;
        this.settings = settings;
        this.topics = topics;
        this.inbox = inbox;
        this.outbox = new Outbox(this::onLink, meters);
        meters.gauge("corridor.mqtt.connected", this, link -> link.connected ? 1 : 0);
    }

    void start() {
        thread.scheduleWithFixedDelay(this::look, 0, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    boolean isConnected() {
        return connected;
    }

    /** Why there is no connection, in words; empty while there is one. */
    String trouble() {
        return trouble;
    }

    /** Sends, now or when the broker is back. */
    void send(Outgoing message) {
        onLink(() -> outbox.add(message));
    }

    /** Publishes a retained value that the next one supersedes; dropped while there is no connection. */
    void show(String topic, byte[] payload) {
        onLink(() -> {
            MqttAsyncClient now = client;
            if (connected && now != null) {
                publishRetained(now, topic, payload);
            }
        });
    }

    @Override
    public void close() throws InterruptedException {
        CountDownLatch gone = new CountDownLatch(1);
        onLink(() -> {
            MqttAsyncClient last = client;
            client = null;
            if (last != null) {
                new Thread(() -> leave(last, gone), "mqtt-leave").start();
            } else {
                gone.countDown();
            }
            thread.shutdownNow();
        });
        if (!gone.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.warn("The MQTT broker did not answer our farewell.");
        }
        connected = false;
    }

    private void onLink(Runnable task) {
        thread.execute(task);
    }

    private static Thread linkThread(Runnable work) {
        Thread thread = new Thread(work, "mqtt-link");
        thread.setDaemon(true);
        return thread;
    }

    /** The supervisor: asks how things are instead of trusting that every callback comes. */
    private void look() {
        try {
            long now = System.nanoTime();
            MqttAsyncClient current = client;
            if (current == null) {
                if (now - nextAttemptNanos >= 0) {
                    attempt();
                }
            } else if (connected && !current.isConnected()) {
                lost(current, "the connection was lost");
            } else if (!connected && now - attemptedNanos > patience.toNanos()) {
                lost(current, "no answer within " + patience);
            }
        } catch (RuntimeException e) { // the schedule would end
            LOG.error("The MQTT link stumbled and goes on.", e);
        }
    }

    private void attempt() {
        attemptedNanos = System.nanoTime();
        MqttAsyncClient next = null;
        try {
            next = new MqttAsyncClient(
                    url, settings.clientId().orElse("corridor-" + topics.depot()), new MemoryPersistence());
            client = next;
            next.setManualAcks(true);
            next.setCallback(new Callback(next));
            next.connect(options(), null, new Ends(next, "connecting failed", this::greeted));
        } catch (MqttException e) {
            lost(next, e.toString());
        }
    }

    private MqttConnectionOptions options() {
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setCleanStart(false);
        options.setSessionExpiryInterval(settings.sessionExpiry().toSeconds());
        options.setKeepAliveInterval(Math.toIntExact(settings.keepAlive().toSeconds()));
        options.setReceiveMaximum(RECEIVE_MAXIMUM);
        options.setMaximumPacketSize(LARGEST_MESSAGE_BYTES);
        options.setTopicAliasMaximum(0);
        options.setAutomaticReconnect(false);
        settings.username().ifPresent(options::setUserName);
        settings.password().ifPresent(password -> options.setPassword(password.getBytes(UTF_8)));
        MqttProperties will = new MqttProperties();
        will.setWillDelayInterval(WILL_DELAY_SECONDS);
        options.setWillMessageProperties(will);
        options.setWill(topics.status(), new MqttMessage(OFFLINE, 1, true, new MqttProperties()));
        return options;
    }

    private void greeted(IMqttToken connected) {
        receiveMaximum = Optional.ofNullable(connected.getResponseProperties())
                .map(MqttProperties::getReceiveMaximum)
                .orElse(DEFAULT_RECEIVE_MAXIMUM);
    }

    private void subscribe(MqttAsyncClient by) {
        MqttSubscription[] subscriptions = topics.subscriptions().stream()
                .map(topic -> {
                    MqttSubscription subscription = new MqttSubscription(topic, 1);
                    subscription.setRetainHandling(1); // retained messages come with a new subscription only
                    return subscription;
                })
                .toArray(MqttSubscription[]::new);
        try {
            by.subscribe(
                    subscriptions,
                    null,
                    new Ends(by, "subscribing failed", token -> ready(by, token)),
                    new MqttProperties());
        } catch (MqttException e) {
            lost(by, "subscribing failed: " + e);
        }
    }

    private void ready(MqttAsyncClient by, IMqttToken subscribed) {
        for (int code : subscribed.getReasonCodes()) {
            if (code >= FIRST_FAILURE_CODE) {
                lost(
                        by,
                        "the broker refuses the subscription of %s: reason code 0x%02x"
                                .formatted(topics.subscriptions(), code));
                return;
            }
        }
        failures = 0;
        connected = true;
        trouble = "";
        LOG.infof("Connected to the MQTT broker %s for depot %s.", url, topics.depot());
        outbox.connected(by, receiveMaximum, Outgoing.retained(topics.status(), ONLINE));
    }

    private void lost(@Nullable MqttAsyncClient which, String why) {
        if (which == null || which != client) {
            return; // an end of a connection that has been given up already
        }
        boolean stood = connected;
        client = null;
        connected = false;
        outbox.disconnected();
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(failures, 10));
        pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
        failures++;
        nextAttemptNanos = System.nanoTime() + pause.toNanos();
        if (stood || !why.equals(trouble)) {
            LOG.warnf("No MQTT broker at %s: %s. Trying again.", url, why);
        }
        trouble = why;
        Thread discard = new Thread(() -> discard(which), "mqtt-discard"); // it may block for long
        discard.setDaemon(true);
        discard.start();
    }

    private static void publishRetained(MqttAsyncClient by, String topic, byte[] payload) {
        try {
            by.publish(topic, new MqttMessage(payload, 0, true, new MqttProperties()));
        } catch (MqttException e) {
            LOG.debugf("Nothing was published on %s: %s", topic, e); // the next value supersedes it
        }
    }

    private void leave(MqttAsyncClient last, CountDownLatch gone) {
        try {
            if (last.isConnected()) {
                last.publish(topics.status(), new MqttMessage(OFFLINE, 1, true, new MqttProperties()))
                        .waitForCompletion(FIRST_PAUSE.toMillis());
                last.disconnect(0).waitForCompletion(FIRST_PAUSE.toMillis());
            }
        } catch (MqttException e) {
            LOG.debugf("The broker did not hear us leave, its last will says so: %s", e);
        }
        discard(last);
        gone.countDown();
    }

    private static void discard(MqttAsyncClient client) {
        try {
            client.disconnectForcibly(0, 0, false); // also ends an attempt to connect, which close refuses to
            client.close(true);
        } catch (MqttException e) {
            LOG.debugf("A given-up MQTT client did not close: %s", e);
        }
    }

    /** The end of a request to the broker, brought to the link's thread. */
    private final class Ends implements MqttActionListener {

        private final MqttAsyncClient by;
        private final String failure;
        private final Consumer<IMqttToken> then;

        Ends(MqttAsyncClient by, String failure, Consumer<IMqttToken> then) {
            this.by = by;
            this.failure = failure;
            this.then = then;
        }

        @Override
        public void onSuccess(IMqttToken token) {
            onLink(() -> {
                if (by == client) {
                    then.accept(token);
                }
            });
        }

        @Override
        public void onFailure(IMqttToken token, Throwable cause) {
            onLink(() -> lost(by, "%s: %s".formatted(failure, cause)));
        }
    }

    private final class Callback implements MqttCallback {

        private final MqttAsyncClient by;

        Callback(MqttAsyncClient by) {
            this.by = by;
        }

        @Override
        public void connectComplete(boolean reconnect, String serverUri) {
            onLink(() -> {
                if (by == client) {
                    subscribe(by);
                }
            });
        }

        @Override
        public void messageArrived(String topic, MqttMessage message) {
            inbox.accept(new Incoming(
                    topic,
                    message,
                    System.nanoTime(),
                    responseTopic -> topics.mayAnswer(topic, responseTopic),
                    () -> onLink(() -> acknowledge(message))));
        }

        /** Not on a later connection: the number may belong to another message there. */
        private void acknowledge(MqttMessage message) {
            try {
                if (by == client && message.getQos() > 0) {
                    by.messageArrivedComplete(message.getId(), message.getQos());
                }
            } catch (MqttException e) {
                LOG.debugf("A message could not be acknowledged and will come again: %s", e);
            }
        }

        @Override
        public void disconnected(MqttDisconnectResponse response) {
            onLink(() -> lost(by, "the connection was lost: " + response));
        }

        @Override
        public void mqttErrorOccurred(MqttException e) {
            LOG.warnf("MQTT client: %s", e);
        }

        @Override
        public void deliveryComplete(IMqttToken token) {}

        @Override
        public void authPacketArrived(int reasonCode, MqttProperties properties) {}
    }
}
