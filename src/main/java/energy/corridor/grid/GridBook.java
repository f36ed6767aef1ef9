package energy.corridor.grid;

import energy.corridor.grid.contact.ContactBook;
import energy.corridor.grid.frequency.FrequencyControl;
import energy.corridor.grid.request.GridSignal;
import energy.corridor.grid.request.RequestBook;
import energy.corridor.quantity.Series;
import energy.corridor.quantity.TimeGrid;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * The site, what operators ask of it, and the contact with them, as what binds when. Durable first, then visible. Safe for any number of
 * threads.
 */
public final class GridBook {

    /** How far ahead a tighter limit is looked for. */
    private static final Duration AHEAD = Duration.ofDays(2);

    private final GridStore store;
    private final RequestBook requests;
    private final ContactBook contacts;
    private final FrequencyControl frequency;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile Site site = Site.EMPTY;

    /** Without frequency response. */
    public GridBook(GridStore store, RequestBook requests, ContactBook contacts) {
        this(store, requests, contacts, FrequencyControl.off());
    }

    public GridBook(GridStore store, RequestBook requests, ContactBook contacts, FrequencyControl frequency) {
        this.store = store;
        this.requests = requests;
        this.contacts = contacts;
        this.frequency = frequency;
        requests.onStep(request -> changed());
        contacts.onChange(contact -> changed());
    }

    /** Reads what was kept, as of {@code now}. */
    public void load(Instant now) {
        site = store.site();
        requests.load(now);
        contacts.load(now);
    }

    /** Takes the steps that time alone brings to requests and contacts. */
    public void advance(Instant now) {
        requests.advance(now);
        contacts.advance(requests.binding(now, ""), now);
    }

    /** A full exchange with an operator. */
    public void heard(String operator, Instant now) {
        contacts.heard(operator, requests.binding(now, ""), now);
    }

    public RequestBook requests() {
        return requests;
    }

    public ContactBook contacts() {
        return contacts;
    }

    public FrequencyControl frequency() {
        return frequency;
    }

    public Site site() {
        return site;
    }

    public synchronized void site(Site next) {
        store.save(next);
        site = next;
        changed();
    }

    /** Runs after every change, on the changing thread. */
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    private void changed() {
        listeners.forEach(Runnable::run);
    }

    /** The most that the site may import throughout {@code [from, until)}: connection and operators' limits, kW. */
    public double importLimitKw(Instant from, Instant until) {
        return contacts.limits(requests.binding(from, ""), from, until).stream()
                .mapToDouble(GridRequest.ImportLimit::kw)
                .reduce(site.importLimitKw(), Math::min);
    }

    /** When the next import limit begins that is tighter than what holds at {@code from}. */
    public Optional<Instant> nextTighterLimit(Instant from) {
        double now = importLimitKw(from, from.plusNanos(1));
        return contacts.limits(requests.binding(from, ""), from, from.plus(AHEAD)).stream()
                .filter(r -> r.from().isAfter(from) && r.kw() < now)
                .map(GridRequest.ImportLimit::from)
                .min(Comparator.naturalOrder());
    }

    /** The highest load beside the vehicles, less PV, expected within {@code [from, until)}, kW; below zero when PV exceeds it. */
    public double otherLoadKw(Instant from, Instant until) {
        List<LoadPoint> loads = site.loads();
        double most = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < loads.size(); i++) {
            boolean begun = i == 0 || loads.get(i).from().isBefore(until);
            boolean over = i + 1 < loads.size() && !loads.get(i + 1).from().isAfter(from);
            if (begun && !over) {
                most = Math.max(most, loads.get(i).baseLoadKw() - loads.get(i).pvKw());
            }
        }
        return loads.isEmpty() ? 0 : most;
    }

    /** The mean load beside the vehicles, less PV, within {@code [from, to)}, kW. */
    public double meanOtherLoadKw(Instant from, Instant to) {
        TimeGrid span = new TimeGrid(from, Duration.between(from, to), 1);
        Site now = site;
        return mean(span, now.loads(), LoadPoint::from, LoadPoint::baseLoadKw).get(0)
                - mean(span, now.loads(), LoadPoint::from, LoadPoint::pvKw).get(0);
    }

    /**
     * What binds on {@code grid}. A limit that holds for part of an interval holds for all of it; prices and loads are the
     * interval's mean.
     */
    public GridConditions conditions(TimeGrid grid) {
        return conditions(grid, "");
    }

    /** The same as if the request of that key were not there. */
    public GridConditions conditions(TimeGrid grid, String except) {
        Site now = site;
        List<GridSignal> binding = requests.binding(grid.start(), except);
        List<GridRequest> touching = new ArrayList<>(Binding.pieces(binding, contacts, grid));
        touching.addAll(Binding.numbered(frequency.reserves(grid)));
        double[] importLimit =
                Series.constant(now.importLimitKw(), grid.steps()).toArray();
        for (GridRequest request : touching) {
            if (request instanceof GridRequest.ImportLimit limit) {
                int first = grid.lastBoundaryUntil(limit.from());
                int end = grid.firstBoundaryFrom(limit.to());
                for (int t = first; t < end; t++) {
                    importLimit[t] = Math.min(importLimit[t], limit.kw());
                }
            }
        }
        return new GridConditions(
                grid,
                now,
                Series.of(importLimit),
                Binding.exportLimitKw(now.exportLimitKw(), binding, grid),
                importEurPerKwh(now, grid),
                exportEurPerKwh(now, grid),
                mean(grid, now.loads(), LoadPoint::from, LoadPoint::baseLoadKw),
                mean(grid, now.loads(), LoadPoint::from, LoadPoint::pvKw),
                touching);
    }

    /** Each interval's mean price. */
    public static Series importEurPerKwh(Site site, TimeGrid grid) {
        return mean(grid, site.prices(), PricePoint::from, PricePoint::importEurPerKwh);
    }

    public static Series exportEurPerKwh(Site site, TimeGrid grid) {
        return mean(grid, site.prices(), PricePoint::from, PricePoint::exportEurPerKwh);
    }

    /** The time-weighted mean over each interval of a step function given by its points; 0 without points. */
    static <P> Series mean(TimeGrid grid, List<P> points, Function<P, Instant> from, ToDoubleFunction<P> value) {
        if (points.isEmpty()) {
            return Series.constant(0, grid.steps());
        }
        double[] means = new double[grid.steps()];
        long stepMillis = grid.step().toMillis();
        int p = 0;
        for (int t = 0; t < means.length; t++) {
            long at = grid.boundary(t).toEpochMilli();
            long end = at + stepMillis;
            double sum = 0;
            while (at < end) {
                while (p + 1 < points.size() && from.apply(points.get(p + 1)).toEpochMilli() <= at) {
                    p++;
                }
                long until = p + 1 < points.size()
                        ? Math.min(end, from.apply(points.get(p + 1)).toEpochMilli())
                        : end;
                sum += value.applyAsDouble(points.get(p)) * (until - at);
                at = until;
            }
            means[t] = sum / stepMillis;
        }
        return Series.of(means);
    }
}
