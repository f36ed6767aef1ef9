package energy.corridor.grid;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The site as contracted and built: connection, limit tree, prices, other loads.
 *
 * @param importLimitKw connection limit for vehicles, base load and PV together
 * @param limits nodes below the connection
 * @param demandChargeEurPerKw charge on the highest import of the period
 * @param prices by {@code from}; before the first point the first holds, after the last the last
 * @param loads likewise; none means 0
 */
public record Site(
        double importLimitKw,
        double exportLimitKw,
        List<GridLimit> limits,
        double demandChargeEurPerKw,
        List<PricePoint> prices,
        List<LoadPoint> loads) {

    public static final Site EMPTY = new Site(0, 0, List.of(), 0, List.of(), List.of());

    public Site {
        limits = List.copyOf(limits);
        prices = prices.stream().sorted((a, b) -> a.from().compareTo(b.from())).toList();
        loads = loads.stream().sorted((a, b) -> a.from().compareTo(b.from())).toList();
        if (!(importLimitKw >= 0 && exportLimitKw >= 0 && demandChargeEurPerKw >= 0)) {
            throw new IllegalArgumentException(
                    "The site's importLimitKw (%s), exportLimitKw (%s) and demandChargeEurPerKw (%s) must be 0 or more."
                            .formatted(importLimitKw, exportLimitKw, demandChargeEurPerKw));
        }
        Map<String, GridLimit> byId = new HashMap<>();
        for (GridLimit limit : limits) {
            if (byId.put(limit.id(), limit) != null) {
                throw new IllegalArgumentException("Limit \"%s\" is listed twice.".formatted(limit.id()));
            }
        }
        for (GridLimit limit : limits) {
            Set<String> seen = new HashSet<>();
            for (GridLimit node = limit; node.parent().isPresent(); ) {
                String parent = node.parent().get();
                if (!seen.add(node.id())) {
                    throw new IllegalArgumentException("Limit \"%s\" is below itself.".formatted(limit.id()));
                }
                GridLimit above = byId.get(parent);
                if (above == null) {
                    throw new IllegalArgumentException(
                            "Limit \"%s\" names the parent \"%s\", which is not among the limits %s."
                                    .formatted(
                                            node.id(),
                                            parent,
                                            byId.keySet().stream().sorted().toList()));
                }
                node = above;
            }
        }
    }

    /**
     * The same site with newer prices: they take the place of what was known from the first of them to the end of the last, which lasts as
     * long as the one before it.
     */
    public Site withPrices(List<PricePoint> newer) {
        if (newer.isEmpty()) {
            return this;
        }
        List<PricePoint> sorted =
                newer.stream().sorted((a, b) -> a.from().compareTo(b.from())).toList();
        Instant first = sorted.get(0).from();
        Instant end = end(sorted).orElse(first.plusNanos(1));
        List<PricePoint> merged = new ArrayList<>(sorted);
        prices.stream()
                .filter(known -> known.from().isBefore(first) || !known.from().isBefore(end))
                .forEach(merged::add);
        return new Site(importLimitKw, exportLimitKw, limits, demandChargeEurPerKw, merged, loads);
    }

    /** Until when prices were told; later the last holds on. Empty where one price holds always. */
    public Optional<Instant> pricesKnownUntil() {
        return end(prices);
    }

    private static Optional<Instant> end(List<PricePoint> points) {
        if (points.size() < 2) {
            return Optional.empty();
        }
        Instant last = points.get(points.size() - 1).from();
        return Optional.of(
                last.plus(Duration.between(points.get(points.size() - 2).from(), last)));
    }
}
