package energy.corridor.web;

import energy.corridor.duty.Duty;
import energy.corridor.duty.VehicleId;
import energy.corridor.fleet.Depot;
import energy.corridor.grid.Site;
import energy.corridor.grid.request.Slot;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What a SpiceEV scenario says about one grid connector.
 *
 * @param start when the scenario begins
 * @param end when it ends; stays that begin before may reach beyond
 * @param importLimits windows in which the grid operator lowers the connector's power
 * @param socAtStart energy of each vehicle at the start, kWh
 * @param warnings what could not be taken over, one sentence each
 */
public record SpiceEvDepot(
        String gridConnector,
        Instant start,
        Instant end,
        Depot depot,
        Site site,
        List<Duty> duties,
        List<Slot> importLimits,
        Map<VehicleId, Double> socAtStart,
        List<String> warnings) {

    public SpiceEvDepot {
        duties = List.copyOf(duties);
        importLimits = List.copyOf(importLimits);
        socAtStart = Map.copyOf(socAtStart);
        warnings = List.copyOf(warnings);
    }
}
