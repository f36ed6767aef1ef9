package energy.corridor.grid.request;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Requests for stage tests, with the rules of the database: a history only grows. */
public final class InMemoryRequestStore implements RequestStore {

    private final TreeMap<String, TreeMap<Integer, RequestRecord>> kept = new TreeMap<>();

    @Override
    public List<RequestRecord> endingAfter(Instant since) {
        return kept.values().stream()
                .flatMap(revisions -> revisions.values().stream())
                .filter(r -> r.asked().to().isAfter(since) || !r.state().isOver())
                .toList();
    }

    @Override
    public Optional<RequestRecord> newest(String key) {
        return Optional.ofNullable(kept.get(key))
                .map(revisions -> revisions.lastEntry().getValue());
    }

    @Override
    public void save(RequestRecord request, int added) {
        TreeMap<Integer, RequestRecord> revisions = kept.computeIfAbsent(request.key(), key -> new TreeMap<>());
        int revision = request.asked().id().revision();
        List<Transition> before =
                revisions.containsKey(revision) ? revisions.get(revision).history() : List.of();
        List<Transition> now = request.history();
        if (now.size() != before.size() + added
                || !now.subList(0, before.size()).equals(before)) {
            throw new AssertionError(
                    "The history of %s was changed: %s, then %s".formatted(request.key(), before, now));
        }
        revisions.put(revision, request);
    }
}
