package energy.corridor.grid.request;

import energy.corridor.grid.delivery.DeliveryReport;
import energy.corridor.grid.request.GridSignal.SiteLimit;
import energy.corridor.grid.request.RequestRecord.Channel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * All requests and where they stand: durable first, then visible, then told. Safe for any number of threads. An import limit binds
 * from the moment it is validated, everything else from its decision on; a revision takes the place of the one before it when it is
 * accepted, and of a limit at once.
 */
public final class RequestBook {

    /** How long a request that is over can be looked at without the store. */
    private static final Duration KEPT = Duration.ofDays(3);

    private final RequestStore store;
    private final List<Consumer<RequestRecord>> listeners = new CopyOnWriteArrayList<>();
    private final Map<SignalId, CompletableFuture<RequestRecord>> awaited = new ConcurrentHashMap<>();
    private volatile Map<String, List<RequestRecord>> byKey = Map.of();

    public RequestBook(RequestStore store) {
        this.store = store;
    }

    /** Reads what was kept, as of {@code now}. */
    public synchronized void load(Instant now) {
        Map<String, List<RequestRecord>> kept = new TreeMap<>();
        for (RequestRecord request : store.endingAfter(now.minus(KEPT))) {
            kept.computeIfAbsent(request.key(), key -> new ArrayList<>()).add(request);
        }
        kept.values().forEach(revisions -> revisions.sort(Comparator.comparingInt(RequestBook::revision)));
        byKey = kept;
    }

    /** Runs with the record after every step of a request, on the changing thread. */
    public void onStep(Consumer<RequestRecord> listener) {
        listeners.add(listener);
    }

    /** The newest revision of every request, by key. */
    public List<RequestRecord> all() {
        return byKey.values().stream().map(RequestBook::last).toList();
    }

    /** Every revision that is not over. */
    public List<RequestRecord> open() {
        return byKey.values().stream()
                .flatMap(List::stream)
                .filter(request -> !request.state().isOver())
                .toList();
    }

    public Optional<RequestRecord> find(String key) {
        return Optional.ofNullable(byKey.get(key)).map(RequestBook::last).or(() -> store.newest(key));
    }

    /**
     * Takes a request into the book.
     *
     * @param expires by when it must be decided
     * @param channel where who asks wants to hear of it
     */
    public Receipt receive(GridSignal asked, Optional<Instant> expires, Optional<Channel> channel, Instant now) {
        RequestRecord taken;
        synchronized (this) {
            Optional<RequestRecord> known = find(asked.id().key());
            if (known.isPresent()) {
                int revision = revision(known.get());
                if (asked.id().revision() < revision) {
                    return new Receipt.Refused(
                            ReasonCode.STALE_REVISION,
                            "Request \"%s\" is known in revision %d already; this is revision %d."
                                    .formatted(
                                            asked.id().id(),
                                            revision,
                                            asked.id().revision()));
                }
                if (asked.id().revision() == revision) {
                    return known.get().asked().equals(asked)
                            ? new Receipt.Repeated(known.get())
                            : new Receipt.Refused(
                                    ReasonCode.DUPLICATE_ID,
                                    "Request \"%s\" is known in revision %d with other content; to change it send revision %d."
                                            .formatted(asked.id().id(), revision, revision + 1));
                }
            }
            if (!asked.to().isAfter(now)) {
                return new Receipt.Refused(
                        ReasonCode.EXPIRED,
                        "Request \"%s\" ended at %s; now it is %s."
                                .formatted(asked.id().id(), asked.to(), now));
            }
            if (expires.isPresent() && !expires.get().isAfter(now)) {
                return new Receipt.Refused(
                        ReasonCode.EXPIRED,
                        "Request \"%s\" expired at %s; now it is %s."
                                .formatted(asked.id().id(), expires.get(), now));
            }
            RequestRecord first = new RequestRecord(
                    asked,
                    now,
                    expires,
                    channel,
                    Optional.empty(),
                    List.of(),
                    Optional.empty(),
                    List.of(
                            new Transition(now, RequestState.RECEIVED, ReasonCode.OK, "It arrived."),
                            new Transition(now, RequestState.VALIDATED, ReasonCode.OK, validated(asked))));
            keep(first, 2);
            taken = first;
            if (asked instanceof SiteLimit) {
                replaceEarlier(asked.id(), now);
            }
        }
        tell(taken);
        return new Receipt.Taken(taken);
    }

    private static String validated(GridSignal asked) {
        return asked instanceof SiteLimit
                ? "The limit binds from now on; what it costs is being worked out."
                : "It makes sense and waits for its decision.";
    }

