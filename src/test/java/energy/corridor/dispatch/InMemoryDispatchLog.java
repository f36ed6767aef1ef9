package energy.corridor.dispatch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A dispatch log for stage tests; nothing survives. */
final class InMemoryDispatchLog implements DispatchLog {

    final List<Compliance> findings = new ArrayList<>();

    @Override
    public CompletionStage<Void> commanded(Setpoint setpoint, Instant at, CommandOutcome outcome) {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Void> compliance(Compliance finding) {
        findings.add(finding);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public List<Setpoint> lastAccepted() {
        return List.of();
    }
}
