package energy.corridor.ocpp;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OcppSettingsTest {

    @Test
    void theDefaultsAreAllowed() {
        OcppSettings.check(TestSettings.defaults());
    }

    @ParameterizedTest
    @MethodSource
    void whatCannotWorkIsRefusedWithASentence(OcppSettings settings, String sentence) {
        assertThatThrownBy(() -> OcppSettings.check(settings))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(sentence);
    }

    private static Stream<Object[]> whatCannotWorkIsRefusedWithASentence() {
        return Stream.of(
                new Object[] {
                    TestSettings.with("call-timeout", Duration.ZERO),
                    "The setting corridor.ocpp.call-timeout (PT0S) must be in PT0.01S..PT10M."
                },
                new Object[] {
                    TestSettings.with("queue-limit", 0),
                    "The setting corridor.ocpp.queue-limit (0) must be in 1..10000."
                },
                new Object[] {
                    TestSettings.with("max-message-bytes", 10),
                    "The setting corridor.ocpp.max-message-bytes (10) must be in 1024..16777216."
                },
                new Object[] {
                    TestSettings.with("aligned-interval", Duration.ofMinutes(7)),
                    "The setting corridor.ocpp.aligned-interval (PT7M) must divide a day without rest."
                },
                new Object[] {
                    TestSettings.with("message-rate", 0),
                    "The setting corridor.ocpp.message-rate (0) must be in 1..100000."
                },
                new Object[] {
                    TestSettings.with("ping-interval", Duration.ofHours(1)),
                    "The setting corridor.ocpp.ping-interval (PT1H) must be in PT0.01S..PT25M."
                });
    }
}
