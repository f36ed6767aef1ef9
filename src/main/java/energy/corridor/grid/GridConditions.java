package energy.corridor.grid;

import energy.corridor.quantity.Series;
import energy.corridor.quantity.TimeGrid;
import java.util.List;

/**
 * What binds on each interval of a grid, one value per interval.
 *
 * @param site as built, for the limit tree
 * @param importLimitKw the most restrictive of connection and operators' limits
 * @param requests those that touch the grid, import limits included, by id
 */
public record GridConditions(
        TimeGrid grid,
        Site site,
        Series importLimitKw,
        Series exportLimitKw,
        Series importEurPerKwh,
        Series exportEurPerKwh,
        Series baseLoadKw,
        Series pvKw,
        List<GridRequest> requests) {

    public GridConditions {
        requests = List.copyOf(requests);
    }
}
