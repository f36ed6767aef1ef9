package energy.corridor.app;

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

    static BootSettings read() {
        SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder().addDefaultSources();
        if (Files.exists(FILE)) {
            try {
                builder.withSources(new PropertiesConfigSource(FILE.toUri().toURL(), BELOW_ENVIRONMENT));
            } catch (IOException e) {
                throw new UncheckedIOException("The settings in %s cannot be read.".formatted(FILE), e);
            }
        }
        SmallRyeConfig config = builder.build();
        return new BootSettings(
                config.getOptionalValue("corridor.data-dir", Path.class).orElse(Path.of("data")),
                config.getOptionalValue("quarkus.datasource.jdbc.url", String.class),
                config.getOptionalValue("corridor.mqtt.url", String.class),
                config.getOptionalValue("corridor.mqtt.embedded-port", Integer.class)
                        .orElse(0));
    }
}
