package energy.corridor.ocpp;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** What can be set for charging stations; units, ranges and effects are in {@code solver-config/README.md}. Timers run on the wall clock. */
@ConfigMapping(prefix = "corridor.ocpp")
public interface OcppSettings {

    /** How often a silent station sends a Heartbeat, in its own time. */
    @WithDefault("PT5M")
    Duration heartbeatInterval();

    /** How long we wait for a station's answer, and a station at most for ours. */
    @WithDefault("PT30S")
    Duration callTimeout();

    /** Calls to one station that may wait for their turn. */
    @WithDefault("64")
    int queueLimit();

    /** The longest message a station may send. */
    @WithDefault("262144")
    int maxMessageBytes();

    /** How often a connection is probed; it is given up after two probes without an answer. */
    @WithDefault("PT1M")
    Duration pingInterval();

    /** What every station must show: 0 nothing, 1 a password, 2 a password over TLS, 3 a certificate. */
    @WithDefault("0")
    int leastSecurityProfile();

    /** Whether a station is asked what it can do after each boot. */
    @WithDefault("true")
    boolean probe();

    /** How often stations meter by the clock; it is set after each boot. Zero leaves it as it is. */
    @WithDefault("PT15M")
    Duration alignedInterval();

    /** Messages a station may send per second; above that it is not read for a while. */
    @WithDefault("20")
    int messageRate();

    /** A file of quirks of models, JSON; it is read again when it has changed and a station boots. */
    Optional<String> quirks();

    /**
     * Refuses values that cannot work.
     *
     * @throws IllegalArgumentException with a sentence that names the setting, its value and what is allowed
     */
    static void check(OcppSettings settings) {
        require("heartbeat-interval", settings.heartbeatInterval(), Duration.ofSeconds(1), Duration.ofDays(1));
        require("call-timeout", settings.callTimeout(), Duration.ofMillis(10), Duration.ofMinutes(10));
        require("queue-limit", settings.queueLimit(), 1, 10_000);
        require("max-message-bytes", settings.maxMessageBytes(), 1024, 16 * 1024 * 1024);
        require("least-security-profile", settings.leastSecurityProfile(), 0, 3);
        require("aligned-interval", settings.alignedInterval(), Duration.ZERO, Duration.ofDays(1));
        long aligned = settings.alignedInterval().toSeconds();
        if (aligned != 0 && 86_400 % aligned != 0) {
            throw new IllegalArgumentException(
                    "The setting corridor.ocpp.aligned-interval (%s) must divide a day without rest."
                            .formatted(settings.alignedInterval()));
        }
        require("message-rate", settings.messageRate(), 1, 100_000);
        require("ping-interval", settings.pingInterval(), Duration.ofMillis(10), Duration.ofMinutes(25));
    }

    private static <T extends Comparable<T>> void require(String name, T value, T least, T most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(
                    "The setting corridor.ocpp.%s (%s) must be in %s..%s.".formatted(name, value, least, most));
        }
    }
}
