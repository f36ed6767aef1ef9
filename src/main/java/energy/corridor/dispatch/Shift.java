package energy.corridor.dispatch;

import energy.corridor.telemetry.EvseId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Grants moved so that together they draw more or less than planned: few EVSEs by much rather than many by little, those first whose
 * vehicles have most time to spare (for more: least), and never one that must charge, is unknown, or does not obey.
 */
final class Shift {

    /** Smaller differences are none, kW. */
    private static final double TINY_KW = 1e-6;

    private final Map<EvseId, Double> grants;
    private final Headroom room;

    /** @param room what the grants leave of every limit; what is added here is taken off it */
    private Shift(Map<EvseId, Double> grants, Headroom room) {
        this.grants = new HashMap<>(grants);
        this.room = room;
    }

    /**
     * @param kw above zero for more
     * @param movable whether an EVSE does what it is told
     */
    static Map<EvseId, Double> by(
            double kw, List<Wish> wishes, Map<EvseId, Double> grants, Headroom room, Predicate<EvseId> movable) {
        if (Math.abs(kw) <= TINY_KW) {
            return grants;
        }
        List<Wish> candidates = new ArrayList<>(wishes.stream()
                .filter(w -> w.why() == Wish.Why.PLAN
                        && grants.containsKey(w.evse().id())
                        && movable.test(w.evse().id()))
                .toList());
        Comparator<Wish> spare = Comparator.<Wish>comparingDouble(w -> Math.floor(w.laxityHours()))
                .thenComparing(w -> w.evse().id());
        var shift = new Shift(grants, room);
        if (kw > 0) {
            candidates.sort(spare);
            shift.raise(candidates, kw);
        } else {
            candidates.sort(spare.reversed());
            shift.lower(candidates, -kw);
        }
        return shift.grants;
    }

    private void raise(List<Wish> candidates, double kw) {
        double left = kw;
        for (Wish wish : candidates) {
            double now = granted(wish);
            if (left > TINY_KW && now >= 0 && wish.roomKwh() > 0) {
                double free = Math.max(0, room.left(wish.evse().limit()));
                double next = wish.levels().atMost(now + Math.min(left, free));
                left -= move(wish, now, Math.max(now, next));
            }
        }
    }

    private void lower(List<Wish> candidates, double kw) {
        double left = kw;
        for (Wish wish : candidates) {
            double now = granted(wish);
            if (left > TINY_KW && now > 0) {
                double next = wish.levels().atLeast(now - left);
                left += move(wish, now, Math.min(now, next));
            }
        }
        for (Wish wish : candidates) { // at their least power there is only a pause
            double now = granted(wish);
            if (now > 0 && now <= wish.levels().leastKw() + TINY_KW && Math.abs(now - left) < left) {
                left += move(wish, now, 0);
            }
        }
    }

    private double granted(Wish wish) {
        return grants.getOrDefault(wish.evse().id(), 0.0);
    }

    /** The change, kW. */
    private double move(Wish wish, double from, double to) {
        grants.put(wish.evse().id(), to);
        room.commit(wish.evse().limit(), to - from);
        return to - from;
    }
}
