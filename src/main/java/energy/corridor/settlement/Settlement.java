package energy.corridor.settlement;

import energy.corridor.grid.PricePoint;
import energy.corridor.quantity.TimeGrid;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Settles ended intervals: registers into intervals, intervals into packets, packets into lines and bookings. Every run works out what
 * should be there and adds what is not: the same input again adds nothing, whatever was interrupted before.
 */
public final class Settlement {

    /** So many elements share a transaction. */
    private static final int TOGETHER = 500;

    /**
     * @param step length of an interval
     * @param onTime what is settled later than so long after the interval's end is late
     * @param currency of the site's prices
     */
    public record Settings(Duration step, Duration onTime, String currency, GradeFactors factors) {
        public Settings(Duration step, String currency, GradeFactors factors) {
            this(step, Duration.ofMinutes(15), currency, factors);
        }
    }

    /** What a run did. */
    public record Outcome(int elements, int intervals, int kwps, int bookings, int findings) {
        static final Outcome NOTHING = new Outcome(0, 0, 0, 0, 0);

        Outcome plus(int moreElements, SettlementStore.Additions added) {
            return new Outcome(
                    elements + moreElements,
                    intervals + added.intervals().size(),
                    kwps + added.kwps().size(),
                    bookings + added.bookings().size(),
                    findings + added.findings().size());
        }

        Outcome plus(Outcome other) {
            return new Outcome(
                    elements + other.elements,
                    intervals + other.intervals,
                    kwps + other.kwps,
                    bookings + other.bookings,
                    findings + other.findings);
        }
    }

    private final ElementRegister register;
    private final SettlementStore store;
    private final CurtailmentStore curtailments;
    private final Supplier<List<PricePoint>> prices;
    private final Settings settings;

    public Settlement(
            ElementRegister register,
            SettlementStore store,
            CurtailmentStore curtailments,
            Supplier<List<PricePoint>> prices,
            Settings settings) {
        this.register = register;
        this.store = store;
        this.curtailments = curtailments;
        this.prices = prices;
        this.settings = settings;
    }

    public Settings settings() {
        return settings;
    }

    /** Every interval that ended until then has been looked at; the epoch before the first time. */
    public Instant settledUntil() {
        return store.progress().until();
    }

    /** The last boundary at or before {@code instant}. */
    public Instant floor(Instant instant) {
        return TimeGrid.covering(instant, settings.step(), settings.step()).start();
    }

    /**
     * Looks at every interval that ended until {@code ended} and was not looked at yet, and again at those that readings since then
     * bear upon.
     */
    public synchronized Outcome catchUp(Instant ended, Instant now) {
        SettlementStore.Progress progress = store.progress();
        SettlementStore.Touched touched = store.touchedAfter(progress.order());
        Instant until = floor(ended);
        Instant from = progress.until().equals(Instant.EPOCH) ? firstStart(touched, until) : progress.until();
        SortedMap<Instant, List<GridElement>> byStart = new TreeMap<>();
        for (GridElement element : register.newest()) {
            boolean tells = element.evse().isEmpty(); // by message: nothing is expected of it
            if (!element.isMetered() || (tells && !touched.earliest().containsKey(element.id()))) {
                continue;
            }
            Instant earliest = touched.earliest().getOrDefault(element.id(), from);
            Instant start = floor(tells || earliest.isBefore(from) ? earliest : from);
            if (start.isBefore(until)) {
                byStart.computeIfAbsent(start, s -> new ArrayList<>()).add(element);
            }
        }
        Outcome outcome = Outcome.NOTHING;
        for (Map.Entry<Instant, List<GridElement>> group : byStart.entrySet()) {
            outcome = outcome.plus(settle(Run.PROVISIONAL, group.getValue(), group.getKey(), until, now));
        }
        if (!byStart.isEmpty()) {
            outcome = outcome.plus(curtail(Run.PROVISIONAL, byStart.firstKey(), until, now));
        }
        store.save(new SettlementStore.Progress(
                touched.order(), until.isAfter(progress.until()) ? until : progress.until()));
        return outcome;
    }

    private static Instant firstStart(SettlementStore.Touched touched, Instant until) {
        return touched.earliest().values().stream().min(Instant::compareTo).orElse(until);
    }

    /** Settles the intervals of all elements that start in {@code [from, to)}. */
    public synchronized Outcome settle(Run run, Instant from, Instant to, Instant now) {
        List<GridElement> metered =
                register.newest().stream().filter(GridElement::isMetered).toList();
        return settle(run, metered, floor(from), floor(to), now).plus(curtail(run, floor(from), floor(to), now));
    }

