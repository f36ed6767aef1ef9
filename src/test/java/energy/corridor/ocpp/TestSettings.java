package energy.corridor.ocpp;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;

/** The defaults, but for what a test sets; stations are asked for their capabilities only where a test is about that. */
public final class TestSettings {

    private TestSettings() {}

    public static OcppSettings defaults() {
        return with(Map.of());
    }

    public static OcppSettings with(String name, Object value) {
        return with(Map.of(name, value));
    }

    /** @param values by names such as {@code call-timeout} */
    public static OcppSettings with(Map<String, Object> values) {
        var config = new SmallRyeConfigBuilder()
                .withMapping(OcppSettings.class)
                .withConverter(Duration.class, 200, new DurationConverter())
                .withDefaultValue("corridor.ocpp.probe", "false");
        values.forEach((name, value) -> config.withDefaultValue("corridor.ocpp." + name, value.toString()));
        return config.build().getConfigMapping(OcppSettings.class);
    }
}