    /** What the depot itself enters holds without a question; a repetition changes nothing. */
    public void impose(GridSignal signal, String reason, Instant now) {
        if (receive(signal, Optional.empty(), Optional.empty(), now) instanceof Receipt.Taken taken) {
            decide(taken.request().asked().id(), Decision.accepted(signal, reason), now);
        }
    }

    /** Completes when the revision has left RECEIVED and VALIDATED. */
    public CompletableFuture<RequestRecord> decided(SignalId id) {
        CompletableFuture<RequestRecord> answer = awaited.computeIfAbsent(id, key -> new CompletableFuture<>());
        revision(id).filter(request -> !request.state().isOpen()).ifPresent(request -> settle(id, request));
        return answer;
    }

    private void settle(SignalId id, RequestRecord request) {
        CompletableFuture<RequestRecord> waiting = awaited.remove(id);
        if (waiting != null) {
            waiting.complete(request);
        }
    }

    /** Whether the revision waits for its decision. */
    public boolean isOpen(SignalId id) {
        return revision(id).filter(request -> request.state().isOpen()).isPresent();
    }

    /**
     * The answer to a request that waits for it.
     *
     * @return false, and without effect, when it does not wait any more
     */
    public boolean decide(SignalId id, Decision decision, Instant now) {
        RequestRecord decided;
        synchronized (this) {
            Optional<RequestRecord> waiting =
                    revision(id).filter(request -> request.state().isOpen());
            if (waiting.isEmpty()) {
                return false;
            }
            RequestRecord request = waiting.get();
            if (request.expires().filter(by -> !by.isAfter(now)).isPresent()) {
                decided =
                        step(request, new Transition(now, RequestState.EXPIRED, ReasonCode.EXPIRED, expired(request)));
            } else {
                RequestRecord answered = request.with(decision)
                        .with(new Transition(now, decision.state(), decision.code(), decision.reason()));
                int added = 1;
                if (decision.accepted().isPresent()) {
                    boolean begun = !decision.accepted().get().from().isAfter(now);
                    answered = answered.with(new Transition(
                            now,
                            begun ? RequestState.ACTIVE : RequestState.SCHEDULED,
                            ReasonCode.OK,
                            begun
                                    ? "Its window has begun."
                                    : "It begins at %s."
                                            .formatted(decision.accepted().get().from())));
                    added++;
                }
                keep(answered, added);
                decided = answered;
                if (decision.accepted().isPresent()) {
                    replaceEarlier(id, now);
                }
            }
        }
        tell(decided);
        return true;
    }

    private static String expired(RequestRecord request) {
        return "It could not be decided before %s."
                .formatted(request.expires().orElse(request.asked().to()));
    }

    /** @return the cancelled request; empty when there is none that is not over */
    public Optional<RequestRecord> cancel(String key, String reason, Instant now) {
        List<RequestRecord> cancelled = new ArrayList<>();
        synchronized (this) {
            for (RequestRecord request : byKey.getOrDefault(key, List.of())) {
                if (!request.state().isOver()) {
                    cancelled.add(
                            step(request, new Transition(now, RequestState.CANCELLED, ReasonCode.WITHDRAWN, reason)));
                }
            }
        }
        cancelled.forEach(this::tell);
        return cancelled.stream().reduce((first, second) -> second);
    }

    /** The newest plan delivers another number of what was accepted. @param now empty of slots when all is delivered again */
    public void expect(SignalId id, List<Slot> expected, ReasonCode code, String reason, Instant now) {
        RequestRecord told;
        synchronized (this) {
            Optional<RequestRecord> running = revision(id)
                    .filter(request ->
                            request.state() == RequestState.SCHEDULED || request.state() == RequestState.ACTIVE)
                    .filter(request -> !request.expected().equals(expected));
            if (running.isEmpty()) {
                return;
            }
            RequestState state = running.get().state();
            told = step(running.get().withExpected(expected), new Transition(now, state, code, reason));
        }
        tell(told);
    }

    /** The last account. @param over COMPLETED or FAILED, and then REPORTED */
    public void measured(
            SignalId id, DeliveryReport report, RequestState over, ReasonCode code, String reason, Instant now) {
        RequestRecord told;
        synchronized (this) {
            Optional<RequestRecord> request = revision(id).filter(r -> r.state().leadsTo(over));
            if (request.isEmpty()) {
                return;
            }
            told = step(request.get().with(report), new Transition(now, over, code, reason));
        }
        tell(told);
    }

