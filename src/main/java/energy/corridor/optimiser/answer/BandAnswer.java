package energy.corridor.optimiser.answer;

import energy.corridor.grid.request.Decision;
import energy.corridor.grid.request.GridSignal.Band;
import energy.corridor.grid.request.ReasonCode;
import energy.corridor.grid.request.RequestState;
import energy.corridor.optimiser.ChargingPlan;
import energy.corridor.optimiser.ChargingProblem;
import energy.corridor.optimiser.ChargingProblem.Request;
import energy.corridor.optimiser.RequestTime;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** How narrow a band the vehicles' summed energy can be held in. */
final class BandAnswer {

    private static final double SAME_KWH = 0.5;

    /** Of what the band asks beyond the plan without it, below which nothing is given. */
    private static final double WORTH_IT = 0.05;

    private final Band asked;
    private final ChargingProblem problem;
    private final ChargingPlan before;

    private record Range(double lowestKwh, int lowestAt, double highestKwh, int highestAt) {
        double outside(Band band) {
            return Math.max(0, band.lowerKwh() - lowestKwh) + Math.max(0, highestKwh - band.upperKwh());
        }
    }

    BandAnswer(Band asked, ChargingProblem problem, ChargingPlan before) {
        this.asked = asked;
        this.problem = problem;
        this.before = before;
    }

    Decision of(Function<ChargingProblem, ChargingPlan> planner) {
        var request = new Request.SumSocBand(
                asked.id().key() + "?", asked.from(), asked.to(), asked.lowerKwh(), asked.upperKwh());
        ChargingPlan after = planner.apply(RequestAnswer.with(problem, List.of(request)));
        if (!RequestAnswer.keepsPromises(before, after)) {
            return Decision.rejected(
                    ReasonCode.TOO_SHORT_NOTICE,
                    "No plan with it was found in time that keeps what was promised before.");
        }
        Range was = range(request, before);
        Range is = range(request, after);
        if (is.outside(asked) <= SAME_KWH && !asked.to().isAfter(problem.grid().end())) {
            return Decision.accepted(asked, "The vehicles' energy can be held in it.");
        }
        boolean low = asked.lowerKwh() - is.lowestKwh() >= is.highestKwh() - asked.upperKwh();
        int at = low ? is.lowestAt() : is.highestAt();
        String reason = low
                ? "At %s the vehicles hold %.0f kWh at the most, not %.0f."
                        .formatted(AnswerReason.time(problem.grid().boundary(at)), is.lowestKwh(), asked.lowerKwh())
                : "At %s the vehicles must hold %.0f kWh at the least, not %.0f."
                        .formatted(AnswerReason.time(problem.grid().boundary(at)), is.highestKwh(), asked.upperKwh());
        ReasonCode code = low ? ReasonCode.NO_CAPACITY : ReasonCode.VEHICLE_READY_TIME;
        if (is.outside(asked) > (1 - WORTH_IT) * was.outside(asked)) {
            return Decision.rejected(code, reason);
        }
        Band kept = new Band(
                asked.id(),
                asked.from(),
                Targets.earlier(asked.to(), problem.grid().end()),
                Math.min(asked.lowerKwh(), Math.floor(Math.max(0, is.lowestKwh()))),
                Math.max(asked.upperKwh(), Math.ceil(is.highestKwh())));
        return new Decision(
                RequestState.PARTIALLY_ACCEPTED, code, reason, Optional.of(kept), List.of(), Optional.empty());
    }

    private Range range(Request request, ChargingPlan plan) {
        double lowest = Double.POSITIVE_INFINITY;
        double highest = 0;
        int lowestAt = 0;
        int highestAt = 0;
        for (int k = 0; k <= problem.grid().steps(); k++) {
            if (RequestTime.holds(problem.grid(), request, k)) {
                double sum = plan.corridor().sumKwh().get(k);
                if (sum < lowest) {
                    lowest = sum;
                    lowestAt = k;
                }
                if (sum > highest) {
                    highest = sum;
                    highestAt = k;
                }
            }
        }
        return new Range(lowest, lowestAt, highest, highestAt);
    }
}
