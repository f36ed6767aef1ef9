package energy.corridor.settlement;

import energy.corridor.grid.PricePoint;
import energy.corridor.quantity.TimeGrid;
import energy.corridor.settlement.message.Priority;
import energy.corridor.settlement.message.SettlementMessage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/** One transaction's worth of a run: what is there is compared with what should be, and what is not there is collected. */
final class SettlementStep {

    private final ElementRegister register;
    private final SettlementStore store;
    private final Supplier<List<PricePoint>> prices;
    private final Settlement.Settings settings;
    private final Run run;
    private final TimeGrid grid;
    private final Instant now;
    private final Map<String, RateQuote> quotes = new LinkedHashMap<>();
    private final List<RateQuote> newQuotes = new ArrayList<>();
    private final List<IntervalEnergy> intervals = new ArrayList<>();
    private final List<Kwp> kwps = new ArrayList<>();
    private final List<SettlementLine> lines = new ArrayList<>();
    private final List<EntrySet> bookings = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();

    SettlementStep(
            ElementRegister register,
            SettlementStore store,
            Supplier<List<PricePoint>> prices,
            Settlement.Settings settings,
            Run run,
            TimeGrid grid,
            Instant now) {
        this.register = register;
        this.store = store;
        this.prices = prices;
        this.settings = settings;
        this.run = run;
        this.grid = grid;
        this.now = now;
        store.quotes(grid.start(), grid.end())
                .forEach(q -> quotes.put(quoteKey(q.point(), q.direction(), q.start()), q));
    }

    SettlementStore.Additions additions() {
        return new SettlementStore.Additions(
                intervals, newQuotes, kwps, lines, bookings, findings, messages(), settings.onTime());
    }

    /** One message per element and interval of which a packet is new. The store gives each its sequence number. */
    private List<SettlementMessage> messages() {
        Map<String, List<Kwp>> together = new LinkedHashMap<>();
        kwps.forEach(k -> together.computeIfAbsent(k.element() + "|" + k.start(), key -> new ArrayList<>())
                .add(k));
        return together.values().stream().map(this::message).toList();
    }

    private SettlementMessage message(List<Kwp> packets) {
        Kwp first = packets.get(0);
        Map<String, String> attributes = register.at(first.element(), first.start())
                .map(GridElement::attributes)
                .orElse(Map.of());
        return SettlementMessage.made(
                first.element(),
                first.start(),
                first.end(),
                now,
                Priority.of(attributes.getOrDefault("classOfService", "")),
                packets.stream().map(SettlementMessage.Packet::of).toList());
    }

    void take(GridElement newest, SettlementStore.Registers registers, Optional<SettlementStore.Kept> kept) {
        Channel channel = registers.channel();
        Derivation derivation = Derivation.of(channel, newest.meter(channel), grid, registers.readings());
        findings.addAll(derivation.findings());
        Before before = Before.of(kept, channel);
        derivation.intervals().forEach(derived -> take(derived, before));
    }

    /** What an element told by message, which has no registers here. */
    void take(IntervalEnergy told, Optional<SettlementStore.Kept> kept) {
        take(told, Before.of(kept, told.channel()));
    }

    private void take(IntervalEnergy derived, Before before) {
        rate(inForce(derived, Optional.ofNullable(before.intervals().get(derived.start()))), before);
    }

    /** Another version of an interval, whatever its registers say. */
    void edit(IntervalEnergy edited, Finding finding, Optional<SettlementStore.Kept> kept) {
        intervals.add(edited);
        findings.add(finding);
        rate(edited, Before.of(kept, edited.channel()));
    }

    private void rate(IntervalEnergy interval, Before before) {
        register.at(interval.element(), interval.start())
                .filter(GridElement::settles)
                .ifPresent(element -> rate(
                        interval,
                        element,
                        Optional.ofNullable(before.packets().get(interval.start())),
                        Optional.ofNullable(before.posted().get(interval.start()))));
    }

    /** What is in force of one element and channel, by start. */
    private record Before(
            Map<Instant, IntervalEnergy> intervals, Map<Instant, Kwp> packets, Map<Instant, SettlementLine> posted) {

        static Before of(Optional<SettlementStore.Kept> kept, Channel channel) {
            Before before = new Before(new HashMap<>(), new HashMap<>(), new HashMap<>());
            kept.ifPresent(k -> {
                k.intervals().stream()
                        .filter(i -> i.channel() == channel)
                        .forEach(i -> before.intervals().put(i.start(), i));
                k.kwps().stream()
                        .filter(p -> p.direction() == channel.direction())
                        .forEach(p -> before.packets().put(p.start(), p));
                k.lines().stream()
                        .filter(l -> l.kwp().direction() == channel.direction())
                        .forEach(l -> before.posted().put(l.kwp().start(), l));
            });
            return before;
        }
    }

    /** An operator's edit stands until the operator takes it back, or a late reading measures what was edited. */
    private IntervalEnergy inForce(IntervalEnergy derived, Optional<IntervalEnergy> before) {
        boolean edited = before.isPresent() && before.get().quality() == Quality.MANUALLY_EDITED;
        boolean measured = derived.quality().grade().compareTo(Grade.EDITED) < 0;
        if (before.isPresent() && (derived.saysTheSameAs(before.get()) || (edited && !measured))) {
            return before.get();
        }
        if (edited) {
            findings.add(overtaken(derived, before.get()));
        }
        IntervalEnergy next =
                derived.withVersion(before.map(b -> b.version() + 1).orElse(1));
        intervals.add(next);
        return next;
    }

