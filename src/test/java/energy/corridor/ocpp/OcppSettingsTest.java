package energy.corridor.ocpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OcppSettingsTest {

    @Test
    void theTestsRunWithTheDefaults() {
        OcppSettings settings = new SmallRyeConfigBuilder()
                .withMapping(OcppSettings.class)
                .withConverter(Duration.class, 200, new DurationConverter())
                .build()
                .getConfigMapping(OcppSettings.class);
        assertThat(new TestSettings(
                        settings.heartbeatInterval(),
                        settings.callTimeout(),
                        settings.queueLimit(),
                        settings.maxMessageBytes(),
                        settings.pingInterval(),
                        settings.leastSecurityProfile(),
                        settings.probe(),
                        settings.alignedInterval(),
                        settings.messageRate(),
                        settings.quirks()))
                .isEqualTo(new TestSettings().withProbe());
        OcppSettings.check(settings);
    }

    @ParameterizedTest
    @MethodSource
    void whatCannotWorkIsRefusedWithASentence(OcppSettings settings, String sentence) {
        assertThatThrownBy(() -> OcppSettings.check(settings))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(sentence);
    }

    private static Stream<Object[]> whatCannotWorkIsRefusedWithASentence() {
        TestSettings good = new TestSettings();
        return Stream.of(
                new Object[] {
                    good.withCallTimeout(Duration.ZERO),
                    "The setting corridor.ocpp.call-timeout (PT0S) must be in PT0.01S..PT10M."
                },
                new Object[] {good.withQueueLimit(0), "The setting corridor.ocpp.queue-limit (0) must be in 1..10000."},
                new Object[] {
                    good.withMaxMessageBytes(10),
                    "The setting corridor.ocpp.max-message-bytes (10) must be in 1024..16777216."
                },
                new Object[] {
                    good.withAlignedInterval(Duration.ofMinutes(7)),
                    "The setting corridor.ocpp.aligned-interval (PT7M) must divide a day without rest."
                },
                new Object[] {
                    good.withMessageRate(0), "The setting corridor.ocpp.message-rate (0) must be in 1..100000."
                },
                new Object[] {
                    good.withPingInterval(Duration.ofHours(1)),
                    "The setting corridor.ocpp.ping-interval (PT1H) must be in PT0.01S..PT25M."
                });
    }
}
