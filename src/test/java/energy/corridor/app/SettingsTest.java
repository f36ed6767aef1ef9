package energy.corridor.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.Reader;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The file, the table and the code say the same about every setting. */
class SettingsTest {

    /** Settings of adapters, held by the adapters' own tests. */
    private static final Pattern ADAPTERS = Pattern.compile("corridor\\.(ocpp|mqtt)\\..*");

    private static final Path TABLE = Path.of("solver-config", "README.md");
    private static final Pattern ROW =
            Pattern.compile("^\\| `(corridor\\.[a-z.-]+)` \\|[^|]*\\| (?:`([^`]*)`|([^|]*)) \\|.*");

    @Test
    void everySettingOfTheCodeIsInTheTableAndTheOtherWayRound() throws IOException {
        assertThat(table().keySet()).isEqualTo(values(mapping(Map.of())).keySet());
    }

    @Test
    void theFileHoldsTheDefaultsOfTheCode() throws Exception {
        assertThat(values(mapping(file()))).isEqualTo(values(mapping(Map.of())));
    }

    @Test
    void theTableHoldsTheDefaultsOfTheFile() throws IOException {
        Map<String, String> withDefault = new TreeMap<>();
        table().forEach((key, value) -> value.ifPresent(v -> withDefault.put(key, v)));
        assertThat(withDefault).isEqualTo(new TreeMap<>(file()));
    }

    private static Map<String, String> file() throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(BootSettings.FILE)) {
            properties.load(reader);
        }
        Map<String, String> values = new TreeMap<>();
        properties.forEach((k, v) -> values.put((String) k, (String) v));
        values.keySet().removeIf(ADAPTERS.asMatchPredicate());
        return values;
    }

    /** Setting → its default, empty where the table describes one in words. */
    private static Map<String, Optional<String>> table() throws IOException {
        Map<String, Optional<String>> rows = new TreeMap<>();
        for (String line : Files.readAllLines(TABLE)) {
            Matcher row = ROW.matcher(line);
            if (row.matches() && !ADAPTERS.matcher(row.group(1)).matches()) {
                rows.put(row.group(1), Optional.ofNullable(row.group(2)));
            }
        }
        return rows;
    }

    private static Settings mapping(Map<String, String> values) {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(Settings.class)
                .withSources(new PropertiesConfigSource(values, "test", 100))
                .build();
        return config.getConfigMapping(Settings.class);
    }

    /** Every leaf of the mapping by its name in files. */
    private static Map<String, Object> values(Object settings) {
        Map<String, Object> values = new TreeMap<>();
        collect("corridor", Settings.class, settings, values);
        return values;
    }

    private static void collect(String prefix, Class<?> type, Object settings, Map<String, Object> values) {
        for (Method method : type.getMethods()) {
            String name =
                    prefix + "." + method.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
            try {
                Object value = method.invoke(settings);
                if (method.getReturnType().getEnclosingClass() == Settings.class) {
                    collect(name, method.getReturnType(), value, values);
                } else {
                    values.put(name, value);
                }
            } catch (ReflectiveOperationException e) {
                throw new AssertionError(name, e);
            }
        }
    }
}
