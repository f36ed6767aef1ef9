package energy.corridor.web;

import energy.corridor.grid.PricePoint;
import java.util.List;

/** Prices as a file gave them, in the order of time. @param warnings gaps and the like, one sentence each */
record PriceFile(List<PricePoint> points, List<String> warnings) {

    PriceFile {
        points = List.copyOf(points);
        warnings = List.copyOf(warnings);
    }
}
