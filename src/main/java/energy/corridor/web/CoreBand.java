package energy.corridor.web;

import energy.corridor.corridor.SumSocCorridor;
import energy.corridor.grid.GridRequest;
import energy.corridor.quantity.Units;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What requests leave of the corridor: inside the bands they ask for, and off its edges by the energy that reserves keep callable. kWh at
 * each boundary, in the batteries; the losses of a call are left out. Both are the corridor's bounds where nothing is asked.
 */
record CoreBand(double[] upperKwh, double[] lowerKwh) {

    /** Nothing is asked for. */
    static final CoreBand WHOLE = new CoreBand(new double[0], new double[0]);

    static CoreBand of(SumSocCorridor corridor, List<GridRequest> requests) {
        double[] upper = corridor.upperKwh().toArray();
        double[] lower = corridor.lowerKwh().toArray();
        boolean asked = false;
        for (int k = 0; k < upper.length; k++) {
            Instant at = corridor.grid().boundary(k);
            double moreKwh = 0;
            double lessKwh = 0;
            for (GridRequest request : requests) {
                if (at.isBefore(request.from()) || at.isAfter(request.to())) {
                    continue;
                }
                if (request instanceof GridRequest.SumSocBand band) {
                    upper[k] = Math.min(upper[k], band.upperKwh());
                    lower[k] = Math.max(lower[k], band.lowerKwh());
                    asked = true;
                } else if (request instanceof GridRequest.Reserve reserve) {
                    double kwh = Units.energyKwh(reserve.kw(), Duration.ofMinutes(reserve.holdMinutes()));
                    moreKwh += reserve.up() ? 0 : kwh;
                    lessKwh += reserve.up() ? kwh : 0;
                    asked = true;
                }
            }
            double middle = (upper[k] + lower[k]) / 2; // where more is asked for than there is
            upper[k] = Rounded.of(Math.max(upper[k] - moreKwh, middle));
            lower[k] = Rounded.of(Math.min(lower[k] + lessKwh, middle));
        }
        return asked ? new CoreBand(upper, lower) : WHOLE;
    }
}
