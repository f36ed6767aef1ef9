package energy.corridor.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
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

    /** What is long and changes little is told once in so many ticks. */
    private static final int LONG_TICKS = 10;

    private static final List<String> LONG = List.of("corridor", "plan", "conditions");

    private final DepotView view;
    private final Clock clock;
    private final DepotZone zone;
    private final ObjectMapper json;
    private final Sse sse;
    private final AtomicReference<@Nullable Told> newest = new AtomicReference<>();

    private record Told(DepotSnapshot snapshot, ObjectNode state) {}

    LiveResource(DepotView view, Clock clock, DepotZone zone, ObjectMapper json, Sse sse) {
        this.view = view;
        this.clock = clock;
        this.zone = zone;
        this.json = json;
        this.sse = sse;
    }

    @GET
    @Blocking // for the look at who calls; the stream itself runs beside
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Operation(
            summary = "Server-sent events: the whole state on connect, then what changes",
            description =
                    "Event \"cycle\": the whole state. Event \"change\": a JSON Merge Patch (RFC 7396) to it, at most ten a second; a"
                            + " slow reader misses cycles, never changes. Event \"beat\": the clock, when nothing has come for two seconds.")
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
        private @Nullable DepotSnapshot seen;
        private @Nullable ObjectNode sent;
        private int quiet;
        private int sinceLong;

        Optional<OutboundSseEvent> next() {
            Optional<DepotSnapshot> snapshot = view.newest();
            sinceLong++;
            if (snapshot.isPresent() && snapshot.get() != seen) {
                seen = snapshot.get();
                quiet = 0;
                return Optional.of(tell(state(snapshot.get())));
            }
            quiet++;
            return quiet % BEAT_TICKS == 0
                    ? Optional.of(event("beat", "{\"now\":\"%s\"}".formatted(clock.instant())))
                    : Optional.empty();
        }

        private OutboundSseEvent tell(ObjectNode state) {
            ObjectNode before = sent;
            if (before == null) {
                sent = state;
                return event("cycle", state.toString());
            }
            ObjectNode now = state;
            if (sinceLong < LONG_TICKS) {
                now = state.objectNode().setAll(state);
                for (String name : LONG) {
                    JsonNode old = before.get(name);
                    if (old != null) {
                        now.set(name, old);
                    }
                }
            } else {
                sinceLong = 0;
            }
            sent = now;
            return event("change", MergePatch.between(before, now).toString());
        }
    }

    /** Made once, whoever reads. Ages change by themselves and can be told from their instants. */
    private ObjectNode state(DepotSnapshot snapshot) {
        Told known = newest.get();
        if (known != null && known.snapshot() == snapshot) {
            return known.state();
        }
        ObjectNode state = json.valueToTree(LiveView.of(snapshot, zone.zone().getId()));
        state.path("vehicles").forEach(v -> ((ObjectNode) v).remove("ageSeconds"));
        newest.set(new Told(snapshot, state));
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
