package energy.corridor.grid.contact;

import energy.corridor.grid.GridRequest.ImportLimit;
import energy.corridor.grid.request.GridSignal.LimitKind;
import energy.corridor.grid.request.GridSignal.SiteLimit;
import energy.corridor.grid.request.Slot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The import limit that one operator's signals make at every instant: a LIMIT where one covers it, else subscription and grant
 * together, else none; the failsafe where contact is lost. Among limits the lowest priority number goes first, and of equals the most
 * restrictive.
 */
public final class OperatorLimits {

    private final List<SiteLimit> limits;
    private final Optional<Contact> contact;

    /** @param limits the operator's import limits @param contact empty when nothing was agreed about its contact */
    public OperatorLimits(List<SiteLimit> limits, Optional<Contact> contact) {
        this.limits = limits.stream().filter(limit -> !limit.export()).toList();
        this.contact = contact;
    }

    private record InForce(String by, double kw) {}

    /** Whether the schedule says anything about the instant. */
    Contact.Schedule schedule(Instant at) {
        return scheduled(at).isPresent() ? Contact.Schedule.LIMITS : Contact.Schedule.FREE;
    }

    /** What holds within {@code [from, until)}, one piece after the other, each named by its request or {@code OPERATOR.failsafe}. */
    public List<ImportLimit> pieces(Instant from, Instant until) {
        TreeSet<Instant> edges = new TreeSet<>(List.of(from, until));
        for (SiteLimit limit : limits) {
            for (Slot slot : limit.slots()) {
                edges.add(slot.from());
                edges.add(slot.to());
            }
        }
        List<Instant> inside = edges.stream()
                .filter(edge -> !edge.isBefore(from) && !edge.isAfter(until))
                .toList();
        List<ImportLimit> pieces = new ArrayList<>();
        for (int i = 0; i + 1 < inside.size(); i++) {
            Instant begin = inside.get(i);
            Instant end = inside.get(i + 1);
            inForce(begin).ifPresent(now -> add(pieces, new ImportLimit(now.by(), begin, end, now.kw())));
        }
        return pieces;
    }

    private static void add(List<ImportLimit> pieces, ImportLimit next) {
        ImportLimit before = pieces.isEmpty() ? next : pieces.get(pieces.size() - 1);
        boolean continues = before != next
                && before.id().equals(next.id())
                && before.to().equals(next.from())
                && before.kw() == next.kw();
        if (continues) {
            pieces.set(pieces.size() - 1, new ImportLimit(next.id(), before.from(), next.to(), next.kw()));
        } else {
            pieces.add(next);
        }
    }

    private Optional<InForce> inForce(Instant at) {
        Optional<InForce> scheduled = scheduled(at);
        if (contact.isEmpty()) {
            return scheduled;
        }
        Contact now = contact.get();
        InForce failsafe =
                new InForce(now.rules().operator() + ".failsafe", now.rules().failsafeKw());
        return switch (now.state()) {
            case FREE, LIMITED -> scheduled;
            case HOLDING -> Optional.of(scheduled.orElse(failsafe));
            case STARTING ->
                Optional.of(scheduled.filter(s -> s.kw() <= failsafe.kw()).orElse(failsafe));
            case FAILSAFE, RECOVERING -> Optional.of(failsafe);
        };
    }

    private Optional<InForce> scheduled(Instant at) {
        Optional<InForce> limit = Optional.empty();
        int best = Integer.MAX_VALUE;
        Optional<InForce> subscription = Optional.empty();
        double granted = 0;
        for (SiteLimit signal : limits) {
            int priority = signal.priority().orElse(Integer.MAX_VALUE);
            for (Slot slot : signal.slots()) {
                if (!slot.covers(at)) {
                    continue;
                }
                InForce own = new InForce(signal.id().key(), slot.kw());
                if (signal.kind() == LimitKind.SUBSCRIPTION) {
                    subscription = least(subscription, own);
                } else if (signal.kind() == LimitKind.GRANTED) {
                    granted += slot.kw();
                } else if (limit.isEmpty() || priority < best) {
                    limit = Optional.of(own);
                    best = priority;
                } else if (priority == best) {
                    limit = least(limit, own);
                }
            }
        }
        double more = granted;
        Optional<InForce> contracted = subscription.map(s -> new InForce(s.by(), s.kw() + more));
        return limit.or(() -> contracted);
    }

    private static Optional<InForce> least(Optional<InForce> one, InForce other) {
        return Optional.of(one.filter(o -> o.kw() <= other.kw()).orElse(other));
    }
}
