package energy.corridor.app;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.CoreAddressConfiguration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTProtocolManagerFactory;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptor;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptorFactory;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.impl.ActiveMQServerImpl;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.jspecify.annotations.Nullable;

/**
 * The MQTT 5 broker of a local run: Apache Artemis in this process, on 127.0.0.1 only, without accounts, and with nothing on
 * disk. Production brings its own broker.
 */
public final class EmbeddedBroker implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger("org.apache.activemq");
    private static final String ACCEPTOR = "mqtt";
    private static final String DEAD_LETTERS = "dead-letters";
    private static final String EXPIRED = "expired";
    private static final long WILLS_ARE_LOOKED_AT_MILLIS = 500L;
    private static final long KEPT_DEAD_LETTERS = 1_000L;
    private static final long MOST_BYTES_OF_A_TOPIC = 16L << 20;
    private static final long MOST_BYTES = 64L << 20;

    private final ActiveMQServer server;
    private final int port;

    private EmbeddedBroker(ActiveMQServer server, int port) {
        this.server = server;
        this.port = port;
    }

    /** The broker cannot run here; the message is one sentence for the operator. */
    public static final class Unavailable extends IllegalStateException {
        private static final long serialVersionUID = 1;

        Unavailable(int port, @Nullable Exception cause) {
            super(
                    "The MQTT broker cannot start on port %d of 127.0.0.1; set CORRIDOR_MQTT_EMBEDDED_PORT to a free one, or CORRIDOR_MQTT_URL to use another broker."
                            .formatted(port),
                    cause);
        }
    }

    /**
     * Returns when clients can connect.
     *
     * @param port to listen on, 0 for any free one
     * @throws Unavailable when the port is taken
     */
    public static EmbeddedBroker start(int port) {
        LOG.setLevel(Level.WARNING); // it has a line for every message and every question about a queue
        ActiveMQServer server = new ActiveMQServerImpl(configuration(port));
        server.addProtocolManagerFactory(new MQTTProtocolManagerFactory());
        AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
        server.registerActivationFailureListener(failure::set);
        try {
            server.start();
            if (server.isActive()
                    && server.getRemotingService().getAcceptor(ACCEPTOR) instanceof NettyAcceptor acceptor) {
                return new EmbeddedBroker(server, acceptor.getActualPort());
            }
            server.stop();
        } catch (Exception e) {
            failure.compareAndSet(null, e);
        }
        throw new Unavailable(port, failure.get());
    }

    /** Where clients connect, e.g. {@code tcp://127.0.0.1:1883}. */
    public String url() {
        return "tcp://127.0.0.1:" + port;
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("The MQTT broker did not stop.", e);
        }
    }

    private static Configuration configuration(int port) {
        ConfigurationImpl configuration = new ConfigurationImpl();
        configuration.setName("corridor");
        configuration.setPersistenceEnabled(false);
        configuration.setSecurityEnabled(false);
        configuration.setJMXManagementEnabled(false);
        configuration.setMaxDiskUsage(-1);
        configuration.setGlobalMaxSize(MOST_BYTES);
        configuration.setThreadPoolMaxSize(8);
        configuration.setScheduledThreadPoolMaxSize(2);
        configuration.setMqttSessionScanInterval(WILLS_ARE_LOOKED_AT_MILLIS);
        configuration.setResolveProtocols(false); // the one protocol is added by hand, whatever the class loader
        configuration.setAcceptorConfigurations(Set.of(new TransportConfiguration(
                NettyAcceptorFactory.class.getName(),
                Map.of("host", "127.0.0.1", "port", port, "protocols", MQTTProtocolManagerFactory.MQTT_PROTOCOL_NAME),
                ACCEPTOR)));
        configuration.setAddressConfigurations(List.of(bounded(DEAD_LETTERS), bounded(EXPIRED)));
        configuration.addAddressSetting(
                "#",
                new AddressSettings()
                        .setDeadLetterAddress(SimpleString.of(DEAD_LETTERS))
                        .setExpiryAddress(SimpleString.of(EXPIRED))
                        .setMaxSizeBytes(MOST_BYTES_OF_A_TOPIC)
                        .setAddressFullMessagePolicy(AddressFullMessagePolicy.DROP));
        return configuration;
    }

    /** An address whose queue keeps the newest messages only. */
    private static CoreAddressConfiguration bounded(String name) {
        return new CoreAddressConfiguration()
                .setName(name)
                .addRoutingType(RoutingType.ANYCAST)
                .addQueueConfiguration(QueueConfiguration.of(name)
                        .setAddress(name)
                        .setRoutingType(RoutingType.ANYCAST)
                        .setRingSize(KEPT_DEAD_LETTERS));
    }
}
