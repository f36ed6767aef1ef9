package energy.corridor.web;

import energy.corridor.fleet.Depot;
import energy.corridor.fleet.Evse;
import energy.corridor.grid.GridLimit;
import energy.corridor.grid.Site;
import java.util.List;

/** Whether register and site belong together: every EVSE hangs on a limit that exists. */
final class SiteFit {

    private SiteFit() {}

    /** @throws InvalidInput when an EVSE names a limit that the site does not have */
    static void check(Depot depot, Site site) {
        List<String> limits = site.limits().stream().map(GridLimit::id).toList();
        for (Evse evse : depot.evses()) {
            if (!evse.limit().isEmpty() && !limits.contains(evse.limit())) {
                throw new InvalidInput(
                        "EVSE %s names the limit \"%s\", which the site does not have."
                                .formatted(evse.id(), evse.limit()),
                        "limit",
                        limits.isEmpty()
                                ? "none: the site has no limits below its connection"
                                : String.join(", ", limits));
            }
        }
    }
}
