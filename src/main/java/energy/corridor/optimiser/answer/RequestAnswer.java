package energy.corridor.optimiser.answer;

import energy.corridor.grid.request.Decision;
import energy.corridor.grid.request.Decision.Cost;
import energy.corridor.grid.request.GridSignal;
import energy.corridor.grid.request.GridSignal.Band;
import energy.corridor.grid.request.GridSignal.Dispatch;
import energy.corridor.grid.request.GridSignal.Reserve;
import energy.corridor.grid.request.GridSignal.SiteLimit;
import energy.corridor.grid.request.LoadProfile;
import energy.corridor.grid.request.ReasonCode;
import energy.corridor.grid.request.RequestState;
import energy.corridor.optimiser.ChargingPlan;
import energy.corridor.optimiser.ChargingProblem;
import energy.corridor.optimiser.ChargingProblem.Request;
import energy.corridor.optimiser.Optimiser;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Decides by planning twice: the depot with all that was accepted before, and the same with the request, which counts so much that
 * nothing but limits, departures and earlier promises goes before it. What the second plan reaches is what can be delivered vehicle by
 * vehicle; a plan in which a vehicle leaves with less than in the first gives nothing away.
 */
public final class RequestAnswer {

    /** The first plan's part of the time. */
    private static final double FIRST = 0.4;

    private static final double SAME_KWH = 0.05;

    private final Optimiser optimiser;

    public RequestAnswer(Optimiser optimiser) {
        this.optimiser = optimiser;
    }

    /**
     * @param before the depot without the request
     * @param after the same, with it where it is a limit; else equal to {@code before}
     * @param deadline for both plans together
     */
    public Decision of(GridSignal asked, ChargingProblem before, ChargingProblem after, Duration deadline) {
        long start = System.nanoTime();
        if (asked instanceof GridSignal.GridAlert) {
            return Decision.accepted(asked, "It is shown to the depot's people.");
        }
        if (!asked.from().isBefore(before.grid().end()) && !(asked instanceof SiteLimit)) {
            return Decision.rejected(
                    ReasonCode.OUTSIDE_CONTRACT,
                    "The depot plans until %s; the request begins at %s."
                            .formatted(before.grid().end(), asked.from()));
        }
        ChargingPlan plan = optimiser.plan(before, part(deadline, FIRST));
        Duration left = deadline.minusNanos(System.nanoTime() - start);
        Duration rest = left.isNegative() ? Duration.ofMillis(1) : left;
        LoadProfile declared = new LoadProfile(
                before.grid().start(),
                before.grid().step(),
                IntStream.range(0, before.grid().steps())
                        .mapToObj(t -> Targets.siteKw(before, plan, t))
                        .toList());
        Decision decision;
        if (asked instanceof SiteLimit limit) {
            decision = limit(limit, plan, after, optimiser.plan(after, rest));
        } else if (asked instanceof Dispatch dispatch) {
            decision = new DispatchAnswer(dispatch, before, plan).of(p -> optimiser.plan(p, rest));
        } else if (asked instanceof Band band) {
            decision = new BandAnswer(band, before, plan).of(p -> optimiser.plan(p, rest));
        } else if (asked instanceof Reserve reserve) {
            decision = new ReserveAnswer(reserve, before, plan).of(p -> optimiser.plan(p, rest));
        } else {
            throw new IllegalStateException("Unknown kind of request: " + asked);
        }
        return new Decision(
                decision.state(),
                decision.code(),
                decision.reason(),
                decision.accepted(),
                decision.costs(),
                Optional.of(declared));
    }

    private static Duration part(Duration whole, double share) {
        return Duration.ofNanos(Math.round(whole.toNanos() * share));
    }

    /** Obeyed whatever it costs; says what. */
    private static Decision limit(SiteLimit limit, ChargingPlan before, ChargingProblem problem, ChargingPlan after) {
        List<Cost> costs = costs(problem, before, after);
        StringBuilder reason = new StringBuilder("The limit holds.");
        double exceeded = after.limitExceededKw().max();
        if (exceeded > SAME_KWH && exceeded > before.limitExceededKw().max() + SAME_KWH) {
            reason.append(
                    " Other load alone is up to %.1f kW above it; the vehicles then draw nothing.".formatted(exceeded));
        }
        if (costs.isEmpty()) {
            reason.append(" Every vehicle leaves with what it would have without it.");
        } else {
            Cost worst = costs.get(0);
            double sum = costs.stream().mapToDouble(Cost::missingKwh).sum();
            reason.append(" For it %s leaves at %s with %.1f kWh less (%s)"
                    .formatted(
                            worst.vehicle(),
                            AnswerReason.time(worst.departure()),
                            worst.missingKwh(),
                            worst.because()));
            reason.append(
                    costs.size() == 1
                            ? "."
                            : "; with %d more vehicles %.1f kWh in all.".formatted(costs.size() - 1, sum));
        }
        return new Decision(
                RequestState.ACCEPTED, ReasonCode.OK, reason.toString(), Optional.of(limit), costs, Optional.empty());
    }

    /** Vehicles that leave with less, the most first. */
    private static List<Cost> costs(ChargingProblem problem, ChargingPlan before, ChargingPlan after) {
        List<Cost> costs = new ArrayList<>();
        for (int v = 0; v < problem.vehicles().size(); v++) {
            var vehicle = problem.vehicles().get(v);
            for (int s = 0; s < vehicle.stays().size(); s++) {
                int stay = s;
                double more = after.vehicles().get(v).unmetKwh().get(s)
                        - before.vehicles().get(v).unmetKwh().get(s);
                if (more > SAME_KWH) {
                    String because = after.shortfalls().stream()
                            .filter(f -> f.vehicle().equals(vehicle.id()) && f.stay() == stay)
                            .map(ChargingPlan.Shortfall::because)
                            .findFirst()
                            .orElse("the limit");
                    costs.add(new Cost(vehicle.id(), vehicle.stays().get(s).to(), more, because));
                }
            }
        }
        costs.sort((a, b) -> Double.compare(b.missingKwh(), a.missingKwh()));
        return costs;
    }

    /** Whether no vehicle and no earlier promise is worse off, but for rounding. */
    static boolean keepsPromises(ChargingPlan before, ChargingPlan after) {
        double worse = 0;
        for (int v = 0; v < before.vehicles().size(); v++) {
            for (int s = 0; s < before.vehicles().get(v).unmetKwh().size(); s++) {
                worse += Math.max(
                        0,
                        after.vehicles().get(v).unmetKwh().get(s)
                                - before.vehicles().get(v).unmetKwh().get(s));
            }
        }
        double broken = 0;
        for (int r = 0; r < before.requests().size(); r++) {
            broken += Math.max(
                    0,
                    after.requests().get(r).brokenKwh()
                            - before.requests().get(r).brokenKwh());
        }
        return worse <= SAME_KWH
                && broken <= SAME_KWH * Math.max(1, before.requests().size());
    }

    static ChargingProblem with(ChargingProblem problem, List<Request> added) {
        List<Request> requests = new ArrayList<>(problem.requests());
        requests.addAll(added);
        return problem.asked(requests);
    }
}