    /**
     * Puts {@code edit} in force and posts the difference; nothing that was there changes.
     *
     * @throws IllegalArgumentException when the interval is not there, is measured, or cannot have had the energy
     */
    public synchronized IntervalEnergy edit(IntervalEdit edit, Instant now) {
        TimeGrid grid = new TimeGrid(floor(edit.start()), settings.step(), 1);
        Optional<SettlementStore.Kept> kept = Optional.ofNullable(
                store.kept(List.of(edit.element()), grid.start(), grid.end()).get(edit.element()));
        GridElement element = register.at(edit.element(), edit.start())
                .orElseThrow(() -> new IllegalArgumentException(
                        "There is no element \"%s\" at %s.".formatted(edit.element(), edit.start())));
        IntervalEnergy before = kept.stream()
                .flatMap(k -> k.intervals().stream())
                .filter(i -> i.channel() == edit.channel() && i.start().equals(edit.start()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "There is no %s interval of %s that starts at %s; settled until %s, in steps of %s."
                                .formatted(
                                        edit.channel(),
                                        edit.element(),
                                        edit.start(),
                                        settledUntil(),
                                        settings.step())));
        SettlementStep step = step(Run.PROVISIONAL, grid, now);
        IntervalEnergy after = edit.isTakenBack() ? derived(element, before, grid) : edit.of(before, element);
        step.edit(after, edit.finding(before, after, now), kept);
        store.commit(step.additions());
        return after;
    }

    private IntervalEnergy derived(GridElement element, IntervalEnergy before, TimeGrid grid) {
        if (before.quality() != Quality.MANUALLY_EDITED) {
            throw new IllegalArgumentException("The interval of %s from %s is not edited; nothing to take back."
                    .formatted(before.element(), before.start()));
        }
        return store.registers(List.of(element), grid.start(), grid.end()).stream()
                .filter(r -> r.channel() == before.channel())
                .flatMap(r ->
                        Derivation.of(r.channel(), element.meter(r.channel()), grid, r.readings()).intervals().stream())
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "The registers of %s say nothing of the interval from %s; the edit stays."
                                .formatted(before.element(), before.start())))
                .withVersion(before.version() + 1);
    }

    /** Supply values first, then the packets by which they are paid; a value without its packet is found again by the next run. */
    private Outcome curtail(Run run, Instant from, Instant to, Instant now) {
        if (!from.isBefore(to)) {
            return Outcome.NOTHING;
        }
        Outcome outcome = confirm(from, to);
        for (Psv psv : curtailments.psvs(from, to)) {
            TimeGrid grid = new TimeGrid(psv.start(), Duration.between(psv.start(), psv.end()), 1);
            SettlementStep step = step(run, grid, now);
            Optional<SettlementStore.Kept> kept = Optional.ofNullable(
                    store.kept(List.of(psv.element()), psv.start(), psv.end()).get(psv.element()));
            register.at(psv.element(), psv.start()).ifPresent(element -> step.pay(psv, element, kept));
            SettlementStore.Additions additions = step.additions();
            if (!additions.isEmpty()) {
                store.commit(additions);
                outcome = outcome.plus(0, additions);
            }
        }
        return outcome;
    }

    private Outcome confirm(Instant from, Instant to) {
        for (boolean again = false; ; again = true) {
            Curtailment curtailment = new Curtailment(register, store, curtailments);
            try {
                curtailments.add(curtailment.values(from, to));
            } catch (SettlementStore.ConflictException faster) {
                if (again) {
                    throw faster;
                }
                continue; // the claim that was faster is seen now, and the value is not confirmed
            }
            SettlementStore.Additions found = SettlementStore.Additions.of(curtailment.findings());
            if (!found.isEmpty()) {
                store.commit(found);
            }
            return Outcome.NOTHING.plus(0, found);
        }
    }

    private Outcome settle(Run run, List<GridElement> elements, Instant from, Instant to, Instant now) {
        Outcome outcome = Outcome.NOTHING;
        long steps = Duration.between(from, to).toMillis() / settings.step().toMillis();
        if (steps < 1) {
            return outcome;
        }
        TimeGrid grid = new TimeGrid(from, settings.step(), Math.toIntExact(steps));
        for (int i = 0; i < elements.size(); i += TOGETHER) {
            List<GridElement> some = elements.subList(i, Math.min(elements.size(), i + TOGETHER));
            SettlementStore.Additions additions = additions(run, some, grid, now);
            if (!additions.isEmpty()) {
                store.commit(additions);
            }
            outcome = outcome.plus(some.size(), additions);
        }
        return outcome;
    }

    private SettlementStore.Additions additions(Run run, List<GridElement> elements, TimeGrid grid, Instant now) {
        SettlementStep step = step(run, grid, now);
        Map<String, SettlementStore.Kept> kept =
                store.kept(elements.stream().map(GridElement::id).toList(), grid.start(), grid.end());
        Map<String, GridElement> newest = new HashMap<>();
        elements.forEach(e -> newest.put(e.id(), e));
        for (SettlementStore.Registers registers : store.registers(elements, grid.start(), grid.end())) {
            GridElement element = newest.get(registers.element());
            if (element != null) {
                step.take(element, registers, Optional.ofNullable(kept.get(registers.element())));
            }
        }
        List<String> telling = elements.stream()
                .filter(e -> e.evse().isEmpty())
                .map(GridElement::id)
                .toList();
        for (IntervalEnergy told :
                telling.isEmpty() ? List.<IntervalEnergy>of() : store.told(telling, grid.start(), grid.end())) {
            step.take(told, Optional.ofNullable(kept.get(told.element())));
        }
        return step.additions();
    }

    private SettlementStep step(Run run, TimeGrid grid, Instant now) {
        return new SettlementStep(register, store, prices, settings, run, grid, now);
    }
}
