package energy.corridor.web;

import static org.assertj.core.api.Assertions.assertThat;

import energy.corridor.credits.CreditStore;
import energy.corridor.credits.Report;
import energy.corridor.fleet.ConnectorStatus;
import energy.corridor.fleet.SocSource;
import energy.corridor.grid.delivery.DeliveryReport;
import energy.corridor.grid.frequency.FrequencyResponse;
import energy.corridor.optimiser.ChargingPlan;
import energy.corridor.optimiser.Reason;
import energy.corridor.settlement.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page speaks in the words of docs/dictionary.md. */
class PageWordsTest {

    private static final Path PAGE = Path.of("src/main/resources/META-INF/resources/page");

    static Stream<Arguments> codes() {
        return Stream.of(
                Arguments.of("STATUS", Readiness.Status.values(), List.of()),
                Arguments.of("OUTLOOK", Outlook.Level.values(), List.of()),
                Arguments.of("SOURCE", SocSource.values(), List.of()),
                Arguments.of("PLAN", ChargingPlan.Status.values(), List.of()),
                Arguments.of("CONNECTOR", ConnectorStatus.values(), List.of()),
                Arguments.of("WHY", Reason.Code.values(), List.of()),
                Arguments.of("FREQUENCY", FrequencyResponse.State.values(), List.of("OFF")), // nothing is shown then
                Arguments.of("FINDING", Finding.Kind.values(), List.of()),
                Arguments.of("REPORT", Report.Status.values(), List.of()),
                Arguments.of("NOTICE", CreditStore.Notice.State.values(), List.of()),
                Arguments.of("CAUSE", DeliveryReport.Cause.values(), List.of()));
    }

    @ParameterizedTest
    @MethodSource("codes")
    void everyCodeThatThePageShowsHasItsWord(String table, Enum<?>[] codes, List<String> silent) throws IOException {
        Matcher matcher = Pattern.compile("const %s = \\{(.*?)\\n?\\};".formatted(table), Pattern.DOTALL)
                .matcher(Files.readString(PAGE.resolve("words.js")));
        assertThat(matcher.find()).as(table).isTrue();
        List<String> known = Pattern.compile("\\b([A-Z][A-Z_]+):")
                .matcher(matcher.group(1))
                .results()
                .map(m -> m.group(1))
                .toList();
        assertThat(known)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(codes)
                        .map(Enum::name)
                        .filter(code -> !silent.contains(code))
                        .toList());
    }

    /** How other standards, or habit, call what has its own word here. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "charger",
                "charge point",
                "charging point",
                "chargepoint",
                "CSMS",
                "socket",
                "curtailment event",
                "SOC",
                "setpoint value",
                "battery level",
                "dual value",
                "negawatt",
                "flex request",
                "block"
            })
    void noOtherWordIsUsed(String other) throws IOException {
        Pattern word = Pattern.compile("\\b%ss?\\b".formatted(other));
        try (Stream<Path> files = Files.list(PAGE)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".js")).toList()) {
                assertThat(shown(Files.readString(file)))
                        .as("%s says \"%s\"", file.getFileName(), other)
                        .noneMatch(text -> word.matcher(text).find());
            }
        }
    }

    /** Literals that look like text: with a space or a capital, without markup and code. */
    private static List<String> shown(String script) {
        return Pattern.compile("'([^'\\n]*)'|>([^<>$`]+)<|\"([^\"\\n]*)\"")
                .matcher(script.replaceAll("(?m)^\\s*(//|\\*|/\\*).*$", ""))
                .results()
                .map(m -> Stream.of(1, 2, 3)
                        .map(m::group)
                        .filter(g -> g != null)
                        .findFirst()
                        .orElse(""))
                .filter(text -> text.contains(" ") || text.matches("[A-Z]?[a-z]+"))
                .toList();
    }
}
