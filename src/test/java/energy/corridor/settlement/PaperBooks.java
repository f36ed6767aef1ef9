package energy.corridor.settlement;

import energy.corridor.settlement.message.SettlementMessage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The journal's registers, the element register and the books, in memory, as strict as the database. */
public final class PaperBooks implements SettlementStore, SettlementArchive, CurtailmentStore, ElementRegister.Store {

    private record Journaled(String element, Channel channel, RegisterReading reading) {}

    public final List<GridElement> elements = new ArrayList<>();
    public final List<IntervalEnergy> intervals = new ArrayList<>();
    public final List<RateQuote> quotes = new ArrayList<>();
    public final List<Kwp> kwps = new ArrayList<>();
    public final List<SettlementLine> lines = new ArrayList<>();
    public final List<EntrySet> bookings = new ArrayList<>();
    public final List<Baseline> baselines = new ArrayList<>();
    public final List<Claimed> psvs = new ArrayList<>();
    public final Map<String, Finding> findings = new LinkedHashMap<>();
    private final List<Journaled> journal = new ArrayList<>();
    private Progress progress = Progress.NONE;

    /** Number of the reading in the journal. */
    public long journal(String element, Channel channel, Instant at, long wh, RegisterReading.Origin origin) {
        long id = journal.size() + 1L;
        journal.add(new Journaled(
                element, channel, new RegisterReading(id, at, at, java.math.BigDecimal.valueOf(wh), origin)));
        return id;
    }

    @Override
    public List<GridElement> elements() {
        return List.copyOf(elements);
    }

    @Override
    public void add(Collection<GridElement> versions) {
        elements.addAll(versions);
    }

    private boolean accepted(RegisterReading reading) {
        return findings.values().stream()
                .noneMatch(f -> f.rejected() && f.subject().equals("reading/" + reading.id()));
    }

    @Override
    public List<Registers> registers(Collection<GridElement> wanted, Instant from, Instant to) {
        List<Registers> all = new ArrayList<>();
        for (GridElement element : wanted) {
            for (Channel channel : Channel.values()) {
                List<RegisterReading> own = journal.stream()
                        .filter(j -> j.element().equals(element.id()) && j.channel() == channel)
                        .map(Journaled::reading)
                        .sorted(java.util.Comparator.comparing(RegisterReading::at)
                                .thenComparing(RegisterReading::id))
                        .toList();
                List<RegisterReading> around = Stream.of(
                                own.stream()
                                        .filter(r -> r.at().isBefore(from) && accepted(r))
                                        .reduce((a, b) -> b)
                                        .stream(),
                                own.stream().filter(r -> !r.at().isBefore(from) && !r.at().isAfter(to)),
                                own.stream().filter(r -> r.at().isAfter(to)).findFirst().stream())
                        .flatMap(s -> s)
                        .toList();
                if (!around.isEmpty()) {
                    all.add(new Registers(element.id(), channel, around));
                }
            }
        }
        return all;
    }

    /** What elements told by message. */
    public final List<IntervalEnergy> told = new ArrayList<>();

    public final List<SettlementMessage> messages = new ArrayList<>();

    @Override
    public List<IntervalEnergy> told(Collection<String> wanted, Instant from, Instant to) {
        return told.stream()
                .filter(t -> wanted.contains(t.element()) && in(t.start(), from, to))
                .toList();
    }

    @Override
    public Map<String, Kept> kept(Collection<String> wanted, Instant from, Instant to) {
        Map<String, Kept> kept = new HashMap<>();
        for (String element : wanted) {
            kept.put(
                    element,
                    new Kept(
                            intervals(Optional.of(element), from, to),
                            last(
                                    kwps.stream().filter(k -> k.element().equals(element) && in(k.start(), from, to)),
                                    k -> k.start() + "|" + k.direction()),
                            last(
                                    lines.stream()
                                            .filter(l -> l.kwp().element().equals(element)
                                                    && in(l.kwp().start(), from, to)),
                                    l -> l.kwp().start() + "|" + l.kwp().direction())));
        }
        return kept;
    }

    @Override
    public List<RateQuote> quotes(Instant from, Instant to) {
        return last(quotes.stream().filter(q -> in(q.start(), from, to)), q -> q.point() + q.direction() + q.start());
    }

    @Override
    public void commit(Additions additions) {
        intervals.addAll(additions.intervals());
        quotes.addAll(additions.quotes());
        kwps.addAll(additions.kwps());
        lines.addAll(additions.lines());
        bookings.addAll(additions.bookings());
        messages.addAll(additions.messages());
        additions.findings().forEach(f -> findings.putIfAbsent(f.subject() + f.kind(), f));
        once(intervals.stream().map(i -> i.element() + i.channel() + i.start() + i.version()));
        once(kwps.stream().map(Kwp::id));
        once(lines.stream().map(SettlementLine::id));
        once(bookings.stream().map(EntrySet::key));
    }

    private static void once(Stream<String> keys) {
        Set<String> seen = new HashSet<>();
        keys.forEach(key -> {
            if (!seen.add(key)) {
                throw new ConflictException(key + " is there already.", new IllegalStateException());
            }
        });
    }

    @Override
    public void freeze(List<Baseline> more) {
        for (Baseline baseline : more) {
            if (baselines.stream()
                    .noneMatch(b -> b.event().equals(baseline.event())
                            && b.element().equals(baseline.element())
                            && b.start().equals(baseline.start()))) {
                baselines.add(baseline);
            }
        }
    }

