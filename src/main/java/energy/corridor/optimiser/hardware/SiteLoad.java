package energy.corridor.optimiser.hardware;

import energy.corridor.optimiser.Battery;
import energy.corridor.optimiser.ChargingProblem;
import energy.corridor.optimiser.ChargingProblem.Limit;
import energy.corridor.optimiser.ChargingProblem.Request;
import energy.corridor.optimiser.RequestTime;
import energy.corridor.optimiser.SiteTopology;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * What flows through the site and each of its limits, kW, as powers change one by one; what is left of every limit; and what the next
 * kilowatt costs. PV is curtailed where that costs nothing or pays. Import up to {@code freePeakKw} adds nothing to the demand charge.
 * What is above it costs more the farther it is: only the highest interval is paid for, and that is lowest where all are even.
 */
final class SiteLoad {

    /** Above the free peak a kilowatt costs twice as much after so many, so that what must be above it is spread evenly. */
    private static final double SOFT_KW = 0.1;

    private static final double SOFT_PART = 0.001;

    private final int[][] above;
    private final double[] flowKw;
    private final double[][] limitFlowKw;
    private final double[][] limitImportKw;
    private final double[][] limitExportKw;
    private final double[] baseKw;
    private final double[] pvKw;
    private final double[] importKw;
    private final double[] exportKw;
    private final double freePeakKw;
    private final double eurPerPeakKw;
    private final double softKw;
    private final double[] importEurPerKw;
    private final double[] exportEurPerKw;
    private final double[] dispatchKw;
    private final double[][] dispatchEurPerKw;
    private final double[] kinks;
    private final double[] eur;

    SiteLoad(ChargingProblem problem, List<Battery> batteries, SiteTopology topology, double freePeakKw) {
        this.freePeakKw = freePeakKw;
        softKw = SOFT_PART * freePeakKw + SOFT_KW;
        int steps = problem.grid().steps();
        double hours = problem.grid().stepHours();
        above = new int[batteries.size()][];
        for (int b = 0; b < above.length; b++) {
            above[b] = topology.limitsAbove(b);
        }
        List<Limit> limits = problem.site().limits();
        limitFlowKw = new double[limits.size()][steps];
        limitImportKw = limits.stream().map(l -> l.importLimitKw().toArray()).toArray(double[][]::new);
        limitExportKw = limits.stream().map(l -> l.exportLimitKw().toArray()).toArray(double[][]::new);
        flowKw = new double[steps];
        baseKw = new double[steps];
        importKw = new double[steps];
        exportKw = problem.site().exportLimitKw().toArray();
        pvKw = problem.site().pvKw().toArray();
        eurPerPeakKw = problem.prices().demandChargeEurPerKw();
        importEurPerKw = problem.prices().importEurPerKwh().toArray();
        exportEurPerKw = problem.prices().exportEurPerKwh().toArray();
        for (int t = 0; t < steps; t++) {
            importEurPerKw[t] *= hours;
            exportEurPerKw[t] *= hours;
        }
        List<Request.Dispatch> dispatches = problem.requests().stream()
                .filter(Request.Dispatch.class::isInstance)
                .map(Request.Dispatch.class::cast)
                .toList();
        dispatchKw = dispatches.stream().mapToDouble(Request.Dispatch::kw).toArray();
        dispatchEurPerKw = new double[dispatchKw.length][steps];
        for (int d = 0; d < dispatchKw.length; d++) {
            Request.Dispatch dispatch = dispatches.get(d);
            Arrays.setAll(
                    dispatchEurPerKw[d],
                    t -> dispatch.penaltyEurPerKwh() * RequestTime.overlapHours(problem.grid(), dispatch, t));
        }
        kinks = DoubleStream.concat(DoubleStream.of(0, eurPerPeakKw > 0 ? freePeakKw : 0), Arrays.stream(dispatchKw))
                .distinct()
                .toArray();
        eur = new double[steps];
        for (int t = 0; t < steps; t++) {
            baseKw[t] = topology.baseKw(t);
            importKw[t] = topology.siteImportLimitKw(t);
            eur[t] = eur(t, 0);
        }
    }

    void add(int battery, int t, double kw) {
        flowKw[t] += kw;
        for (int limit : above[battery]) {
            limitFlowKw[limit][t] += kw;
        }
        eur[t] = eur(t, flowKw[t]);
    }

