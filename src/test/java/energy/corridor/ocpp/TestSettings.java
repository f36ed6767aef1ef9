package energy.corridor.ocpp;

import java.time.Duration;
import java.util.Optional;

/** The defaults, but for what a test sets; stations are asked for their capabilities only where a test is about that. */
public record TestSettings(
        Duration heartbeatInterval,
        Duration callTimeout,
        int queueLimit,
        int maxMessageBytes,
        Duration pingInterval,
        int leastSecurityProfile,
        boolean probe,
        Duration alignedInterval,
        int messageRate,
        Optional<String> quirks)
        implements OcppSettings {

    public TestSettings() {
        this(
                Duration.ofSeconds(300),
                Duration.ofSeconds(30),
                64,
                262_144,
                Duration.ofSeconds(60),
                0,
                false,
                Duration.ofMinutes(15),
                20,
                Optional.empty());
    }

    public TestSettings withCallTimeout(Duration timeout) {
        return new TestSettings(
                heartbeatInterval,
                timeout,
                queueLimit,
                maxMessageBytes,
                pingInterval,
                leastSecurityProfile,
                probe,
                alignedInterval,
                messageRate,
                quirks);
    }

    public TestSettings withQueueLimit(int limit) {
        return new TestSettings(
                heartbeatInterval,
                callTimeout,
                limit,
                maxMessageBytes,
                pingInterval,
                leastSecurityProfile,
                probe,
                alignedInterval,
                messageRate,
                quirks);
    }

    public TestSettings withMaxMessageBytes(int bytes) {
        return new TestSettings(
                heartbeatInterval,
                callTimeout,
                queueLimit,
                bytes,
                pingInterval,
                leastSecurityProfile,
                probe,
                alignedInterval,
                messageRate,
                quirks);
    }

    public TestSettings withPingInterval(Duration interval) {
        return new TestSettings(
                heartbeatInterval,
                callTimeout,
                queueLimit,
                maxMessageBytes,
                interval,
                leastSecurityProfile,
                probe,
                alignedInterval,
                messageRate,
                quirks);
    }

    public TestSettings withLeastSecurityProfile(int profile) {
        return new TestSettings(
                heartbeatInterval,
                callTimeout,
                queueLimit,
                maxMessageBytes,
                pingInterval,
                profile,
                probe,
                alignedInterval,
                messageRate,
                quirks);
    }

    public TestSettings withProbe() {
        return new TestSettings(
                heartbeatInterval,
                callTimeout,
                queueLimit,
                maxMessageBytes,
                pingInterval,
                leastSecurityProfile,
                true,
                alignedInterval,
                messageRate,
                quirks);
    }

    public TestSettings withMessageRate(int perSecond) {
        return new TestSettings(
                heartbeatInterval,
                callTimeout,
                queueLimit,
                maxMessageBytes,
                pingInterval,
                leastSecurityProfile,
                probe,
                alignedInterval,
                perSecond,
                quirks);
    }

    public TestSettings withAlignedInterval(Duration interval) {
        return new TestSettings(
                heartbeatInterval,
                callTimeout,
                queueLimit,
                maxMessageBytes,
                pingInterval,
                leastSecurityProfile,
                probe,
                interval,
                messageRate,
                quirks);
    }

    public TestSettings withQuirks(String file) {
        return new TestSettings(
                heartbeatInterval,
                callTimeout,
                queueLimit,
                maxMessageBytes,
                pingInterval,
                leastSecurityProfile,
                probe,
                alignedInterval,
                messageRate,
                Optional.of(file));
    }
}
