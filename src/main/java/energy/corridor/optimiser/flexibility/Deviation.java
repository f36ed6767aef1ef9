package energy.corridor.optimiser.flexibility;

import energy.corridor.optimiser.Battery;
import energy.corridor.optimiser.Schedule;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A plan that imports a constant power more, or less, for some intervals, and then finds back to what it promised: built battery by
 * battery, interval by interval, within every limit, or found impossible.
 *
 * <p>While it lasts, those go first who could go on longest; the rest fill up. Afterwards what a battery has too much it does not
 * charge again, and what it lacks it charges as soon as there is room, least margin first. It fails where the limits, a band or the
 * least energy from which full power still reaches the plan's promises would not be kept. Reused; not for several threads.
 */
final class Deviation {

    /** In each of them those that could not find back do less, and others more. */
    private static final int MOST_ROUNDS = 6;

    private static final double TINY_KW = 1e-7;
    private static final double TINY_KWH = 1e-7;

    private final PlannedDepot depot;
    private final double[] offKwh;

    /** What each battery may be off by when the deviation ends: less where the way back was found too long. */
    private final double[] mostOffKwh;

    private final double[] endedOffKwh;
    private final int[] arrivedIn;
    private final int[] forcedAt;
    private final int[] active;
    private final double[] wantedKw;
    private final double[] marginHours;
    private final double[] importRoomKw;
    private final double[] exportRoomKw;
    private double curtailableKw;
    private int actives;
    private @Nullable Schedule written;
    private double achievedKw;
    private double lackingKwh;
    private boolean sparing;

    Deviation(PlannedDepot depot) {
        this.depot = depot;
        int count = depot.batteries.size();
        offKwh = new double[count];
        mostOffKwh = new double[count];
        endedOffKwh = new double[count];
        arrivedIn = new int[count];
        forcedAt = new int[count];
        active = new int[count];
        wantedKw = new double[count];
        marginHours = new double[count];
        importRoomKw = new double[depot.site + 1];
        exportRoomKw = new double[depot.site + 1];
    }

    /** Who goes first. @param order filled with the batteries that can take part, {@code count} of them @return count */
    int order(int start, int end, boolean more, int[] order, double[] lastsHours) {
        int count = 0;
        for (int b = 0; b < depot.batteries.size(); b++) {
            double most = 0;
            double lasts = 0;
            for (int t = start; t < end; t++) {
                double room = depot.powerRoomKw(b, t, more);
                if (room > most) {
                    most = room;
                    double roomKwh = more
                            ? depot.ceilingKwh(b, t) - depot.afterKwh[b][t]
                            : depot.afterKwh[b][t] - depot.leastKwh[b][t];
                    lasts = roomKwh <= 0 ? 0 : depot.kwFor(b, t, more, roomKwh) / room;
                }
            }
            if (most > TINY_KW && lasts > 0) {
                boolean fine = depot.batteries.get(b).levels().areAll();
                lastsHours[b] = fine ? -lasts : -lasts - depot.steps; // steps first, what is continuous fills up
                order[count++] = b;
            }
        }
        sort(order, count, lastsHours);
        return count;
    }

