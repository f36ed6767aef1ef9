package energy.corridor.grid;

import energy.corridor.quantity.Series;
import energy.corridor.quantity.TimeGrid;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** The site and the operators' requests: durable first, then visible. Safe for any number of threads. */
public final class GridBook {

    private final GridStore store;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile Site site = Site.EMPTY;
    private volatile Map<String, GridRequest> requests = Map.of();

    public GridBook(GridStore store) {
        this.store = store;
    }

    /** Reads what was kept, as of {@code now}. */
    public void load(Instant now) {
        site = store.site();
        Map<String, GridRequest> kept = new TreeMap<>();
        store.requestsEndingAfter(now).forEach(r -> kept.put(r.id(), r));
        requests = kept;
    }

    public Site site() {
        return site;
    }

    public synchronized void site(Site next) {
        store.save(next);
        site = next;
        listeners.forEach(Runnable::run);
    }

    /** Requests whose window ends after {@code now}, by id. */
    public List<GridRequest> requests(Instant now) {
        return requests.values().stream().filter(r -> r.to().isAfter(now)).toList();
    }

    /** Adds a request, or replaces the one with its id. */
    public synchronized void put(GridRequest request) {
        store.save(request);
        Map<String, GridRequest> next = new TreeMap<>(requests);
        next.put(request.id(), request);
        requests = next;
        listeners.forEach(Runnable::run);
    }

    /** @return whether there was one */
    public synchronized boolean remove(String requestId) {
        boolean there = store.remove(requestId);
        Map<String, GridRequest> next = new TreeMap<>(requests);
        there |= next.remove(requestId) != null;
        requests = next;
        if (there) {
            listeners.forEach(Runnable::run);
        }
        return there;
    }

    /** Runs after every change, on the changing thread. */
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    /** The most that the site may import throughout {@code [from, until)}: connection and operators' limits, kW. */
    public double importLimitKw(Instant from, Instant until) {
        return requests.values().stream()
                .filter(GridRequest.ImportLimit.class::isInstance)
                .map(GridRequest.ImportLimit.class::cast)
                .filter(r -> r.from().isBefore(until) && from.isBefore(r.to()))
                .mapToDouble(GridRequest.ImportLimit::kw)
                .reduce(site.importLimitKw(), Math::min);
    }

    /** When the next import limit begins that is tighter than what holds at {@code from}. */
    public Optional<Instant> nextTighterLimit(Instant from) {
        double now = importLimitKw(from, from.plusNanos(1));
        return requests.values().stream()
                .filter(GridRequest.ImportLimit.class::isInstance)
                .map(GridRequest.ImportLimit.class::cast)
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

    /**
     * What binds on {@code grid}. A limit that holds for part of an interval holds for all of it; prices and loads are the
     * interval's mean.
     */
    public GridConditions conditions(TimeGrid grid) {
        Site now = site;
        List<GridRequest> touching = requests.values().stream()
                .filter(r -> r.to().isAfter(grid.start()) && r.from().isBefore(grid.end()))
                .toList();
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
                Series.constant(now.exportLimitKw(), grid.steps()),
                mean(grid, now.prices(), PricePoint::from, PricePoint::importEurPerKwh),
                mean(grid, now.prices(), PricePoint::from, PricePoint::exportEurPerKwh),
                mean(grid, now.loads(), LoadPoint::from, LoadPoint::baseLoadKw),
                mean(grid, now.loads(), LoadPoint::from, LoadPoint::pvKw),
                touching);
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
