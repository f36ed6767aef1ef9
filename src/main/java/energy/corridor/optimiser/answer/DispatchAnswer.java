package energy.corridor.optimiser.answer;

import energy.corridor.grid.request.Decision;
import energy.corridor.grid.request.GridSignal.Dispatch;
import energy.corridor.grid.request.ReasonCode;
import energy.corridor.grid.request.RequestState;
import energy.corridor.grid.request.Slot;
import energy.corridor.optimiser.BindingWorth;
import energy.corridor.optimiser.ChargingPlan;
import energy.corridor.optimiser.ChargingProblem;
import energy.corridor.optimiser.answer.Targets.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** How near the site's import comes to what a dispatch asks for, interval by interval. */
final class DispatchAnswer {

    /** Of the asked change, below which an interval gives nothing. */
    private static final double WORTH_IT = 0.05;

    private static final double LEAST_TOLERANCE_KW = 0.5;
    private static final double TOLERANCE = 0.005;

    private final Dispatch asked;
    private final ChargingProblem problem;
    private final ChargingPlan before;

    DispatchAnswer(Dispatch asked, ChargingProblem problem, ChargingPlan before) {
        this.asked = asked;
        this.problem = problem;
        this.before = before;
    }

    Decision of(Function<ChargingProblem, ChargingPlan> planner) {
        Targets targets = new Targets(
                problem.grid(), asked.slots(), t -> asked.relative() ? Targets.siteKw(problem, before, t) : 0);
        // Half of what binds counts: what was accepted before goes first.
        double penalty = BindingWorth.eurPerKwh(problem) / 2;
        ChargingProblem wanted =
                RequestAnswer.with(problem, targets.dispatches(asked.id().key(), penalty));
        ChargingPlan after = planner.apply(wanted);
        if (!RequestAnswer.keepsPromises(before, after) || losesEarlierDispatch(after)) {
            return Decision.rejected(
                    ReasonCode.TOO_SHORT_NOTICE,
                    "No plan with it was found in time that keeps what was promised before.");
        }
        List<Slot> accepted = new ArrayList<>();
        double askedKwh = 0;
        double givenKwh = 0;
        double worstKw = 0;
        Optional<Part> worst = Optional.empty();
        for (Part part : targets.parts()) {
            double baseline = Targets.siteKw(problem, before, part.t());
            double change = part.kw() - baseline;
            double gap = part.kw() - Targets.siteKw(problem, after, part.t());
            double given = AnswerReason.isHeldBack(problem, part.t())
                    ? 0 // the inverter decides what the site imports, and takes no command
                    : given(part, baseline, Targets.siteKw(problem, after, part.t()));
            askedKwh += Math.abs(change);
            givenKwh += Math.abs(given);
            if (given == change) {
                accepted.add(new Slot(part.from(), part.to(), part.kw()));
            } else {
                if (Math.abs(gap) > worstKw) {
                    worstKw = Math.abs(gap);
                    worst = Optional.of(part);
                }
                if (Math.abs(given) >= WORTH_IT * Math.abs(change)) {
                    accepted.add(new Slot(part.from(), part.to(), baseline + given));
                }
            }
        }
        if (worst.isEmpty() && !targets.reachBeyond()) {
            return answer(RequestState.ACCEPTED, ReasonCode.OK, "All of it can be delivered.", accepted);
        }
        if (worst.isEmpty()) {
            return answer(
                    RequestState.PARTIALLY_ACCEPTED,
                    ReasonCode.OUTSIDE_CONTRACT,
                    "The depot plans until %s.".formatted(problem.grid().end()),
                    accepted);
        }
        Part least = worst.get();
        AnswerReason.Why why =
                new AnswerReason(wanted, after).of(least.t(), least.kw() > Targets.siteKw(problem, after, least.t()));
        String reason = "At %s the site can import %s, not %s: %s."
                .formatted(
                        AnswerReason.time(least.from()),
                        AnswerReason.kw(Targets.siteKw(problem, after, least.t())),
                        AnswerReason.kw(least.kw()),
                        why.sentence());
        if (accepted.isEmpty() || givenKwh < WORTH_IT * askedKwh) {
            return Decision.rejected(why.code(), reason);
        }
        return answer(RequestState.PARTIALLY_ACCEPTED, why.code(), reason, accepted);
    }

    /** The change that is accepted, at most the one asked for; whole kW where it is less, cut towards the baseline. */
    private static double given(Part part, double baseline, double reachedKw) {
        double change = part.kw() - baseline;
        double tolerance = Math.max(LEAST_TOLERANCE_KW, TOLERANCE * Math.abs(part.kw()));
        if (Math.abs(part.kw() - reachedKw) <= tolerance) {
            return change;
        }
        double reached = change > 0 ? Math.floor(reachedKw) - baseline : Math.ceil(reachedKw) - baseline;
        return change > 0 ? Math.max(0, Math.min(change, reached)) : Math.min(0, Math.max(change, reached));
    }

    /** Earlier dispatches that were met before and are not any more. */
    private boolean losesEarlierDispatch(ChargingPlan after) {
        for (var request : problem.requests()) {
            if (request instanceof ChargingProblem.Request.Dispatch earlier) {
                for (Part part : new Targets(
                                problem.grid(), List.of(new Slot(earlier.from(), earlier.to(), earlier.kw())), t -> 0)
                        .parts()) {
                    double was = Math.abs(Targets.siteKw(problem, before, part.t()) - part.kw());
                    double is = Math.abs(Targets.siteKw(problem, after, part.t()) - part.kw());
                    if (is > was + Math.max(LEAST_TOLERANCE_KW, TOLERANCE * Math.abs(part.kw()))) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private Decision answer(RequestState state, ReasonCode code, String reason, List<Slot> accepted) {
        Dispatch binding =
                new Dispatch(asked.id(), false, Targets.merged(accepted), asked.penaltyEurPerKwh(), asked.baseline());
        return new Decision(state, code, reason, Optional.of(binding), List.of(), Optional.empty());
    }
}
