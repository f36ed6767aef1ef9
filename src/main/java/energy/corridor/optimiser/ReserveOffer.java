package energy.corridor.optimiser;

import energy.corridor.optimiser.ChargingProblem.Request;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Gives the room that a schedule leaves anyway to the reserves asked for: promises first, then what earns most. */
public final class ReserveOffer {

    /** Promises first, then what earns most. */
    public static final Comparator<Request.Reserve> MERIT = Comparator.comparing(
                    (Request.Reserve reserve) -> !reserve.firm())
            .thenComparing(reserve -> -reserve.earnEurPerKwPerHour());

    private ReserveOffer() {}

    /** Decides every reserve anew. */
    public static void fill(ChargingProblem problem, Schedule schedule) {
        List<Integer> reserves = IntStream.range(0, problem.requests().size())
                .filter(r -> problem.requests().get(r) instanceof Request.Reserve)
                .boxed()
                .sorted(Comparator.comparing(r -> reserve(problem, r), MERIT))
                .toList();
        if (reserves.isEmpty()) {
            return;
        }
        var headroom = new ReserveHeadroom(problem, PlanAudit.of(problem, schedule));
        for (boolean up : new boolean[] {true, false}) {
            for (int t = 0; t < problem.grid().steps(); t++) {
                int interval = t;
                List<Integer> active = reserves.stream()
                        .filter(r -> reserve(problem, r).up() == up)
                        .filter(r -> RequestTime.overlapHours(problem.grid(), reserve(problem, r), interval) > 0)
                        .toList();
                int hold = active.stream()
                        .mapToInt(r -> RequestTime.holdIntervals(problem.grid(), reserve(problem, r)))
                        .max()
                        .orElse(0);
                double room = hold > 0 ? headroom.kw(up, t, hold) : 0;
                for (int r : active) {
                    double kw = Math.min(room, reserve(problem, r).kw());
                    schedule.reservedKw(r)[t] = kw;
                    room -= kw;
                }
            }
        }
    }

    private static Request.Reserve reserve(ChargingProblem problem, int r) {
        return (Request.Reserve) problem.requests().get(r);
    }
}