    /** How much more the battery may draw. */
    double roomKw(int battery, int t) {
        double room = importKw[t] - baseKw[t] - flowKw[t];
        for (int limit : above[battery]) {
            room = Math.min(room, limitImportKw[limit][t] - limitFlowKw[limit][t]);
        }
        return room;
    }

    /** How much less the battery may draw before something above it exports too much. */
    double exportRoomKw(int battery, int t) {
        double room = exportKw[t] + baseKw[t] + pvKw[t] + flowKw[t];
        for (int limit : above[battery]) {
            room = Math.min(room, limitExportKw[limit][t] + limitFlowKw[limit][t]);
        }
        return room;
    }

    /** How much the one may draw less and the other more instead. */
    double exchangeKw(int less, int more, int t) {
        double room = Double.POSITIVE_INFINITY;
        if (Arrays.equals(above[less], above[more])) {
            return room;
        }
        for (int limit : above[more]) {
            room = contains(above[less], limit)
                    ? room
                    : Math.min(room, limitImportKw[limit][t] - limitFlowKw[limit][t]);
        }
        for (int limit : above[less]) {
            room = contains(above[more], limit)
                    ? room
                    : Math.min(room, limitExportKw[limit][t] + limitFlowKw[limit][t]);
        }
        return Math.max(0, room);
    }

    private static boolean contains(int[] limits, int limit) {
        return Arrays.stream(limits).anyMatch(each -> each == limit);
    }

    /** Whether both hang on the tightest limit above the first, so that what one gives up in {@code t} the other may take. */
    boolean shareTightest(int one, int other, int t) {
        int tightest = -1;
        double room = importKw[t] - baseKw[t] - flowKw[t];
        for (int limit : above[one]) {
            double left = limitImportKw[limit][t] - limitFlowKw[limit][t];
            if (left < room) {
                room = left;
                tightest = limit;
            }
        }
        for (int limit : above[other]) {
            if (limit == tightest) {
                return true;
            }
        }
        return tightest < 0;
    }

    /** Money that {@code kw} more (or less, below zero) cost in the interval. */
    double eurToAdd(int t, double kw) {
        return eur(t, flowKw[t] + kw) - eur[t];
    }

    /** How much more costs the same per kW: up to the free peak, to the end of selling, to what a DISPATCH asks for. */
    double cheapRoomKw(int t) {
        double net = baseKw[t] + flowKw[t];
        double room = Double.POSITIVE_INFINITY;
        for (double kink : kinks) {
            room = kink > net + Course.TINY ? Math.min(room, kink - net) : room;
        }
        return room;
    }

    /** How much less saves the same per kW. */
    double dearPartKw(int t) {
        double net = baseKw[t] + flowKw[t];
        double part = Double.POSITIVE_INFINITY;
        for (double kink : kinks) {
            part = kink < net - Course.TINY ? Math.min(part, net - kink) : part;
        }
        return part;
    }

    /** PV power that is best not used. */
    double curtailedKw(int t) {
        return curtailment(t, baseKw[t] + flowKw[t]);
    }

    private double eur(int t, double flow) {
        double net = baseKw[t] + flow;
        return eurOfNet(t, net + curtailment(t, net));
    }

    private double curtailment(int t, double net) {
        double least = Math.min(pvKw[t], Math.max(0, -exportKw[t] - net));
        if (pvKw[t] == 0) {
            return least;
        }
        double peak = eurPerPeakKw > 0 ? freePeakKw : Double.POSITIVE_INFINITY;
        double most = Math.max(least, Math.min(pvKw[t], Math.min(importKw[t], peak) - net));
        double best = better(t, net, least, Math.max(least, Math.min(most, -net)));
        best = better(t, net, best, most);
        for (double kw : dispatchKw) {
            best = better(t, net, best, Math.max(least, Math.min(most, kw - net)));
        }
        return best;
    }

    private double better(int t, double net, double one, double other) {
        return eurOfNet(t, net + other) < eurOfNet(t, net + one) - 1e-12 ? other : one;
    }

    private double eurOfNet(int t, double net) {
        double sum = net * (net >= 0 ? importEurPerKw[t] : exportEurPerKw[t]);
        if (net > freePeakKw && eurPerPeakKw > 0) {
            double over = net - freePeakKw;
            sum += eurPerPeakKw * over * (1 + over / softKw);
        }
        for (int d = 0; d < dispatchKw.length; d++) {
            sum += dispatchEurPerKw[d][t] * Math.abs(net - dispatchKw[d]);
        }
        return sum;
    }
}
