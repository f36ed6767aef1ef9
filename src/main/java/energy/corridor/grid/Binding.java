package energy.corridor.grid;

import energy.corridor.grid.contact.ContactBook;
import energy.corridor.grid.request.GridSignal;
import energy.corridor.grid.request.GridSignal.Band;
import energy.corridor.grid.request.GridSignal.Dispatch;
import energy.corridor.grid.request.GridSignal.LimitKind;
import energy.corridor.grid.request.GridSignal.Reserve;
import energy.corridor.grid.request.GridSignal.SiteLimit;
import energy.corridor.grid.request.Slot;
import energy.corridor.quantity.Series;
import energy.corridor.quantity.TimeGrid;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Operators' signals as the pieces that bind, one per interval of theirs. A second piece of a request has {@code #2} in its id. */
public final class Binding {

    private Binding() {}

    /** Those that touch the grid, by request. */
    static List<GridRequest> pieces(List<GridSignal> binding, ContactBook contacts, TimeGrid grid) {
        List<GridRequest> pieces = new ArrayList<>(contacts.limits(binding, grid.start(), grid.end()));
        binding.forEach(signal -> pieces.addAll(pieces(signal)));
        return numbered(pieces.stream()
                .filter(piece ->
                        piece.to().isAfter(grid.start()) && piece.from().isBefore(grid.end()))
                .toList());
    }

    /** The same with an id each. */
    static List<GridRequest> numbered(List<GridRequest> pieces) {
        Map<String, Integer> times = new HashMap<>();
        return pieces.stream()
                .map(piece -> {
                    int nth = times.merge(piece.id(), 1, Integer::sum);
                    return nth == 1 ? piece : named(piece, piece.id() + "#" + nth);
                })
                .toList();
    }

    /** Of everything but limits, which count by what the contact with their operator is. */
    public static List<GridRequest> pieces(GridSignal signal) {
        String id = signal.id().key();
        List<GridRequest> pieces = new ArrayList<>();
        if (signal instanceof Dispatch dispatch) {
            for (Slot slot : dispatch.slots()) {
                pieces.add(new GridRequest.DispatchRequest(
                        id, slot.from(), slot.to(), slot.kw(), dispatch.penaltyEurPerKwh()));
            }
        } else if (signal instanceof Band band) {
            pieces.add(new GridRequest.SumSocBand(id, band.from(), band.to(), band.lowerKwh(), band.upperKwh()));
        } else if (signal instanceof Reserve reserve) {
            for (Slot slot : reserve.slots()) {
                pieces.add(new GridRequest.Reserve(
                        id,
                        slot.from(),
                        slot.to(),
                        reserve.up(),
                        slot.kw(),
                        reserve.holdMinutes(),
                        reserve.earnEurPerKwPerHour(),
                        reserve.firm()));
            }
        }
        return pieces;
    }

    private static GridRequest named(GridRequest piece, String id) {
        if (piece instanceof GridRequest.ImportLimit r) {
            return new GridRequest.ImportLimit(id, r.from(), r.to(), r.kw());
        } else if (piece instanceof GridRequest.DispatchRequest r) {
            return new GridRequest.DispatchRequest(id, r.from(), r.to(), r.kw(), r.penaltyEurPerKwh());
        } else if (piece instanceof GridRequest.Reserve r) {
            return new GridRequest.Reserve(
                    id, r.from(), r.to(), r.up(), r.kw(), r.holdMinutes(), r.earnEurPerKwPerHour(), r.firm());
        } else if (piece instanceof GridRequest.SumSocBand r) {
            return new GridRequest.SumSocBand(id, r.from(), r.to(), r.lowerKwh(), r.upperKwh());
        }
        throw new IllegalStateException("Unknown kind of request: " + piece);
    }

    /** Of every operator a LIMIT where one touches the interval, else subscription and grant together; the least of all. */
    static Series exportLimitKw(double connectionKw, List<GridSignal> binding, TimeGrid grid) {
        Map<String, List<SiteLimit>> byOperator = new TreeMap<>();
        for (GridSignal signal : binding) {
            if (signal instanceof SiteLimit limit && limit.export()) {
                byOperator
                        .computeIfAbsent(limit.id().operator(), operator -> new ArrayList<>())
                        .add(limit);
            }
        }
        return Series.generate(grid.steps(), t -> {
            double kw = connectionKw;
            for (List<SiteLimit> limits : byOperator.values()) {
                double limit = least(limits, LimitKind.LIMIT, grid, t);
                double contracted = least(limits, LimitKind.SUBSCRIPTION, grid, t) + granted(limits, grid, t);
                kw = Math.min(kw, Double.isFinite(limit) ? limit : contracted);
            }
            return kw;
        });
    }

    private static double least(List<SiteLimit> limits, LimitKind kind, TimeGrid grid, int t) {
        return limits.stream()
                .filter(limit -> limit.kind() == kind)
                .flatMap(limit -> limit.slots().stream())
                .filter(slot -> slot.touches(grid.boundary(t), grid.boundary(t + 1)))
                .mapToDouble(Slot::kw)
                .min()
                .orElse(Double.POSITIVE_INFINITY);
    }

    /** Only what is granted for all of the interval. */
    private static double granted(List<SiteLimit> limits, TimeGrid grid, int t) {
        return limits.stream()
                .filter(limit -> limit.kind() == LimitKind.GRANTED)
                .flatMap(limit -> limit.slots().stream())
                .filter(slot ->
                        !slot.from().isAfter(grid.boundary(t)) && !slot.to().isBefore(grid.boundary(t + 1)))
                .mapToDouble(Slot::kw)
                .sum();
    }
}
