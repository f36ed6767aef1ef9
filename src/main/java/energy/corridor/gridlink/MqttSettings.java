package energy.corridor.gridlink;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Settings of the MQTT link; units, ranges and effects are in {@code solver-config/README.md}. */
@ConfigMapping(prefix = "corridor.mqtt")
public interface MqttSettings {

    /** The broker: {@code tcp://host:port}, or {@code ssl://host:port} with TLS. Without it there is no MQTT. */
    Optional<String> url();

    /** Where the broker of a local run listens on 127.0.0.1; 0 for any free port. */
    @WithDefault("0")
    int embeddedPort();

    Optional<String> username();

    Optional<String> password();

    /** Stable over restarts, because the broker keeps messages for it; {@code corridor-<depot>} when absent. */
    Optional<String> clientId();

    /** Second level of every topic; no {@code /}, {@code +} or {@code #}. */
    @WithDefault("depot")
    String depot();

    /** How soon a dead connection is noticed, whole seconds; 1 s to 18 h. */
    @WithDefault("PT30S")
    Duration keepAlive();

    /** How long the broker keeps messages for us while we are away, whole seconds; 0 for not at all. */
    @WithDefault("PT24H")
    Duration sessionExpiry();

    /** How many messages may wait here: of those sent with quality of service 0, later ones are dropped and counted. */
    @WithDefault("1000")
    int queue();
}
