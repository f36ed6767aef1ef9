package energy.corridor.optimiser.answer;

import energy.corridor.grid.request.GridSignal.Dispatch;
import energy.corridor.grid.request.Slot;
import energy.corridor.optimiser.ChargingPlan;
import energy.corridor.optimiser.ChargingProblem;
import energy.corridor.optimiser.answer.Targets.Part;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether the newest plan still delivers an accepted dispatch, and what it delivers instead. */
public final class PromiseCheck {

    private static final double LEAST_TOLERANCE_KW = 2;
    private static final double TOLERANCE = 0.02;

    /** @param slots what is expected now; empty when all that was accepted is @param reason in plain words */
    public record Expected(List<Slot> slots, String reason) {}

    private PromiseCheck() {}

    /**
     * @param told what the operator was told last to expect; empty for what was accepted
     * @return empty when there is nothing new to tell
     */
    public static Optional<Expected> of(
            Dispatch accepted, List<Slot> told, ChargingProblem problem, ChargingPlan plan, Instant now) {
        if (plan.status() == ChargingPlan.Status.FALLBACK) {
            return Optional.empty(); // the optimiser's plan follows
        }
        List<Slot> reached = new ArrayList<>();
        Optional<Part> worst = Optional.empty();
        double worstKw = 0;
        boolean news = false;
        for (Part part : new Targets(problem.grid(), accepted.slots(), t -> 0).parts()) {
            if (!part.from().isAfter(now)) {
                continue; // what has begun is measured, not expected
            }
            double kw = Targets.siteKw(problem, plan, part.t());
            double off = Math.abs(kw - part.kw());
            boolean kept = off <= tolerance(part.kw());
            double known = told.stream()
                    .filter(slot -> slot.covers(part.from()))
                    .mapToDouble(Slot::kw)
                    .findFirst()
                    .orElse(part.kw());
            double expected = kept ? part.kw() : Math.rint(kw);
            reached.add(new Slot(part.from(), part.to(), expected));
            news |= Math.abs(known - expected) > tolerance(part.kw());
            if (!kept && off > worstKw) {
                worstKw = off;
                worst = Optional.of(part);
            }
        }
        if (!news) {
            return Optional.empty();
        }
        return Optional.of(worst.map(part -> new Expected(Targets.merged(reached), sentence(part, problem, plan)))
                .orElseGet(() -> new Expected(List.of(), "All that was accepted is expected again.")));
    }

    private static String sentence(Part part, ChargingProblem problem, ChargingPlan plan) {
        double kw = Targets.siteKw(problem, plan, part.t());
        return "At %s the site will import %s, not the accepted %s: %s."
                .formatted(
                        AnswerReason.time(part.from()),
                        AnswerReason.kw(kw),
                        AnswerReason.kw(part.kw()),
                        new AnswerReason(problem, plan)
                                .of(part.t(), part.kw() > kw)
                                .sentence());
    }

    private static double tolerance(double kw) {
        return Math.max(LEAST_TOLERANCE_KW, TOLERANCE * Math.abs(kw));
    }
}
