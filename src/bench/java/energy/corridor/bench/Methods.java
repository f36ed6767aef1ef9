package energy.corridor.bench;

import energy.corridor.optimiser.Aims;
import energy.corridor.optimiser.ChargingProblem;
import energy.corridor.optimiser.LeastLaxityFirst;
import energy.corridor.optimiser.PlanAudit;
import energy.corridor.optimiser.exact.ExactOptimiser;
import energy.corridor.optimiser.methods.ClosedLoop;
import energy.corridor.optimiser.methods.SavedNights;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a night costs by the rule, by the corridor that is split, and by the exact optimiser: each decides anew in every interval and
 * foresees everything; {@link PlanAudit} counts. The saved nights, and with the argument {@code scenario=FILE} (SpiceEV) also the depot
 * in it, with {@code tariffs=FOLDER} (acnportal) under each tariff. Table to standard output, progress to standard error.
 */
final class Methods {

    private static final Duration TIME = Duration.ofSeconds(30);

    private Methods() {}

    public static void main(String[] args) throws IOException {
        List<String> table = new ArrayList<>(List.of(
                "| night | rule, EUR | unmet / broken, kWh | corridor and split, EUR | unmet / broken, kWh | ours, EUR | unmet / broken, kWh | rule | corridor |",
                "|---|---|---|---|---|---|---|---|---|"));
        for (int night = 1; night <= SavedNights.COUNT; night++) {
            table.add(row("night-%02d".formatted(night), SavedNights.read(night)));
        }
        String scenario = value(args, "scenario=");
        if (!scenario.isEmpty()) {
            String tariffs = value(args, "tariffs=");
            for (Map.Entry<String, ChargingProblem> each : RealDepot.read(
                            Path.of(scenario), tariffs.isEmpty() ? List.of() : Tariff.readAll(Path.of(tariffs)))
                    .entrySet()) {
                table.add(row(each.getKey(), each.getValue()));
            }
        }
        table.forEach(System.out::println);
    }

    private static String value(String[] args, String name) {
        for (String arg : args) {
            if (arg.startsWith(name)) {
                return arg.substring(name.length());
            }
        }
        return "";
    }

    private static String row(String name, ChargingProblem problem) {
        Aims rule = PlanAudit.of(problem, LeastLaxityFirst.schedule(problem)).aims();
        Aims corridor = audited(ClosedLoop.run(problem, ClosedLoop::corridorAndSplit));
        Aims ours = audited(ClosedLoop.run(problem, ClosedLoop.of(new ExactOptimiser(), TIME)));
        String row = String.format(
                Locale.ROOT,
                "| %s, %d vehicles | %.2f | %s | %.2f | %s | %.2f | %s | %+.1f %% | %+.1f %% |",
                name,
                problem.vehicles().size(),
                rule.moneyEur(),
                missed(rule),
                corridor.moneyEur(),
                missed(corridor),
                ours.moneyEur(),
                missed(ours),
                100 * (rule.moneyEur() / ours.moneyEur() - 1),
                100 * (corridor.moneyEur() / ours.moneyEur() - 1));
        System.err.println(row);
        return row;
    }

    private static Aims audited(PlanAudit audit) {
        if (!audit.violations().isEmpty()) {
            System.err.println("breaks a rule: " + audit.violations().get(0));
        }
        return audit.aims();
    }

    private static String missed(Aims aims) {
        return aims.unmetKwh() + aims.brokenKwh() < 0.005
                ? "–"
                : String.format(Locale.ROOT, "%.2f / %.2f", aims.unmetKwh(), aims.brokenKwh());
    }
}
