package energy.corridor.web;

import energy.corridor.duty.DutyBook;
import energy.corridor.duty.VehicleId;
import energy.corridor.fleet.FleetBook;
import energy.corridor.fleet.FleetStore.TelematicsSample;
import energy.corridor.grid.GridBook;
import energy.corridor.grid.request.GridSignal;
import energy.corridor.grid.request.RequestRecord;
import energy.corridor.grid.request.SignalId;
import energy.corridor.grid.request.Slot;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Makes one grid connector of a SpiceEV scenario the depot: register, site, import limits, duties, first energies. */
@Singleton
public class SpiceEvImport {

    private final FleetBook fleet;
    private final GridBook grid;
    private final DutyBook duties;
    private final Clock clock;

    SpiceEvImport(FleetBook fleet, GridBook grid, DutyBook duties, Clock clock) {
        this.fleet = fleet;
        this.grid = grid;
        this.duties = duties;
        this.clock = clock;
    }

    /** @param warnings what could not be taken over, one sentence each */
    @Schema(name = "ScenarioTaken")
    public record Result(
            String gridConnector,
            Instant start,
            Instant end,
            int stations,
            int vehicles,
            int duties,
            int prices,
            int loads,
            int importLimits,
            List<String> warnings) {}

    /** @see SpiceEvScenario#at */
    public Result read(Path file, String gridConnector, double failsafeKw) {
        return take(SpiceEvScenario.read(file).at(gridConnector, failsafeKw));
    }

    /** All of the scenario's limits in one request, which takes the place of an earlier scenario's. */
    private void limit(List<Slot> limits, Instant now) {
        if (limits.isEmpty() || !limits.get(limits.size() - 1).to().isAfter(now)) {
            return;
        }
        SignalId name = SignalId.ofDepot("spiceev");
        Optional<RequestRecord> known = grid.requests().find(name.key());
        int revision = known.map(r -> r.asked().id().revision()).orElse(0);
        boolean same =
                known.filter(r -> RequestJson.slots(r.asked()).equals(limits)).isPresent();
        if (!same) {
            var limit = new GridSignal.SiteLimit(
                    name.withRevision(revision + 1), false, GridSignal.LimitKind.LIMIT, Optional.empty(), limits);
            grid.requests().impose(limit, "The scenario says so.", now);
        }
    }

    /** The depot becomes the scenario's; vehicles that it does not name lose their coming duties. */
    public Result take(SpiceEvDepot scenario) {
        Instant now = clock.instant();
        Set<VehicleId> vehicles = new TreeSet<>();
        fleet.depot().vehicles().forEach(v -> vehicles.add(v.id()));
        scenario.depot().vehicles().forEach(v -> vehicles.add(v.id()));
        grid.site(scenario.site());
        limit(scenario.importLimits(), now);
        fleet.register(scenario.depot());
        duties.replace(vehicles, now, scenario.duties());
        List<String> warnings = new ArrayList<>(scenario.warnings());
        if (!scenario.start().isAfter(now) && scenario.end().isAfter(now)) {
            scenario.socAtStart()
                    .forEach((vehicle, kwh) -> fleet.accept(new TelematicsSample(vehicle, scenario.start(), now, kwh)));
        }
        if (!scenario.end().isAfter(now)) {
            warnings.add("The scenario ended at %s; now it is %s, so none of it is still to come."
                    .formatted(scenario.end(), now));
        }
        return new Result(
                scenario.gridConnector(),
                scenario.start(),
                scenario.end(),
                scenario.depot().evses().size(),
                scenario.depot().vehicles().size(),
                scenario.duties().size(),
                scenario.site().prices().size(),
                scenario.site().loads().size(),
                scenario.importLimits().size(),
                warnings);
    }
}
