package energy.corridor.ocpp;

import energy.corridor.dispatch.CommandOutcome;
import energy.corridor.dispatch.CommandOutcome.Unreachable;
import energy.corridor.dispatch.Setpoint;
import energy.corridor.dispatch.StationCommands;
import energy.corridor.telemetry.EvseId;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jboss.logging.Logger;

/** Commands to whichever connection a station has now. */
@Singleton
public final class OcppCommands implements StationCommands {

    private static final Logger LOG = Logger.getLogger(OcppCommands.class);
    private static final String NOT_CONNECTED = "The station is not connected.";

    private final StationLinks links;
    private final OcppMetrics metrics;

    public OcppCommands(StationLinks links, OcppMetrics metrics) {
        this.links = links;
        this.metrics = metrics;
    }

    @Override
    public CompletionStage<CommandOutcome> apply(Setpoint setpoint) {
        return command("apply", setpoint.evse(), link -> link.apply(setpoint));
    }

    @Override
    public CompletionStage<CommandOutcome> installFailsafe(EvseId evse, double failsafeKw) {
        return command("installFailsafe", evse, link -> link.installFailsafe(evse, failsafeKw));
    }

    @Override
    public CompletionStage<Void> measure(EvseId evse) {
        return links.find(evse.station())
                .map(link -> link.measure(evse))
                .orElseGet(() -> CompletableFuture.completedStage(null));
    }

    private CompletionStage<CommandOutcome> command(
            String name, EvseId evse, Function<StationLink, CompletionStage<CommandOutcome>> send) {
        CompletionStage<CommandOutcome> end;
        try {
            end = links.find(evse.station())
                    .map(send)
                    .orElseGet(() -> CompletableFuture.completedStage(new Unreachable(NOT_CONNECTED)));
        } catch (RuntimeException e) {
            end = CompletableFuture.failedStage(e);
        }
        return end.exceptionally(failure -> {
                    LOG.errorf(failure, "The command %s to %s failed.", name, evse);
                    return new Unreachable("The command failed inside the service.");
                })
                .thenApply(outcome -> {
                    metrics.commanded(name, outcome.getClass().getSimpleName());
                    return outcome;
                });
    }
}
