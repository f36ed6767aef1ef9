package energy.corridor.app;

import energy.corridor.access.Accounts;
import energy.corridor.access.Role;
import energy.corridor.dispatch.Dispatcher;
import energy.corridor.duty.DutyBook;
import energy.corridor.fleet.FleetBook;
import energy.corridor.fleet.StationJournal;
import energy.corridor.grid.GridBook;
import energy.corridor.web.SpiceEvImport;
import energy.corridor.web.SpiceEvScenario;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** Brings the depot back to where it stood, then lets the loop run. */
@ApplicationScoped
class StartUp {

    private final DepotClock clock;
    private final Accounts accounts;
    private final DutyBook duties;
    private final GridBook grid;
    private final FleetBook fleet;
    private final StationJournal journal;
    private final Planner planner;
    private final Dispatcher dispatcher;
    private final RequestDecider decider;
    private final ControlLoop loop;
    private final SpiceEvImport scenarios;
    private final SettlementJob settlement;
    private final BaselineKeeper baselines;
    private final Settings settings;

    StartUp(
            DepotClock clock,
            Accounts accounts,
            DutyBook duties,
            GridBook grid,
            FleetBook fleet,
            StationJournal journal,
            Planner planner,
            Dispatcher dispatcher,
            RequestDecider decider,
            ControlLoop loop,
            SpiceEvImport scenarios,
            SettlementJob settlement,
            BaselineKeeper baselines,
            Settings settings) {
        this.clock = clock;
        this.accounts = accounts;
        this.duties = duties;
        this.grid = grid;
        this.fleet = fleet;
        this.journal = journal;
        this.planner = planner;
        this.dispatcher = dispatcher;
        this.decider = decider;
        this.loop = loop;
        this.scenarios = scenarios;
        this.settlement = settlement;
        this.baselines = baselines;
        this.settings = settings;
    }

    void start(@Observes StartupEvent event) {
        Instant now = clock.instant();
        accounts.load();
        makeAccounts();
        duties.load(now);
        grid.load(now);
        fleet.load(journal);
        planner.load();
        dispatcher.load();
        settings.depot().scenario().ifPresent(this::take);
        baselines.start(clock);
        duties.onChange(loop::replan);
        grid.onChange(loop::replan);
        fleet.onChange(loop::replan);
        grid.frequency().onChange(loop::wake);
        Log.infof(
                "Depot: %d EVSEs, %d vehicles, clock %s at speed %s",
                fleet.depot().evses().size(), fleet.depot().vehicles().size(), now, clock.speed());
        decider.start();
        settlement.load(now);
        fleet.onChange(settlement::registerDepot);
        if (settings.loop().enabled()) {
            loop.start();
            settlement.start();
        }
    }

    /** The depot of the first start; later starts go on with what is registered. */
    private void take(Path file) {
        if (!fleet.depot().evses().isEmpty()) {
            Log.infof("A depot is registered already; the scenario %s is not read again.", file);
            return;
        }
        String connector = settings.depot()
                .gridConnector()
                .orElseGet(() -> only(SpiceEvScenario.read(file).gridConnectors(), file));
        SpiceEvImport.Result taken =
                scenarios.read(file, connector, settings.depot().failsafeKw());
        taken.warnings().forEach(Log::warn);
    }

    private void makeAccounts() {
        Settings.Access access = settings.access();
        access.adminPassword().ifPresent(password -> accounts.put("admin", Role.ADMIN, password));
        access.operatorPassword().ifPresent(password -> accounts.put("operator", Role.OPERATOR, password));
        accounts.first("admin")
                .ifPresent(password -> Log.infof(
                        "The account admin was made with the password %s; it is told this once (PUT /api/accounts/admin sets another).",
                        password));
    }

    private static String only(List<String> connectors, Path file) {
        if (connectors.size() != 1) {
            throw new IllegalArgumentException(
                    "corridor.depot.grid-connector is not set, and the scenario %s has %d grid connectors: %s."
                            .formatted(file, connectors.size(), connectors));
        }
        return connectors.get(0);
    }

    void stop(@Observes ShutdownEvent event) {
        decider.close();
        loop.close();
        settlement.close();
    }
}
