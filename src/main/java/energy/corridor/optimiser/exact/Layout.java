package energy.corridor.optimiser.exact;

/**
 * Where the master's variables other than the columns' weights and its rows stand: per limit and active interval a slack, per interval
 * the site's segments, curtailed PV and the room below the peak, per row of a band what is below, above and its slack. Powers are
 * counted in {@code unitKw}, energies in {@code unitKwh}, money in {@code unitEur}: near one in size whatever the fleet's.
 */
final class Layout {

    final FleetModel model;
    final SiteTerms site;
    final Penalties penalties;
    final double unitKw;
    final double unitKwh;
    final double unitEur;
    final int size;
    final double[] cost;
    final double[] upper;

    /** First slack of each node. */
    final int[] limitSlack;

    /** First segment of each interval. */
    final int[] segment;

    /** Curtailed PV of each interval, −1 where there is none. */
    final int[] curtailed;

    /** Room below the peak, −1 where the interval cannot become one. */
    final int[] room;

    final int peak;

    /** First of the three variables of bands' rows: below, above, slack. */
    final int band;

    Layout(FleetModel model, SiteTerms site, Penalties penalties) {
        this.model = model;
        this.site = site;
        this.penalties = penalties;
        int steps = model.steps;
        double fullKw = 0;
        double dearest = 0;
        for (int t = 0; t < steps; t++) {
            fullKw = Math.max(fullKw, site.highestKw(t) - site.lowestKw[t]);
            for (double eur : site.eurPerKw[t]) {
                dearest = Math.max(dearest, Math.abs(eur));
            }
        }
        unitKw = fullKw > 0 ? fullKw : 1;
        unitKwh = unitKw;
        double perKw = site.eurPerPeakKw > 0 ? Math.max(dearest, site.eurPerPeakKw / steps) : dearest;
        unitEur = unitKw * (perKw > 0 ? Math.min(perKw, 1) : 1);
        limitSlack = new int[model.nodes.size()];
        segment = new int[steps + 1];
        curtailed = new int[steps];
        room = new int[steps];
        int next = 0;
        for (int n = 0; n < limitSlack.length; n++) {
            limitSlack[n] = next;
            next += model.nodes.get(n).active().length;
        }
        for (int t = 0; t < steps; t++) {
            segment[t] = next;
            next += site.live[t] ? site.lengthKw[t].length : 0;
        }
        segment[steps] = next;
        for (int t = 0; t < steps; t++) {
            curtailed[t] = site.live[t] && site.pvKw[t] > 0 ? next++ : -1;
        }
        boolean anyPeak = false;
        for (int t = 0; t < steps; t++) {
            room[t] = site.peaks[t] ? next++ : -1;
            anyPeak |= site.peaks[t];
        }
        peak = anyPeak ? next++ : -1;
        band = next;
        size = next + 3 * model.bands.size();
        cost = new double[size];
        upper = new double[size];
        bounds();
    }

    private void bounds() {
        for (int n = 0; n < limitSlack.length; n++) {
            LimitNode node = model.nodes.get(n);
            for (int a = 0; a < node.active().length; a++) {
                upper[limitSlack[n] + a] = (node.importKw()[a] + node.exportKw()[a]) / unitKw;
            }
        }
        for (int t = 0; t < model.steps; t++) {
            for (int s = segment[t]; s < segment[t + 1]; s++) {
                upper[s] = site.lengthKw[t][s - segment[t]] / unitKw;
                cost[s] = site.eurPerKw[t][s - segment[t]] * unitKw / unitEur;
            }
            if (curtailed[t] >= 0) {
                upper[curtailed[t]] = site.pvKw[t] / unitKw;
            }
            if (room[t] >= 0) {
                upper[room[t]] = Double.POSITIVE_INFINITY;
            }
        }
        if (peak >= 0) {
            upper[peak] = Double.POSITIVE_INFINITY;
            cost[peak] = site.eurPerPeakKw * unitKw / unitEur;
        }
        for (int row = 0; row < model.bands.size(); row++) {
            BandRow bounds = model.bands.get(row);
            int at = band + 3 * row;
            cost[at] = penalties.broken() * unitKwh / unitEur;
            cost[at + 1] = cost[at];
            upper[at] = Double.POSITIVE_INFINITY;
            upper[at + 1] = Double.POSITIVE_INFINITY;
            upper[at + 2] = (bounds.upperKwh() - bounds.lowerKwh()) / unitKwh;
        }
    }

    double unit(int coordinate) {
        return coordinate < model.steps ? unitKw : unitKwh;
    }

    /** Right-hand side of a coordinate's row. */
    double wanted(int coordinate) {
        return coordinate < model.steps
                ? (site.lowestKw[coordinate] - site.baseKw[coordinate]) / unitKw
                : model.bands.get(coordinate - model.steps).upperKwh() / unitKwh;
    }
}
