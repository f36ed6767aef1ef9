package energy.corridor.grid.request;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The answer to a request.
 *
 * @param state ACCEPTED, PARTIALLY_ACCEPTED or REJECTED
 * @param reason in plain words, the binding constraint with it
 * @param accepted what binds from now on, in the request's own kind with the numbers that are kept; empty when rejected
 * @param costs vehicles that miss energy because of it; only a limit is obeyed at such a cost
 * @param declared the plan before the request: the baseline, frozen here
 */
public record Decision(
        RequestState state,
        ReasonCode code,
        String reason,
        Optional<GridSignal> accepted,
        List<Cost> costs,
        Optional<LoadProfile> declared) {

    public Decision {
        costs = List.copyOf(costs);
        boolean answer = state == RequestState.ACCEPTED
                || state == RequestState.PARTIALLY_ACCEPTED
                || state == RequestState.REJECTED;
        if (!answer || accepted.isEmpty() != (state == RequestState.REJECTED)) {
            throw new IllegalArgumentException(
                    "A decision is accepted with what is accepted, or rejected; not %s with %s."
                            .formatted(state, accepted));
        }
    }

    /** @param because the cause in plain words */
    public record Cost(String vehicle, Instant departure, double missingKwh, String because) {}

    public static Decision accepted(GridSignal signal, String reason) {
        return new Decision(
                RequestState.ACCEPTED, ReasonCode.OK, reason, Optional.of(signal), List.of(), Optional.empty());
    }

    public static Decision rejected(ReasonCode code, String reason) {
        return new Decision(RequestState.REJECTED, code, reason, Optional.empty(), List.of(), Optional.empty());
    }
}
