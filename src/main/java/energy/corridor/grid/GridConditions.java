package energy.corridor.grid;

import energy.corridor.quantity.Series;
import energy.corridor.quantity.TimeGrid;
import java.time.Instant;
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

    /** The most restrictive limit at an instant of the grid; its interval's value is below that where a tighter one ends or begins in it. */
    public double importLimitKw(Instant at) {
        return requests.stream()
                .filter(r -> r instanceof GridRequest.ImportLimit && !r.from().isAfter(at) && r.to().isAfter(at))
                .mapToDouble(r -> ((GridRequest.ImportLimit) r).kw())
                .reduce(site.importLimitKw(), Math::min);
    }
}