    /** Rising by key, equal keys by index. */
    private static void sort(int[] indexes, int count, double[] key) {
        long[] packed = new long[count];
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < count; i++) {
            least = Math.min(least, key[indexes[i]]);
        }
        for (int i = 0; i < count; i++) {
            float offset = (float) (key[indexes[i]] - least);
            packed[i] = ((long) Float.floatToIntBits(offset + 0f) << 32) | indexes[i];
        }
        Arrays.sort(packed);
        for (int i = 0; i < count; i++) {
            indexes[i] = (int) packed[i];
        }
    }

    /**
     * Whether {@code kw} can be held from interval {@code start} to {@code end − 1}.
     *
     * @param order of {@link #order}
     * @param into takes the powers of it all, when given; must hold the plan's
     */
    boolean holds(int start, int end, boolean more, double kw, int[] order, int count, @Nullable Schedule into) {
        Arrays.fill(mostOffKwh, Double.POSITIVE_INFINITY);
        for (int round = 0; round < MOST_ROUNDS; round++) {
            if (attempt(start, end, more, kw, order, count, null)) {
                return into == null || attempt(start, end, more, kw, order, count, into);
            }
            if (achievedKw < kw || !sparing) {
                return false;
            }
        }
        return false;
    }

    private boolean attempt(
            int start, int end, boolean more, double kw, int[] order, int count, @Nullable Schedule into) {
        written = into;
        sparing = false;
        achievedKw = kw;
        lackingKwh = 0;
        actives = 0;
        Arrays.fill(offKwh, 0);
        Arrays.fill(forcedAt, -1);
        for (int i = 0; i < count; i++) {
            active[actives++] = order[i];
            arrivedIn[order[i]] = windowBefore(order[i], start);
        }
        for (int t = start; t < end; t++) {
            rooms(t);
            if (!arrive(t)) {
                return false;
            }
            double forced = force(t, more);
            if (lackingKwh > 0) {
                achievedKw = kw;
                return false;
            }
            deviate(t, more, kw, forced, order, count);
        }
        if (achievedKw < kw) {
            return false;
        }
        for (int i = 0; i < actives; i++) {
            endedOffKwh[active[i]] = Math.abs(offKwh[active[i]]);
        }
        return recover(end);
    }

    /** Last window that began before the interval, −1 for none. */
    private int windowBefore(int b, int t) {
        int before = -1;
        var windows = depot.batteries.get(b).windows();
        while (before + 1 < windows.size() && windows.get(before + 1).from() < t) {
            before++;
        }
        return before;
    }

    /** Least power that every interval of the last try reached. */
    double achievedKw() {
        return achievedKw;
    }

    /** Energy that the last try could not bring back in time. */
    double lackingKwh() {
        return lackingKwh;
    }

    private void rooms(int t) {
        for (int n = 0; n < importRoomKw.length; n++) {
            importRoomKw[n] = depot.importRoomKw[n][t];
            exportRoomKw[n] = depot.exportRoomKw[n][t];
        }
        curtailableKw = 0;
    }

    /** Takes trips off what differs, and holds the sum against the bands. @return whether no band is broken further */
    private boolean arrive(int t) {
        double sum = 0;
        for (int i = 0; i < actives; i++) {
            int b = active[i];
            int w = depot.window[b][Math.min(t, depot.steps - 1)];
            if (t < depot.steps && depot.arrives(b, t)) {
                for (int passed = arrivedIn[b] + 1; passed <= w; passed++) {
                    double left = depot.leftKwh[b][passed];
                    double trip = depot.batteries.get(b).windows().get(passed).tripKwh();
                    offKwh[b] = Math.max(0, left + offKwh[b] - trip) - Math.max(0, left - trip);
                }
                arrivedIn[b] = w;
            }
            sum += w >= 0 ? offKwh[b] : 0;
        }
        return !depot.banded || (sum <= depot.bandUpKwh[t] + TINY_KWH && -sum <= depot.bandDownKwh[t] + TINY_KWH);
    }

    /**
     * Keeps those in their bounds who by the plan would leave them now, because of what they did before. @return kW by which the others
     * have to do more for it
     */
    private double force(int t, boolean more) {
        double net = 0;
        for (int i = 0; i < actives; i++) {
            int b = active[i];
            if (depot.window[b][t] < 0 || offKwh[b] == 0) {
                continue;
            }
            double kwh = depot.afterKwh[b][t] + offKwh[b];
            double planned = depot.powerKw[b][t];
            double other = planned;
            if (kwh < depot.leastKwh[b][t] - TINY_KWH) {
                other = level(b, planned + depot.kwFor(b, t, true, depot.leastKwh[b][t] - kwh), true);
            } else if (kwh > depot.ceilingKwh(b, t) + TINY_KWH) {
                other = level(b, planned - depot.kwFor(b, t, false, kwh - depot.ceilingKwh(b, t)), false);
            }
            double change = other - planned;
            if (change == 0) {
                continue;
            }
            for (int node : depot.path[b]) {
                importRoomKw[node] -= change;
                exportRoomKw[node] += change;
                if (importRoomKw[node] < 0 || exportRoomKw[node] < 0) {
                    lackingKwh += Math.abs(offKwh[b]);
                }
            }
            if (change > depot.powerRoomKw(b, t, true) + TINY_KW
                    || -change > depot.powerRoomKw(b, t, false) + TINY_KW) {
                lackingKwh += Math.abs(offKwh[b]);
            }
            forcedAt[b] = t;
            set(b, t, other);
            net += more ? -change : change;
        }
        return net;
    }

    private void deviate(int t, boolean more, double kw, double forced, int[] order, int count) {
        double left = kw + forced;
        double[] rooms = more ? importRoomKw : exportRoomKw;
        for (int i = 0; i < count && left > TINY_KW; i++) {
            int b = order[i];
            if (depot.window[b][t] < 0 || forcedAt[b] == t) {
                continue;
            }
            double most = Math.min(left, depot.powerRoomKw(b, t, more));
            for (int node : depot.path[b]) {
                most = Math.min(most, rooms[node]);
            }
            double present = depot.afterKwh[b][t] + offKwh[b];
            double roomKwh = more ? depot.ceilingKwh(b, t) - present : present - depot.leastKwh[b][t];
            roomKwh = Math.min(roomKwh, mostOffKwh[b] - (more ? offKwh[b] : -offKwh[b]));
            if (roomKwh <= 0 || most <= 0) {
                continue;
            }
            most = Math.min(most, depot.kwFor(b, t, more, roomKwh));
            double planned = depot.powerKw[b][t];
            double other = level(b, more ? planned + most : planned - most, !more);
            double given = more ? other - planned : planned - other;
            if (given > TINY_KW) {
                for (int node : depot.path[b]) {
                    rooms[node] -= given;
                }
                set(b, t, other);
                left -= given;
            }
        }
        if (Math.abs(left) > TINY_KW) { // too little, or more than asked for by those who had no choice
            achievedKw = left > 0 ? Math.min(achievedKw, Math.max(0, kw - left)) : 0;
        }
    }

    /** The next power that the hardware can give. */
    private double level(int b, double kw, boolean up) {
        Battery battery = depot.batteries.get(b);
        if (kw <= 0 || (battery.minChargeKw() == 0 && battery.chargeStepKw() == 0)) {
            return kw;
        }
        return up ? battery.levels().atLeast(kw) : battery.levels().atMost(kw);
    }

    private void set(int b, int t, double kw) {
        offKwh[b] += depot.gainKwh(b, t, kw);
        if (written != null) {
            written.powerKw(b)[t] = kw;
        }
    }

    private boolean recover(int from) {
        for (int t = from; t < depot.steps; t++) {
            keepActive();
            if (actives == 0) {
                return lackingKwh == 0;
            }
            rooms(t);
            curtailableKw = depot.curtailableKw[t];
            if (!arrive(t)) {
                return false;
            }
            for (int i = 0; i < actives; i++) {
                if (offKwh[active[i]] > 0 && !lower(active[i], t)) {
                    return false;
                }
            }
            lift(t);
        }
        return arrive(depot.steps) && lackingKwh == 0;
    }

    private void keepActive() {
        int kept = 0;
        for (int i = 0; i < actives; i++) {
            if (Math.abs(offKwh[active[i]]) > TINY_KWH) {
                active[kept++] = active[i];
            }
        }
        actives = kept;
    }

    /** Charges less where it has too much. @return whether it stays below its ceiling */
    private boolean lower(int b, int t) {
        if (depot.window[b][t] < 0) {
            return true;
        }
        double planned = depot.powerKw[b][t];
        if (planned > 0) {
            double kw = Math.min(planned, depot.kwFor(b, t, false, offKwh[b]));
            for (int node : depot.path[b]) {
                double room = exportRoomKw[node] + (node == depot.site ? curtailableKw : 0);
                kw = Math.min(kw, room);
            }
            double other = level(b, planned - kw, true);
            double taken = planned - other;
            if (taken > TINY_KW) {
                for (int node : depot.path[b]) {
                    exportRoomKw[node] -= taken;
                }
                curtail(t);
                set(b, t, other);
            }
        }
        return depot.afterKwh[b][t] + offKwh[b] <= depot.ceilingKwh(b, t) + TINY_KWH;
    }

    /** PV that may not be exported any more is not produced. */
    private void curtail(int t) {
        double beyond = -exportRoomKw[depot.site];
        if (beyond > 0) {
            exportRoomKw[depot.site] = 0;
            curtailableKw -= beyond;
            if (written != null) {
                written.curtailedKw()[t] += beyond;
            }
        }
    }

    /** Charges more where energy is lacking; who has least margin first where not all find room. */
    private void lift(int t) {
        int lacking = 0;
        boolean enough = true;
        for (int i = 0; i < actives; i++) {
            int b = active[i];
            if (offKwh[b] < 0 && depot.window[b][t] >= 0) {
                double kw = Math.min(depot.powerRoomKw(b, t, true), depot.kwFor(b, t, true, -offKwh[b]));
                double margin = depot.afterKwh[b][t] + offKwh[b] - depot.leastKwh[b][t];
                double full = depot.batteries.get(b).fullKwhPerHour();
                wantedKw[b] = kw;
                marginHours[b] = full > 0 ? margin / full : depot.steps;
                int at = active[lacking];
                active[lacking++] = b;
                active[i] = at;
                for (int node : depot.path[b]) {
                    importRoomKw[node] -= kw;
                    enough &= importRoomKw[node] >= 0;
                }
            }
        }
        if (!enough) {
            sort(active, lacking, marginHours);
        }
        for (int n = 0; n < importRoomKw.length; n++) {
            importRoomKw[n] = depot.importRoomKw[n][t];
        }
        for (int i = 0; i < lacking; i++) {
            lift(active[i], t);
        }
    }

    private void lift(int b, int t) {
        double planned = depot.powerKw[b][t];
        double room = Double.POSITIVE_INFINITY;
        for (int node : depot.path[b]) {
            room = Math.min(room, importRoomKw[node]);
        }
        double other = level(b, planned + Math.min(room, wantedKw[b]), false);
        if (marginHours[b] < 0 && other < planned + wantedKw[b] - TINY_KW) {
            double rather = level(b, planned + wantedKw[b], true); // more than it lacks rather than too little
            other = rather <= planned + room ? rather : other;
        }
        if (other > planned + TINY_KW) {
            for (int node : depot.path[b]) {
                importRoomKw[node] -= other - planned;
            }
            set(b, t, other);
        }
        double kwh = depot.afterKwh[b][t] + offKwh[b];
        double lacks = Math.max(depot.leastKwh[b][t] - kwh, kwh - depot.ceilingKwh(b, t));
        if (lacks > TINY_KWH) {
            lackingKwh += lacks;
            mostOffKwh[b] = Math.max(0, Math.min(mostOffKwh[b], endedOffKwh[b]) - lacks);
            endedOffKwh[b] = mostOffKwh[b];
            offKwh[b] = Math.max(depot.leastKwh[b][t], Math.min(depot.ceilingKwh(b, t), kwh)) - depot.afterKwh[b][t];
            sparing = true; // as if it had brought it back, so that the others are looked at too
        }
    }
}
