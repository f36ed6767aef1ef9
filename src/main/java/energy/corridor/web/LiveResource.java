package energy.corridor.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Server push of the newest cycle. */
@Path("/api/live")
@Tag(name = "Live")
public class LiveResource {

    /** At most ten events a second, however fast the clock runs. */
    private static final Duration PACE = Duration.ofMillis(100);

    /** Without a new cycle a sign of life every so many ticks, so that a reader notices a lost connection. */
    private static final int BEAT_TICKS = 20;

    /** What is long or many is told at most once in so many ticks. */
    private static final int SELDOM_TICKS = 10;

    private final DepotView view;
    private final Clock clock;
    private final DepotZone zone;
    private final ObjectMapper json;
    private final Sse sse;
    private final AtomicBoolean prepared = new AtomicBoolean();
    private @Nullable Told newest;

    private record Told(DepotSnapshot snapshot, ObjectNode state) {}

    LiveResource(DepotView view, Clock clock, DepotZone zone, ObjectMapper json, Sse sse) {
        this.view = view;
        this.clock = clock;
        this.zone = zone;
        this.json = json;
        this.sse = sse;
    }

    /** The first reader does not wait until all that tells a state is loaded: the first cycle is told to nobody, beside the loop. */
    void prepare(@Observes StartupEvent started) {
        view.onCycle(snapshot -> {
            if (!prepared.getAndSet(true)) {
                Infrastructure.getDefaultExecutor().execute(() -> new Reader().tell(state(snapshot)));
            }
        });
    }

    @GET
    @Blocking // for the look at who calls; the stream itself runs beside
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Operation(
            summary = "Server-sent events: the whole state on connect, then what changes",
            description =
                    "Event \"cycle\": the whole state. Event \"change\": a JSON Merge Patch (RFC 7396) to it, at most ten a second, in which each"
                            + " vehicle, each EVSE and each long series comes at most once a second; a slow reader misses cycles, never"
                            + " changes. Event \"beat\": the clock, when nothing has come for two seconds.")
    public Multi<OutboundSseEvent> live() {
        Reader reader = new Reader();
        return Multi.createFrom()
                .ticks()
                .every(PACE)
                .onOverflow()
                .drop()
                .map(tick -> reader.next())
                .filter(Optional::isPresent)
                .map(Optional::get);
    }

    private final class Reader {
        private @Nullable PacedChanges changes;
        private int quiet;

        Optional<OutboundSseEvent> next() {
            Optional<OutboundSseEvent> told = view.newest().flatMap(snapshot -> tell(state(snapshot)));
            quiet = told.isPresent() ? 0 : quiet + 1;
            return quiet > 0 && quiet % BEAT_TICKS == 0
                    ? Optional.of(event("beat", "{\"now\":\"%s\"}".formatted(clock.instant())))
                    : told;
        }

        private Optional<OutboundSseEvent> tell(ObjectNode state) {
            if (changes == null) {
                changes = new PacedChanges(state, SELDOM_TICKS);
                return Optional.of(event("cycle", state.toString()));
            }
            return changes.next(state).map(patch -> event("change", patch.toString()));
        }
    }

    /** Made once, whoever reads. Ages change by themselves and can be told from their instants. */
    private synchronized ObjectNode state(DepotSnapshot snapshot) {
        if (newest != null && newest.snapshot() == snapshot) {
            return newest.state();
        }
        ObjectNode state = json.valueToTree(LiveView.of(snapshot, zone.zone().getId()));
        state.path("vehicles").forEach(v -> ((ObjectNode) v).remove("ageSeconds"));
        newest = new Told(snapshot, state);
        return state;
    }

    private OutboundSseEvent event(String name, String text) {
        return sse.newEventBuilder()
                .name(name)
                .mediaType(MediaType.TEXT_PLAIN_TYPE)
                .data(text)
                .build();
    }
}