    /** An account before the end. */
    public synchronized void note(SignalId id, DeliveryReport report) {
        revision(id).filter(r -> !r.state().isOver()).ifPresent(request -> keep(request.with(report), 0));
    }

    /** Takes the steps that time alone brings. */
    public void advance(Instant now) {
        for (RequestRecord request : open()) {
            Optional<Transition> next = due(request, now);
            if (next.isPresent()) {
                RequestRecord stepped;
                synchronized (this) {
                    stepped = revision(request.asked().id())
                            .filter(r -> r.state() == request.state())
                            .map(r -> step(r, next.get()))
                            .orElse(request);
                }
                if (stepped != request) {
                    tell(stepped);
                }
            }
        }
    }

    private static Optional<Transition> due(RequestRecord request, Instant now) {
        GridSignal signal = request.accepted().orElse(request.asked());
        if (request.state().isOpen()) {
            boolean late = !request.asked().to().isAfter(now)
                    || request.expires().filter(by -> !by.isAfter(now)).isPresent();
            return late
                    ? Optional.of(new Transition(now, RequestState.EXPIRED, ReasonCode.EXPIRED, expired(request)))
                    : Optional.empty();
        }
        if (request.state() == RequestState.SCHEDULED && !signal.from().isAfter(now)) {
            return Optional.of(new Transition(now, RequestState.ACTIVE, ReasonCode.OK, "Its window has begun."));
        }
        if (request.state() == RequestState.ACTIVE
                && !isMetered(signal)
                && !signal.to().isAfter(now)) {
            return Optional.of(new Transition(now, RequestState.COMPLETED, ReasonCode.OK, "Its window is over."));
        }
        return Optional.empty();
    }

    /** Whether its window ends with an account of what was delivered. */
    public static boolean isMetered(GridSignal signal) {
        return signal instanceof GridSignal.Dispatch
                || signal instanceof SiteLimit limit && !limit.export() && limit.kind() == GridSignal.LimitKind.LIMIT;
    }

    /**
     * What binds and has not ended: limits that are not over, and of everything else what was accepted.
     *
     * @param except a key that is left out; "" for none
     */
    public List<GridSignal> binding(Instant now, String except) {
        List<GridSignal> binding = new ArrayList<>();
        for (RequestRecord request : open()) {
            GridSignal signal = request.asked() instanceof SiteLimit
                    ? request.asked()
                    : request.accepted().orElse(null);
            if (signal != null && signal.to().isAfter(now) && !request.key().equals(except)) {
                binding.add(signal);
            }
        }
        return binding;
    }

    private void replaceEarlier(SignalId id, Instant now) {
        for (RequestRecord earlier : byKey.getOrDefault(id.key(), List.of())) {
            if (revision(earlier) < id.revision() && !earlier.state().isOver()) {
                step(
                        earlier,
                        new Transition(
                                now,
                                RequestState.CANCELLED,
                                ReasonCode.REPLACED,
                                "Revision %d takes its place.".formatted(id.revision())));
            }
        }
    }

    private RequestRecord step(RequestRecord request, Transition next) {
        if (!request.state().leadsTo(next.state())) {
            throw new IllegalStateException(
                    "Request %s is %s and cannot become %s.".formatted(request.key(), request.state(), next.state()));
        }
        RequestRecord stepped = request.with(next);
        keep(stepped, 1);
        return stepped;
    }

    private void keep(RequestRecord request, int added) {
        store.save(request, added);
        Map<String, List<RequestRecord>> next = new TreeMap<>(byKey);
        List<RequestRecord> revisions = new ArrayList<>(next.getOrDefault(request.key(), List.of()));
        revisions.removeIf(r -> revision(r) == revision(request));
        revisions.add(request);
        revisions.sort(Comparator.comparingInt(RequestBook::revision));
        next.put(request.key(), revisions);
        byKey = next;
    }

    private void tell(RequestRecord request) {
        if (!request.state().isOpen()) {
            settle(request.asked().id(), request);
        }
        listeners.forEach(listener -> listener.accept(request));
    }

    private Optional<RequestRecord> revision(SignalId id) {
        return byKey.getOrDefault(id.key(), List.of()).stream()
                .filter(request -> revision(request) == id.revision())
                .findFirst();
    }

    private static int revision(RequestRecord request) {
        return request.asked().id().revision();
    }

    private static RequestRecord last(List<RequestRecord> revisions) {
        return revisions.get(revisions.size() - 1);
    }
}
