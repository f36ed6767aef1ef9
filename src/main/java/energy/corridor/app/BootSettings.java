package energy.corridor.app;

import energy.corridor.gridlink.MqttSettings;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The few settings that are needed before the application starts, from the same places and in the same order of precedence:
 * system properties, environment, {@code solver-config/corridor.properties}.
 */
record BootSettings(Path dataDir, Optional<String> jdbcUrl, Optional<String> mqttUrl, int mqttPort) {

    static final Path FILE = Path.of("solver-config", "corridor.properties");
    private static final int BELOW_ENVIRONMENT = 150;

    /**
     * @throws IllegalArgumentException when any setting of ours does not exist or cannot work, with a sentence that names it
     */
    static BootSettings read() {
        SmallRyeConfigBuilder builder =
                new SmallRyeConfigBuilder().addDiscoveredConverters().addDefaultSources();
        if (Files.exists(FILE)) {
            try {
                builder.withSources(new PropertiesConfigSource(FILE.toUri().toURL(), BELOW_ENVIRONMENT));
            } catch (IOException e) {
                throw new UncheckedIOException("The settings in %s cannot be read.".formatted(FILE), e);
            }
        }
        SmallRyeConfig config =
                SettingsCheck.check(builder.build(), System.getenv().keySet());
        MqttSettings mqtt = config.getConfigMapping(MqttSettings.class);
        return new BootSettings(
                config.getConfigMapping(Settings.class).dataDir(),
                config.getOptionalValue("quarkus.datasource.jdbc.url", String.class),
                mqtt.url(),
                mqtt.embeddedPort());
    }
}
