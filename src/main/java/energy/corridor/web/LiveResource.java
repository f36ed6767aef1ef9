package energy.corridor.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Multi;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Server push of the newest cycle. */
@Path("/api/live")
@Tag(name = "Live")
public class LiveResource {

    /** At most five events a second, however fast the clock runs. */
    private static final Duration PACE = Duration.ofMillis(200);

    /** Without a new cycle a sign of life every so many ticks, so that a reader notices a lost connection. */
    private static final int BEAT_TICKS = 10;

    private final DepotView view;
    private final Clock clock;
    private final DepotZone zone;
    private final ObjectMapper json;
    private final Sse sse;
    private final AtomicReference<@Nullable Encoded> newest = new AtomicReference<>();

    private record Encoded(DepotSnapshot snapshot, String text) {}

    LiveResource(DepotView view, Clock clock, DepotZone zone, ObjectMapper json, Sse sse) {
        this.view = view;
        this.clock = clock;
        this.zone = zone;
        this.json = json;
        this.sse = sse;
    }

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Operation(
            summary = "Server-sent events: the whole state on connect and after control cycles",
            description =
                    "Event \"cycle\": the state of the newest cycle, at most five a second; a slow reader misses cycles and gets"
                            + " the newest. Event \"beat\": the clock, when no cycle has run for two seconds.")
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
        private @Nullable DepotSnapshot sent;
        private int quiet;

        Optional<OutboundSseEvent> next() {
            Optional<DepotSnapshot> snapshot = view.newest();
            if (snapshot.isPresent() && snapshot.get() != sent) {
                sent = snapshot.get();
                quiet = 0;
                return Optional.of(event("cycle", encode(snapshot.get())));
            }
            quiet++;
            return quiet % BEAT_TICKS == 0
                    ? Optional.of(event("beat", "{\"now\":\"%s\"}".formatted(clock.instant())))
                    : Optional.empty();
        }
    }

    /** Encoded once, whoever reads. */
    private String encode(DepotSnapshot snapshot) {
        Encoded known = newest.get();
        if (known != null && known.snapshot() == snapshot) {
            return known.text();
        }
        try {
            String text =
                    json.writeValueAsString(LiveView.of(snapshot, zone.zone().getId()));
            newest.set(new Encoded(snapshot, text));
            return text;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The cycle of %s cannot be written.".formatted(snapshot.now()), e);
        }
    }

    private OutboundSseEvent event(String name, String text) {
        return sse.newEventBuilder()
                .name(name)
                .mediaType(MediaType.TEXT_PLAIN_TYPE)
                .data(text)
                .build();
    }
}
