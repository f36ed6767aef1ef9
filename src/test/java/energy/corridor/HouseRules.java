package energy.corridor;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The rules of {@code docs/architecture.md} for all classes below one base package, by name. */
final class HouseRules {

    /** The table: a stage, and the stages that it may import. */
    private static final Map<String, List<String>> ROWS = new LinkedHashMap<>();

    static {
        ROWS.put("quantity", List.of());
        ROWS.put("access", List.of());
        ROWS.put("telemetry", List.of("quantity"));
        ROWS.put("duty", List.of("quantity"));
        ROWS.put("fleet", List.of("telemetry", "duty", "quantity"));
        ROWS.put("grid", List.of("quantity"));
        ROWS.put("bay", List.of("fleet", "quantity"));
        ROWS.put("corridor", List.of("fleet", "quantity"));
        ROWS.put("optimiser", List.of("corridor", "fleet", "bay", "grid", "quantity"));
        ROWS.put("dispatch", List.of("optimiser", "fleet", "quantity"));
        ROWS.put("settlement", List.of("dispatch", "grid", "telemetry", "quantity"));
        ROWS.put("credits", List.of("settlement", "quantity"));
        ROWS.put("trading", List.of("credits", "settlement", "quantity"));
    }

    /** Values that a stage's own records are made of: who may read the stage may read them. */
    private static final Map<String, List<String>> HANDED_ON = Map.of(
            "fleet", List.of("telemetry.StationId", "telemetry.EvseId", "duty.VehicleId", "duty.Duty"),
            "dispatch", List.of("telemetry.StationId", "telemetry.EvseId", "duty.VehicleId"));

    private static final Map<String, String> THIRD_PARTY_OF =
            Map.of("optimiser", "..org.ojalgo..", "bay", "..org.optaplanner..");

    private static final List<String> ADAPTERS = List.of("ocpp", "gridlink", "store", "chain", "web");

    private final String base;

    private HouseRules(String base) {
        this.base = base;
    }

    static Map<String, ArchRule> below(String base) {
        return new HouseRules(base).all();
    }

    private Map<String, ArchRule> all() {
        Map<String, ArchRule> rules = new LinkedHashMap<>();
        ROWS.forEach((stage, row) -> rules.put("the row of " + stage, row(stage, row)));
        rules.put("every class belongs to a stage, an adapter or app", everythingHasItsPlace());
        rules.put("a stage never imports an adapter", stagesKnowNo(packages(ADAPTERS)));
        ADAPTERS.forEach(adapter -> rules.put(adapter + " imports no other adapter", noOtherAdapter(adapter)));
        rules.put("nobody imports app", nobodyImportsApp());
        rules.put("a stage is plain Java", stagesKnowNo(new String[] {
            "jakarta..", "io.quarkus..", "com.fasterxml..", "org.eclipse.microprofile.."
        }));
        rules.put("ojAlgo only in optimiser.lp", onlyIn("optimiser.lp", "..org.ojalgo.."));
        rules.put("OptaPlanner only in bay", onlyIn("bay", "..org.optaplanner.."));
        rules.put("only app reads the wall clock", onlyAppReadsTheWallClock());
        rules.put("packages are named by nouns of the field", namedByTheField());
        rules.put("only quantity converts units", onlyQuantityConvertsUnits());
        rules.replaceAll((name, rule) -> rule.as(name).allowEmptyShould(true)); // stages that are yet to come
        return rules;
    }

    private ArchRule row(String stage, List<String> row) {
        List<String> allowed = new ArrayList<>(
                List.of("java..", "javax.crypto..", "org.jspecify..", base + "." + stage, base + "." + stage + ".."));
        row.forEach(other -> allowed.add(base + "." + other + ".."));
        if (THIRD_PARTY_OF.containsKey(stage)) {
            allowed.add(THIRD_PARTY_OF.get(stage));
        }
        Set<String> handedOn = Set.copyOf(row.stream()
                .flatMap(other -> HANDED_ON.getOrDefault(other, List.of()).stream())
                .map(name -> base + "." + name)
                .toList());
        return classes()
                .that()
                .resideInAPackage(base + "." + stage + "..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(allowed.toArray(String[]::new))
                        .or(describe("are handed on", c -> handedOn.contains(c.getFullName()))));
    }

    private ArchRule everythingHasItsPlace() {
        String[] known =
                packages(Stream.of(ROWS.keySet(), ADAPTERS, List.of("app")).flatMap(c -> c.stream()));
        return classes().that().resideInAPackage(base + "..").should().resideInAnyPackage(known);
    }

    private ArchRule stagesKnowNo(String... packages) {
        return noClasses()
                .that()
                .resideInAnyPackage(packages(ROWS.keySet()))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages);
    }

    private ArchRule noOtherAdapter(String adapter) {
        return noClasses()
                .that()
                .resideInAPackage(base + "." + adapter + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages(ADAPTERS.stream().filter(other -> !other.equals(adapter))));
    }

    private ArchRule nobodyImportsApp() {
        return noClasses()
                .that(not(resideInAPackage(base + ".app..")))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(base + ".app..");
    }

    private ArchRule onlyIn(String owner, String thirdParty) {
        return noClasses()
                .that(resideInAPackage(base + "..").and(not(resideInAPackage(base + "." + owner + ".."))))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(thirdParty);
    }

    /** Durations may be measured with {@link System#nanoTime()}; an instant comes in as {@code now} or from a given clock. */
    private ArchRule onlyAppReadsTheWallClock() {
        DescribedPredicate<JavaAccess<?>> readsTheWallClock = describe("the machine's clock is read", access -> {
            String owner = access.getTargetOwner().getFullName();
            String name = access.getName();
            boolean given = access.getTarget().getFullName().contains("java.time.Clock)");
            return (owner.startsWith("java.time.") && name.equals("now") && !given)
                    || (owner.equals("java.time.Clock") && (name.startsWith("system") || name.startsWith("tick")))
                    || (owner.equals("java.lang.System") && name.equals("currentTimeMillis"))
                    || access.getTarget().getFullName().equals("java.util.Date.<init>()");
        });
        return noClasses()
                .that(resideInAPackage(base + "..").and(not(resideInAPackage(base + ".app.."))))
                .should()
                .accessTargetWhere(readsTheWallClock);
    }

    private ArchRule namedByTheField() {
        return noClasses()
                .that()
                .resideInAPackage(base + "..")
                .should()
                .resideInAnyPackage("..impl..", "..dto..", "..util..", "..common..", "..manager..");
    }

    private ArchRule onlyQuantityConvertsUnits() {
        DescribedPredicate<JavaClass> outside = not(resideInAPackage(base + ".quantity.."));
        return classes().that(resideInAPackage(base + "..").and(outside)).should(UnitFactors.notAppear());
    }

    private String[] packages(Iterable<String> names) {
        List<String> patterns = new ArrayList<>();
        names.forEach(name -> patterns.add(base + "." + name + ".."));
        return patterns.toArray(String[]::new);
    }

    private String[] packages(Stream<String> names) {
        return packages(names.toList());
    }
}
