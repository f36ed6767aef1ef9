package energy.corridor.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.Reader;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The file, the table and the code say the same about every setting, and what cannot work is refused with a sentence. */
class SettingsTest {

    private static final Path TABLE = Path.of("solver-config", "README.md");
    private static final Pattern ROW = Pattern.compile(
            "^\\| `(?<name>corridor\\.[a-z.-]+)` \\| (?<unit>[^|]+) \\| (?:`(?<default>[^`]*)`|[^|]*) \\|(?<range>[^|]*)\\| (?<effect>[^|]+) \\|$");
    private static final Pattern RANGE =
            Pattern.compile("`?(?<least>[^`. ]+(\\.\\d+\\w)?)`?\\.\\.(`?(?<most>[^`]+)`?)?");

    @Test
    void everySettingOfTheCodeIsInTheTableAndTheOtherWayRound() throws IOException {
        assertThat(table().keySet()).isEqualTo(SettingsCheck.types().keySet());
    }

    @Test
    void theFileHoldsTheDefaultsOfTheCode() throws IOException {
        assertThat(values(checked(file()))).isEqualTo(values(checked(Map.of())));
    }

    @Test
    void theTableHoldsTheDefaultsOfTheFile() throws IOException {
        Map<String, String> withDefault = new TreeMap<>();
        table().forEach((name, row) -> Optional.ofNullable(row.group("default"))
                .filter(value -> !value.contains("<"))
                .ifPresent(value -> withDefault.put(name, value)));
        assertThat(withDefault).isEqualTo(new TreeMap<>(file()));
    }

    @ParameterizedTest
    @MethodSource
    void theRangeOfTheTableIsWhatIsChecked(String name, String good, String bad) {
        assertThatCode(() -> checked(Map.of(name, good))).doesNotThrowAnyException();
        assertThatThrownBy(() -> checked(Map.of(name, bad)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("The setting " + name + " (")
                .hasMessageContaining(") must be ");
    }

    private static List<Arguments> theRangeOfTheTableIsWhatIsChecked() throws IOException {
        List<Arguments> ends = table().entrySet().stream()
                .flatMap(row -> ends(row.getKey(), row.getValue().group("range").strip()))
                .toList();
        assertThat(ends).as("ends of ranges in the table").hasSizeGreaterThan(40);
        return ends;
    }

    /** Each end of a range with a value just outside of it. */
    private static Stream<Arguments> ends(String name, String cell) {
        Matcher range = RANGE.matcher(cell);
        if (!range.matches()) {
            return Stream.empty();
        }
        String least = range.group("least");
        String most = range.group("most");
        Type type = Objects.requireNonNull(SettingsCheck.types().get(name), name);
        Stream<Arguments> low = Stream.of(Arguments.of(name, least, moved(type, least, -1)));
        return most == null ? low : Stream.concat(low, Stream.of(Arguments.of(name, most, moved(type, most, 1))));
    }

    private static String moved(Type type, String value, int by) {
        if (type.equals(Duration.class)) {
            return Duration.parse(value).plusMillis(by).toString();
        }
        return type.equals(int.class)
                ? Integer.toString(Integer.parseInt(value) + by)
                : Double.toString(Double.parseDouble(value) + by);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        corridor.plan.stp      | PT5M         | There is no setting corridor.plan.stp; allowed are corridor.plan.deadline, corridor.plan.every,
        corridor.nonsense      | 1            | There is no setting corridor.nonsense; all settings stand in solver-config/README.md.
        corridor.mqtt.qos      | 3            | There is no setting corridor.mqtt.qos; allowed are corridor.mqtt.client-id,
        corridor.plan.step     | five minutes | The setting corridor.plan.step (five minutes) must be a duration such as PT5M.
        corridor.clock.start   | yesterday    | The setting corridor.clock.start (yesterday) must be an instant such as 2026-03-02T16:00:00Z.
        corridor.loop.enabled  | ja           | The setting corridor.loop.enabled (ja) must be true or false.
        corridor.mqtt.queue    | many         | The setting corridor.mqtt.queue (many) must be a whole number.
        corridor.plan.margin-kw| NaN          | The setting corridor.plan.margin-kw (NaN) must be 0 or more.
        corridor.plan.horizon  | PT4M         | The setting corridor.plan.horizon (PT4M) must be in PT5M..PT72H.
        corridor.zone          | Europe/Berln | The setting corridor.zone (Europe/Berln) must be an IANA name such as Europe/Berlin.
        corridor.depot.scenario| no/such.json | The setting corridor.depot.scenario (no/such.json) must be a file that can be read.
        corridor.mqtt.depot    | a/b          | The setting corridor.mqtt.depot ("a/b") must be a name without "/", "+" and "#".
        corridor.mqtt.url      | http://b:1   | The setting corridor.mqtt.url (http://b:1) must be tcp://host:port or ssl://host:port
        """)
    void whatCannotWorkIsRefusedWithASentence(String name, String value, String sentence) {
        assertThatThrownBy(() -> checked(Map.of(name, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(sentence);
    }

    @Test
    void anUnknownVariableOfTheEnvironmentIsRefusedToo() {
        assertThatThrownBy(() -> checked(Map.of(), "PATH", "CORRIDOR_PLAN_STEPS"))
                .hasMessageStartingWith("There is no setting CORRIDOR_PLAN_STEPS; allowed are CORRIDOR_PLAN_DEADLINE,");
    }

    @Test
    void knownVariablesAndThoseThatKubernetesSetsAreNot() {
        assertThatCode(() -> checked(
                        Map.of(),
                        "CORRIDOR_DATA_DIR",
                        "CORRIDOR_PLAN_MARGIN_KW",
                        "CORRIDOR_MQTT_EMBEDDED_PORT",
                        "CORRIDOR_SERVICE_HOST",
                        "CORRIDOR_PORT",
                        "CORRIDOR_MQTT_SERVICE_PORT_MQTT",
                        "CORRIDOR_PORT_8080_TCP_ADDR"))
                .doesNotThrowAnyException();
    }

    private static Map<String, String> file() throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(BootSettings.FILE)) {
            properties.load(reader);
        }
        Map<String, String> values = new TreeMap<>();
        properties.forEach((k, v) -> values.put((String) k, (String) v));
        return values;
    }

    /** Setting → its row, in which every cell but the range says something. */
    private static Map<String, Matcher> table() throws IOException {
        Map<String, Matcher> rows = new TreeMap<>();
        for (String line : Files.readAllLines(TABLE)) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                rows.put(row.group("name"), row);
            } else {
                assertThat(line).as("a row that cannot be read").doesNotStartWith("| `corridor.");
            }
        }
        return rows;
    }

    private static SmallRyeConfig checked(Map<String, String> values, String... environment) {
        SmallRyeConfig plain = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withSources(new PropertiesConfigSource(values, "test", 100))
                .build();
        return SettingsCheck.check(plain, List.of(environment));
    }

    /** Every setting as the code sees it. */
    private static Map<String, Object> values(SmallRyeConfig config) {
        Map<String, Object> values = new TreeMap<>();
        SettingsCheck.types().forEach((name, type) -> values.put(name, config.getOptionalValue(name, (Class<?>) type)));
        return values;
    }
}
