package energy.corridor.gridlink;

import energy.corridor.corridor.CorridorHistory;
import energy.corridor.grid.frequency.FrequencyReport;
import energy.corridor.optimiser.flexibility.Flexibility;
import java.util.Optional;

/** Where the control loop shows its newest cycle to subscribers outside. */
public interface DepotFeed {

    /**
     * Returns at once and never fails; at most one cycle per wall-clock second goes out.
     *
     * @param importLimitKw most that the site may import now
     * @param flexibility of the newest plan; its figures for now go out
     * @param frequency goes out where a response is set up
     */
    void show(
            CorridorHistory.Point cycle,
            double importLimitKw,
            Optional<Flexibility> flexibility,
            FrequencyReport frequency);
}
