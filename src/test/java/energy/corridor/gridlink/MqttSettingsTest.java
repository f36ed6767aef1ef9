package energy.corridor.gridlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MqttSettingsTest {

    @Test
    void withoutAnyThereIsNoBrokerAndTheRestHasDefaults() {
        MqttSettings settings = settings(Map.of());
        MqttSettingsCheck.check(settings);
        assertThat(settings.url()).isEmpty();
        assertThat(settings.depot()).isEqualTo("depot");
        assertThat(settings.keepAlive()).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.sessionExpiry()).isEqualTo(Duration.ofHours(24));
        assertThat(settings.queue()).isEqualTo(1_000);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        corridor.mqtt.url            | http://broker:1883 | The setting corridor.mqtt.url (http://broker:1883) must be tcp://host:port or ssl://host:port with a port in 1..65535.
        corridor.mqtt.url            | tcp://broker       | The setting corridor.mqtt.url (tcp://broker) must be tcp://host:port or ssl://host:port with a port in 1..65535.
        corridor.mqtt.url            | tcp://broker:65536 | The setting corridor.mqtt.url (tcp://broker:65536) must be tcp://host:port or ssl://host:port with a port in 1..65535.
        corridor.mqtt.embedded-port  | -1                 | The setting corridor.mqtt.embedded-port (-1) must be in 0..65535.
        corridor.mqtt.keep-alive     | 0s                 | The setting corridor.mqtt.keep-alive (PT0S) must be in PT1S..PT18H.
        corridor.mqtt.session-expiry | 366d               | The setting corridor.mqtt.session-expiry (PT8784H) must be in PT0S..PT8760H.
        corridor.mqtt.queue          | 0                  | The setting corridor.mqtt.queue (0) must be 1 or more.
        """)
    void whatCannotWorkIsRefusedByName(String name, String value, String sentence) {
        assertThatThrownBy(() -> MqttSettingsCheck.check(settings(Map.of(name, value))))
                .hasMessage(sentence);
    }

    @Test
    void aDepotIsOneLevelOfATopic() {
        assertThatThrownBy(() -> new DepotTopics("a/b")).hasMessageContaining("corridor.mqtt.depot (\"a/b\")");
    }

    private static MqttSettings settings(Map<String, String> values) {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withMapping(MqttSettings.class)
                .withSources(new PropertiesConfigSource(values, "test", 100))
                .withConverter(Duration.class, 100, new io.quarkus.runtime.configuration.DurationConverter())
                .build();
        return config.getConfigMapping(MqttSettings.class);
    }
}
