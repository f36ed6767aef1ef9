package energy.corridor;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds {@link HouseRules} against the product, and against a fixture that breaks each of them on purpose. */
class ArchitectureTest {

    private static final String FIXTURE = "archfixture.energy.corridor";

    private static final Map<String, ArchRule> RULES = HouseRules.below("energy.corridor");
    private static final Map<String, ArchRule> RULES_FOR_FIXTURE = HouseRules.below(FIXTURE);

    private static final JavaClasses PRODUCT = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("energy.corridor");
    private static final JavaClasses BROKEN = new ClassFileImporter().importPackages(FIXTURE);

    /** For each rule exactly the classes of the fixture that break it; every other class there keeps it. */
    private static final Map<String, Set<String>> BREAKERS = Map.ofEntries(
            entry("the row of quantity", Set.of("quantity.ImportsTelemetry")),
            entry("the row of access", Set.of("access.ImportsGrid")),
            entry("the row of telemetry", Set.of("telemetry.ImportsDuty", "telemetry.ImportsAnAdapter")),
            entry(
                    "the row of duty",
                    Set.of(
                            "duty.ImportsGrid",
                            "duty.ImportsJakarta",
                            "duty.ImportsQuarkus",
                            "duty.ImportsJackson",
                            "duty.ImportsConfig")),
            entry("the row of fleet", Set.of("fleet.ImportsGrid")),
            entry("the row of grid", Set.of("grid.ImportsFleet")),
            entry("the row of bay", Set.of("bay.ImportsGrid")),
            entry("the row of corridor", Set.of("corridor.ImportsGrid", "corridor.UsesOjAlgo")),
            entry("the row of optimiser", Set.of("optimiser.ImportsDispatch")),
            entry("the row of dispatch", Set.of("dispatch.ImportsMeterReading")),
            entry("the row of settlement", Set.of("settlement.ImportsFleet")),
            entry("the row of credits", Set.of("credits.ImportsDispatch")),
            entry("the row of trading", Set.of("trading.ImportsGrid")),
            entry("every class belongs to a stage, an adapter or app", Set.of("helpers.Stray")),
            entry("a stage never imports an adapter", Set.of("telemetry.ImportsAnAdapter")),
            entry("ocpp imports no other adapter", Set.of("ocpp.ImportsGridlink")),
            entry("gridlink imports no other adapter", Set.of("gridlink.ImportsStore")),
            entry("store imports no other adapter", Set.of("store.ImportsChain")),
            entry("chain imports no other adapter", Set.of("chain.ImportsWeb")),
            entry("web imports no other adapter", Set.of("web.ImportsOcpp")),
            entry("nobody imports app", Set.of("web.ImportsApp")),
            entry(
                    "a stage is plain Java",
                    Set.of("duty.ImportsJakarta", "duty.ImportsQuarkus", "duty.ImportsJackson", "duty.ImportsConfig")),
            entry("ojAlgo only in optimiser.lp", Set.of("corridor.UsesOjAlgo", "optimiser.UsesOjAlgo")),
            entry("OptaPlanner only in bay", Set.of("web.UsesOptaPlanner")),
            entry(
                    "only app reads the wall clock",
                    Set.of(
                            "fleet.ReadsTheWallClock$ByInstant",
                            "fleet.ReadsTheWallClock$ByLocalDateTime",
                            "fleet.ReadsTheWallClock$ByZonedDateTime",
                            "fleet.ReadsTheWallClock$BySystem",
                            "fleet.ReadsTheWallClock$ByClock",
                            "fleet.ReadsTheWallClock$ByDate",
                            "gridlink.ReadsTheWallClock")),
            entry("packages are named by nouns of the field", Set.of("grid.impl.Hidden")),
            entry(
                    "only quantity converts units",
                    Set.of(
                            "store.ConvertsUnits$ByLiteral",
                            "store.ConvertsUnits$ByNamedConstant",
                            "store.ConvertsUnits$FactorFirst",
                            "store.ConvertsUnits$Percent",
                            "store.ConvertsUnits$Minutes")));

    @ParameterizedTest
    @MethodSource("ruleNames")
    void theProductKeeps(String rule) {
        assertThat(PRODUCT).isNotEmpty();
        RULES.get(rule).check(PRODUCT);
    }

    @ParameterizedTest
    @MethodSource("ruleNames")
    void theFixtureIsReportedFor(String rule) {
        Set<String> reported = new TreeSet<>();
        RULES_FOR_FIXTURE
                .get(rule)
                .evaluate(BROKEN)
                .handleViolations((Collection<Object> places, String message) ->
                        places.forEach(place -> reported.add(classOf(place).substring(FIXTURE.length() + 1))));
        assertThat(reported).isEqualTo(BREAKERS.get(rule)).isNotEmpty();
    }

    private static Set<String> ruleNames() {
        return RULES.keySet();
    }

    private static String classOf(Object place) {
        if (place instanceof Dependency dependency) {
            return dependency.getOriginClass().getName();
        }
        if (place instanceof JavaAccess<?> access) {
            return access.getOriginOwner().getName();
        }
        return ((JavaClass) place).getName();
    }
}
