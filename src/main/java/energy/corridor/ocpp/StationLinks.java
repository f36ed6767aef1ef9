package energy.corridor.ocpp;

import energy.corridor.telemetry.StationId;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Who is connected: one link per station, the newest. */
@Singleton
public final class StationLinks {

    private final Map<StationId, StationLink> links = new ConcurrentHashMap<>();
    private final Map<StationId, Inbox> inboxes = new ConcurrentHashMap<>();

    public Optional<StationLink> find(StationId station) {
        return Optional.ofNullable(links.get(station));
    }

    public Collection<StationLink> all() {
        return List.copyOf(links.values());
    }

    public int size() {
        return links.size();
    }

    Inbox inbox(StationId station) {
        return inboxes.computeIfAbsent(station, id -> new Inbox());
    }

    /**
     * The link becomes the station's; telling so is the next thing in its inbox.
     *
     * @return the link that it replaces
     */
    Optional<StationLink> enter(StationLink link, Supplier<CompletionStage<?>> tell) {
        Inbox inbox = inbox(link.station());
        synchronized (inbox) {
            Optional<StationLink> old = Optional.ofNullable(links.put(link.station(), link));
            inbox.add(tell);
            return old;
        }
    }

    /**
     * The link is gone. Says so only when no newer one has taken its place.
     *
     * @return whether the station is without a link now
     */
    boolean leave(StationLink link, Supplier<CompletionStage<?>> tell) {
        Inbox inbox = inbox(link.station());
        synchronized (inbox) {
            boolean last = links.remove(link.station(), link);
            if (last) {
                inbox.add(tell);
            }
            return last;
        }
    }
}