    private static Finding overtaken(IntervalEnergy measured, IntervalEnergy edited) {
        return new Finding(
                "interval/%s/%s/%s/v%d"
                        .formatted(edited.element(), edited.channel(), edited.start(), edited.version() + 1),
                Finding.Kind.EDITED,
                edited.element(),
                edited.start(),
                false,
                "The energy of %s from %s is measured now, %d Wh; the edit of %d Wh (%s) no longer counts."
                        .formatted(edited.element(), edited.start(), measured.wh(), edited.wh(), edited.method()));
    }

    private void rate(
            IntervalEnergy interval, GridElement element, Optional<Kwp> before, Optional<SettlementLine> posted) {
        if (interval.wh() == 0 && before.isEmpty()) {
            return; // nothing flowed: the interval is kept, there is nothing to pay
        }
        Direction direction = interval.channel().direction();
        RateQuote quote = quote(element.point(), direction, interval.start(), interval.end());
        post(Kwp.of(interval, element, quote, settings.factors()), before, posted);
    }

    /** Curtailment is worth the same as supply. */
    void pay(Psv psv, GridElement element, Optional<SettlementStore.Kept> kept) {
        RateQuote quote = quote(element.point(), Direction.SUPPLY, psv.start(), psv.end());
        post(
                psv.packet(element, quote, settings.factors()),
                kept.flatMap(k -> k.kwps().stream()
                        .filter(p -> p.direction() == Direction.CURTAILMENT)
                        .findFirst()),
                kept.flatMap(k -> k.lines().stream()
                        .filter(l -> l.kwp().direction() == Direction.CURTAILMENT)
                        .findFirst()));
    }

    private void post(Kwp wanted, Optional<Kwp> before, Optional<SettlementLine> posted) {
        if (wanted.energyWh() == 0 && before.isEmpty()) {
            return;
        }
        boolean same = before.isPresent() && wanted.saysTheSameAs(before.get());
        Kwp kwp = same
                ? before.get()
                : wanted.withVersion(before.map(b -> b.version() + 1).orElse(1));
        if (!same) {
            kwps.add(kwp);
        }
        boolean lineThere = posted.isPresent()
                && posted.get().kwp().version() == kwp.version()
                && posted.get().run().compareTo(run) >= 0;
        if (!lineThere) {
            settle(kwp, posted);
        }
    }

    private void settle(Kwp kwp, Optional<SettlementLine> posted) {
        // What was settled finally is not made provisional again: what comes late is posted under the run that is
        // in force.
        Run under = posted.filter(p -> p.run().compareTo(run) > 0)
                .map(SettlementLine::run)
                .orElse(run);
        SettlementLine line = new SettlementLine(
                kwp,
                under,
                kwp.energyWh(),
                kwp.amountMicro(),
                posted.map(SettlementLine::energyWh).orElse(0L),
                posted.map(SettlementLine::amountMicro).orElse(0L),
                now,
                shares(kwp, posted));
        lines.add(line);
        line.booking().ifPresent(bookings::add);
    }

    /** What a master earned for its members: shared among them by largest remainder, by what each was not drawing. */
    private List<SettlementLine.Share> shares(Kwp kwp, Optional<SettlementLine> posted) {
        if (kwp.direction() != Direction.CURTAILMENT) {
            return List.of();
        }
        SortedMap<String, Long> weights = register.weights(kwp.element(), kwp.start());
        SortedMap<String, Long> prior = new TreeMap<>();
        posted.ifPresent(p -> p.shares().forEach(s -> prior.put(s.member(), s.amountMicro())));
        if (weights.isEmpty() && prior.isEmpty()) {
            return List.of(); // nobody to share with: it stays with the element
        }
        SortedMap<String, Long> energy = weights.isEmpty() ? weights : LargestRemainder.split(kwp.energyWh(), weights);
        boolean any = energy.values().stream().anyMatch(wh -> wh > 0);
        SortedMap<String, Long> money = any ? LargestRemainder.split(kwp.amountMicro(), energy) : new TreeMap<>();
        SortedMap<String, SettlementLine.Share> shares = new TreeMap<>();
        prior.forEach((member, micro) -> shares.put(member, new SettlementLine.Share(member, 0, 0, micro)));
        money.forEach((member, micro) -> shares.put(
                member,
                new SettlementLine.Share(
                        member, energy.getOrDefault(member, 0L), micro, prior.getOrDefault(member, 0L))));
        return List.copyOf(shares.values());
    }

    private RateQuote quote(String point, Direction direction, Instant start, Instant end) {
        return quotes.computeIfAbsent(quoteKey(point, direction, start), key -> {
            RateQuote quote = Rates.quote(prices.get(), point, settings.currency(), direction, start, end);
            newQuotes.add(quote);
            return quote;
        });
    }

    private static String quoteKey(String point, Direction direction, Instant start) {
        return point + "|" + direction + "|" + start;
    }
}