    @Override
    public List<Baseline> baselines(Instant from, Instant to) {
        return baselines.stream().filter(b -> in(b.start(), from, to)).toList();
    }

    @Override
    public List<Psv> psvs(Instant from, Instant to) {
        return last(psvs.stream().map(Claimed::psv).filter(p -> in(p.start(), from, to)), p -> p.start() + p.event());
    }

    /** Element and start, and who sold its energy. */
    public final Map<String, String> sold = new TreeMap<>();

    @Override
    public Optional<String> claimedByOthers(String event, Collection<String> members, Instant start) {
        return members.stream()
                .filter(m -> sold.containsKey(m + start))
                .map(m -> "Energy of %s from %s is claimed by %s already.".formatted(m, start, sold.get(m + start)))
                .findFirst();
    }

    @Override
    public void add(List<Claimed> values) {
        values.forEach(v -> v.shares().keySet().forEach(member -> {
            if (sold.containsKey(member + v.psv().start())) {
                throw new ConflictException("one_wh_one_claim", new IllegalStateException());
            }
        }));
        psvs.addAll(values);
    }

    @Override
    public Touched touchedAfter(long order) {
        Map<String, Instant> earliest = new TreeMap<>();
        for (Journaled j : journal) {
            if (j.reading().id() > order) {
                Instant before = journal.stream()
                        .filter(b -> b.element().equals(j.element())
                                && b.reading().at().isBefore(j.reading().at())
                                && accepted(b.reading()))
                        .map(b -> b.reading().at())
                        .max(Instant::compareTo)
                        .orElse(j.reading().at());
                earliest.merge(j.element(), before, (a, b) -> a.isBefore(b) ? a : b);
            }
        }
        return new Touched(earliest, journal.size());
    }

    @Override
    public Progress progress() {
        return progress;
    }

    @Override
    public void save(Progress next) {
        progress = next;
    }

    @Override
    public List<IntervalEnergy> intervals(Optional<String> element, Instant from, Instant to) {
        return last(
                intervals.stream()
                        .filter(i -> element.map(e -> e.equals(i.element())).orElse(true) && in(i.start(), from, to)),
                i -> i.element() + "|" + i.start() + "|" + i.channel());
    }

    @Override
    public List<Kwp> kwps(Optional<String> element, Instant from, Instant to) {
        return kwps.stream()
                .filter(k -> element.map(e -> e.equals(k.element())).orElse(true) && in(k.start(), from, to))
                .sorted(java.util.Comparator.comparing(Kwp::element)
                        .thenComparing(Kwp::start)
                        .thenComparing(Kwp::direction)
                        .thenComparing(Kwp::version))
                .toList();
    }

    @Override
    public void lines(String owner, Instant from, Instant to, Consumer<SettlementLine> each) {
        lines.stream()
                .filter(l -> l.kwp().owner().equals(owner) && in(l.kwp().start(), from, to))
                .sorted(java.util.Comparator.comparing(
                                (SettlementLine l) -> l.kwp().element())
                        .thenComparing(l -> l.kwp().start())
                        .thenComparing(l -> l.kwp().direction()))
                .forEach(each);
    }

    @Override
    public List<Finding> findings(Instant from, Instant to, int most) {
        return findings.values().stream()
                .filter(f -> in(f.at(), from, to))
                .limit(most)
                .toList();
    }

    @Override
    public List<Raw> raw(List<Long> ids) {
        return journal.stream()
                .filter(j -> ids.contains(j.reading().id()))
                .map(j -> new Raw(
                        j.reading().id(),
                        j.reading().origin().name(),
                        j.element(),
                        j.reading().at(),
                        j.reading().receivedAt(),
                        "Energy.Active.Import.Register",
                        j.reading().wh().toPlainString()))
                .toList();
    }

    @Override
    public List<Balance> balances() {
        Map<String, Balance> sums = new TreeMap<>();
        bookings.forEach(b -> b.postings()
                .forEach(p -> sums.merge(
                        p.commodity() + p.account(),
                        new Balance(p.account(), p.commodity(), p.amount()),
                        (x, y) -> new Balance(x.account(), x.commodity(), x.amount() + y.amount()))));
        return List.copyOf(sums.values());
    }

    @Override
    public List<Booked> bookings(
            Optional<String> account, Optional<String> reference, Instant from, Instant to, int most) {
        List<Booked> all = new ArrayList<>();
        String last = "";
        for (EntrySet booking : bookings) {
            String hash = EntrySet.sha256(last + "\n" + booking.canonical());
            all.add(new Booked(all.size() + 1L, booking, last, hash));
            last = hash;
        }
        return all.stream()
                .filter(b -> reference.map(b.booking().reference()::equals).orElse(true))
                .filter(b -> account.map(a -> b.booking().postings().stream()
                                .anyMatch(p -> p.account().equals(a)))
                        .orElse(true))
                .limit(most)
                .toList();
    }

    @Override
    public LedgerCheck check() {
        return new LedgerCheck(
                bookings.size(),
                bookings.stream().mapToLong(b -> b.postings().size()).sum(),
                true,
                true,
                List.of());
    }

    private static boolean in(Instant at, Instant from, Instant to) {
        return !at.isBefore(from) && at.isBefore(to);
    }

    private static <T> List<T> last(Stream<T> all, java.util.function.Function<T, String> key) {
        Map<String, T> newest = new TreeMap<>();
        all.forEach(t -> newest.put(key.apply(t), t));
        return new ArrayList<>(newest.values());
    }
}
