package energy.corridor.optimiser.answer;

import energy.corridor.grid.request.Decision;
import energy.corridor.grid.request.GridSignal.Reserve;
import energy.corridor.grid.request.ReasonCode;
import energy.corridor.grid.request.RequestState;
import energy.corridor.grid.request.Slot;
import energy.corridor.optimiser.BindingWorth;
import energy.corridor.optimiser.ChargingPlan;
import energy.corridor.optimiser.ChargingProblem;
import energy.corridor.optimiser.ChargingProblem.Request;
import energy.corridor.optimiser.answer.Targets.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** How much of a reserve can be held ready in each interval. */
final class ReserveAnswer {

    private static final double SAME_KW = 0.05;

    private final Reserve asked;
    private final ChargingProblem problem;
    private final ChargingPlan before;

    ReserveAnswer(Reserve asked, ChargingProblem problem, ChargingPlan before) {
        this.asked = asked;
        this.problem = problem;
        this.before = before;
    }

    Decision of(Function<ChargingProblem, ChargingPlan> planner) {
        List<Request> wanted = new ArrayList<>();
        double worth = BindingWorth.eurPerKwh(problem);
        for (Slot slot : asked.slots()) {
            wanted.add(new Request.Reserve(
                    "%s?%d".formatted(asked.id().key(), wanted.size()),
                    slot.from(),
                    slot.to(),
                    asked.up(),
                    slot.kw(),
                    asked.holdMinutes(),
                    worth,
                    false));
        }
        ChargingProblem with = RequestAnswer.with(problem, wanted);
        ChargingPlan after = planner.apply(with);
        if (!RequestAnswer.keepsPromises(before, after)) {
            return Decision.rejected(
                    ReasonCode.TOO_SHORT_NOTICE,
                    "No plan with it was found in time that keeps what was promised before.");
        }
        Targets targets = new Targets(problem.grid(), asked.slots(), t -> 0);
        List<Slot> held = new ArrayList<>();
        double worstKw = 0;
        Optional<Part> worst = Optional.empty();
        for (Part part : targets.parts()) {
            double kw = heldKw(after, part.t());
            if (kw >= part.kw() - SAME_KW) {
                held.add(new Slot(part.from(), part.to(), part.kw()));
                continue;
            }
            if (part.kw() - kw > worstKw) {
                worstKw = part.kw() - kw;
                worst = Optional.of(part);
            }
            if (Math.floor(kw) > 0) {
                held.add(new Slot(part.from(), part.to(), Math.floor(kw)));
            }
        }
        if (worst.isEmpty()) {
            return answer(
                    targets.reachBeyond() ? RequestState.PARTIALLY_ACCEPTED : RequestState.ACCEPTED,
                    targets.reachBeyond() ? ReasonCode.OUTSIDE_CONTRACT : ReasonCode.OK,
                    targets.reachBeyond()
                            ? "The depot plans until %s."
                                    .formatted(problem.grid().end())
                            : "All of it can be held ready.",
                    held);
        }
        Part least = worst.get();
        AnswerReason.Why why = new AnswerReason(with, after).of(least.t(), !asked.up());
        String reason = "At %s %s can be held ready, not %s: %s."
                .formatted(
                        AnswerReason.time(least.from()),
                        AnswerReason.kw(heldKw(after, least.t())),
                        AnswerReason.kw(least.kw()),
                        why.sentence());
        return held.isEmpty()
                ? Decision.rejected(why.code(), reason)
                : answer(RequestState.PARTIALLY_ACCEPTED, why.code(), reason, held);
    }

    /** Of the request's own parts, which come last in the problem. */
    private double heldKw(ChargingPlan after, int t) {
        double kw = 0;
        for (int r = problem.requests().size(); r < after.requests().size(); r++) {
            kw += after.requests().get(r).reservedKw().get(t);
        }
        return kw;
    }

    private Decision answer(RequestState state, ReasonCode code, String reason, List<Slot> held) {
        Reserve binding = new Reserve(
                asked.id(), asked.up(), Targets.merged(held), asked.holdMinutes(), asked.earnEurPerKwPerHour(), true);
        return new Decision(state, code, reason, Optional.of(binding), List.of(), Optional.empty());
    }
}
