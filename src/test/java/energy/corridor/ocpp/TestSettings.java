package energy.corridor.ocpp;

import java.time.Duration;

/** The defaults, but for what a test sets. */
public record TestSettings(
        Duration heartbeatInterval,
        Duration callTimeout,
        int queueLimit,
        int maxMessageBytes,
        Duration pingInterval,
        int leastSecurityProfile)
        implements OcppSettings {

    public TestSettings() {
        this(Duration.ofSeconds(300), Duration.ofSeconds(30), 64, 262_144, Duration.ofSeconds(60), 0);
    }

    public TestSettings withCallTimeout(Duration timeout) {
        return new TestSettings(
                heartbeatInterval, timeout, queueLimit, maxMessageBytes, pingInterval, leastSecurityProfile);
    }

    public TestSettings withQueueLimit(int limit) {
        return new TestSettings(
                heartbeatInterval, callTimeout, limit, maxMessageBytes, pingInterval, leastSecurityProfile);
    }

    public TestSettings withMaxMessageBytes(int bytes) {
        return new TestSettings(heartbeatInterval, callTimeout, queueLimit, bytes, pingInterval, leastSecurityProfile);
    }

    public TestSettings withPingInterval(Duration interval) {
        return new TestSettings(
                heartbeatInterval, callTimeout, queueLimit, maxMessageBytes, interval, leastSecurityProfile);
    }

    public TestSettings withLeastSecurityProfile(int profile) {
        return new TestSettings(heartbeatInterval, callTimeout, queueLimit, maxMessageBytes, pingInterval, profile);
    }
}
