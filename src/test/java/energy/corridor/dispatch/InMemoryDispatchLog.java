package energy.corridor.dispatch;

import energy.corridor.dispatch.CommandOutcome.Accepted;
import energy.corridor.dispatch.CommandOutcome.Unreachable;
import energy.corridor.telemetry.EvseId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A dispatch log for stage tests; outlives its dispatcher. */
final class InMemoryDispatchLog implements DispatchLog {

    final List<Compliance> findings = new ArrayList<>();
    private final Map<EvseId, Setpoint> accepted = new HashMap<>();
    private final List<Setpoint> open = new ArrayList<>();

    @Override
    public CompletionStage<Void> sending(Setpoint setpoint, Instant at) {
        open.add(setpoint);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Void> commanded(Setpoint setpoint, Instant at, CommandOutcome outcome) {
        if (outcome instanceof Accepted) {
            open.removeIf(s -> s.evse().equals(setpoint.evse()));
            accepted.put(setpoint.evse(), setpoint);
        } else if (!(outcome instanceof Unreachable)) {
            open.remove(setpoint);
        }
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Void> compliance(Compliance finding) {
        findings.add(finding);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public List<Setpoint> lastAccepted() {
        return List.copyOf(accepted.values());
    }

    @Override
    public List<Setpoint> unanswered() {
        return List.copyOf(open);
    }
}
