package energy.corridor.optimiser.hardware;

import energy.corridor.optimiser.Aims;
import energy.corridor.optimiser.Battery;
import energy.corridor.optimiser.ChargingProblem;
import energy.corridor.optimiser.LeastLaxityFirst;
import energy.corridor.optimiser.PlanAudit;
import energy.corridor.optimiser.ReserveOffer;
import energy.corridor.optimiser.Schedule;
import energy.corridor.optimiser.SiteTopology;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Powers that no hardware can give into some that it can, near them. No limit is ever exceeded for it, no band left further than the
 * given plan does, and whatever energy the given plan brings is brought wherever there is room for it.
 *
 * <p>All powers begin on a level beside the given one. Then, the vehicle with least to spare first, each gets what it lacks in the
 * intervals where the next kilowatt costs least; who finds no room lets another make room that can do without; surplus goes back
 * where it costs most; and each is asked whether without one of its intervals it would be cheaper.
 */
final class Rounding {

    private static final double TINY = Course.TINY;
    private static final double TINY_EUR = 1e-9;

    /** Vehicles of a fleet for which every way is gone to its end. */
    private static final int SMALL = 100;

    /** For the price of the next kilowatt. */
    private static final double LITTLE_KW = 0.01;

    /** Part of a price by which another has to be better. */
    private static final double WORTH = 0.02;

    /** Attempts to make room, for the whole fleet. */
    private static final int MOST_ATTEMPTS = 4000;

    private static final int MOST_ROUNDS = 2;

    private final ChargingProblem problem;
    private final List<Battery> batteries;
    private final SiteLoad load;
    private final BandRoom bands;
    private final Course[] courses;
    private int attempts;
    private int bestSlot;
    private double bestKw;

    private Rounding(ChargingProblem problem, Schedule given, PlanAudit audit) {
        this.problem = problem;
        batteries = Battery.of(problem);
        double hours = problem.grid().stepHours();
        load = new SiteLoad(
                problem,
                batteries,
                SiteTopology.of(problem, batteries),
                Math.max(problem.prices().peakSoFarKw(), audit.peakKw()));
        double[] sum = new double[problem.grid().steps() + 1];
        Arrays.setAll(sum, audit::sumKwh);
        bands = new BandRoom(problem, batteries, sum);
        courses = new Course[batteries.size()];
        for (int b = 0; b < courses.length; b++) {
            courses[b] = new Course(batteries.get(b), given.powerKw(b), hours);
            for (int s = 0; s < courses[b].at.length; s++) {
                if (courses[b].at[s] >= 0) {
                    load.add(b, courses[b].at[s], courses[b].kw[s]);
                }
            }
        }
    }

    /**
     * The best of three beginnings: all powers rounded down; up and down in turns; the rule's plan, which large fleets ask only where
     * the others keep less than the given plan does.
     */
    static Schedule of(ChargingProblem problem, Schedule given) {
        PlanAudit audit = PlanAudit.of(problem, given);
        boolean small = problem.vehicles().size() <= SMALL;
        var down = new Rounding(problem, given, audit);
        down.begin(false);
        var turns = new Rounding(problem, given, audit);
        turns.begin(true);
        Rounding best = better(down, turns, small);
        if (small || !best.aims().keepsTheSameAs(audit.aims())) {
            var rule = new Rounding(problem, given, audit);
            rule.beginWith(LeastLaxityFirst.schedule(problem));
            best = better(best, rule, small);
        }
        if (!small) {
            best.polish();
        }
        return best.schedule();
    }

    private static Rounding better(Rounding one, Rounding other, boolean polished) {
        if (polished) {
            one.polish();
            other.polish();
        }
        return other.aims().betterThan(one.aims()) ? other : one;
    }

    private Aims aims() {
        return PlanAudit.of(problem, schedule()).aims();
    }

    /** Other powers, all on levels, for the same needs. */
    private void beginWith(Schedule other) {
        for (int b = 0; b < courses.length; b++) {
            double[] kw = courses[b].kw.clone();
            for (int s = 0; s < kw.length; s++) {
                kw[s] = courses[b].at[s] < 0 ? 0 : other.powerKw(b)[courses[b].at[s]];
            }
            restore(b, kw);
        }
        complete();
    }

    private void begin(boolean inTurns) {
        List<Integer> coarse = coarse();
        if (inTurns) {
            coarse.forEach(this::alternate);
        } else {
            coarse.forEach(this::down);
        }
        complete();
    }

    private void complete() {
        List<Integer> coarse = coarse();
        List<Integer> tightFirst = IntStream.range(0, courses.length)
                .boxed()
                .sorted(Comparator.comparing(this::spareHours).thenComparing(b -> b))
                .toList();
        tightFirst.forEach(b -> serve(b, -1));
        tightFirst.forEach(this::makeRoomFor);
        for (int k : bands.boundaries()) {
            fillBand(k, tightFirst);
        }
        coarse.forEach(this::gain);
        coarse.forEach(this::trim);
    }

    private List<Integer> coarse() {
        return IntStream.range(0, courses.length)
                .filter(b -> !courses[b].levels.areAll())
                .boxed()
                .toList();
    }

    private void polish() {
        boolean better = true;
        for (int round = 0; round < MOST_ROUNDS && better; round++) {
            better = false;
            for (int b = 0; b < courses.length; b++) {
                better |= improve(b);
            }
        }
        for (int b = 0; b < courses.length; b++) {
            holdBack(b);
        }
    }

    private Schedule schedule() {
        var schedule = new Schedule(problem);
        for (int b = 0; b < courses.length; b++) {
            Course course = courses[b];
            for (int s = 0; s < course.at.length; s++) {
                if (course.at[s] >= 0) {
                    schedule.powerKw(b)[course.at[s]] = course.kw[s];
                }
            }
        }
        for (int t = 0; t < problem.grid().steps(); t++) {
            schedule.curtailedKw()[t] = load.curtailedKw(t);
        }
        ReserveOffer.fill(problem, schedule);
        return schedule;
    }

    /** Every power to the level below it. */
    private void down(int b) {
        Course course = courses[b];
        for (int s = 0; s < course.at.length; s++) {
            if (course.kw[s] > 0) {
                put(b, s, Math.max(course.levels.atMost(course.kw[s]), lowestAllowed(b, s)));
            }
        }
    }

    /** The level below, for which others discharge less where too much would be exported; where they cannot, the level above. */
    private double lowestAllowed(int b, int s) {
        Course course = courses[b];
        int t = course.at[s];
        double level = course.levels.atMost(course.kw[s]);
        double less = course.kw[s] - level;
        for (int other = 0; other < courses.length && less > load.exportRoomKw(b, t) + TINY; other++) {
            Course theirs = courses[other];
            int slot = theirs.slotAt(t);
            if (slot >= 0 && theirs.kw[slot] < 0) {
                double wanted = less - load.exportRoomKw(b, t);
                double possible = Math.min(theirs.riseKwh(slot), bands.upKwh(other, t)) / theirs.kwhPerKw(slot);
                double kw = theirs.kw[slot] + Math.max(0, Math.min(wanted, Math.min(possible, load.roomKw(other, t))));
                put(other, slot, Math.min(0, kw));
            }
        }
        return less <= load.exportRoomKw(b, t) + TINY ? level : course.levels.atLeast(course.kw[s]);
    }

    /** To the level above or below, whichever keeps the energy nearer to the given course's, where limits leave the room. */
    private void alternate(int b) {
        Course course = courses[b];
        double ahead = 0;
        for (int s = 0; s < course.at.length; s++) {
            double kw = course.kw[s];
            if (kw <= 0) {
                continue;
            }
            int t = course.at[s];
            double perKw = course.kwhPerKw(s);
            double low = course.levels.atMost(kw);
            double high = course.levels.atLeast(Math.max(kw, kw - ahead / perKw));
            double rise = (high - kw) * perKw;
            boolean up = -ahead >= rise / 2
                    && high - kw <= load.roomKw(b, t)
                    && rise <= Math.min(course.riseKwh(s), bands.upKwh(b, t));
            double level = up ? high : Math.max(low, lowestAllowed(b, s));
            put(b, s, level);
            ahead += (level - kw) * perKw;
        }
    }

    /** Discharges no more than is there. */
    private void holdBack(int b) {
        Course course = courses[b];
        for (int s = 0; s < course.at.length; s++) {
            double below = course.battery.minSocKwh() - course.kwh(s);
            if (course.kw[s] < 0 && below > TINY) {
                put(b, s, Math.min(0, course.kw[s] + below / course.kwhPerKw(s)));
            }
        }
    }

    private double put(int b, int s, double kw) {
        Course course = courses[b];
        int t = course.at[s];
        double before = course.kw[s];
        double eur = load.eurToAdd(t, kw - before) + course.wearEur(before, kw);
        double kwh = course.battery.after(0, kw, problem.grid().stepHours())
                - course.battery.after(0, before, problem.grid().stepHours());
        load.add(b, t, kw - before);
        bands.add(b, t, kwh);
        course.put(s, kw);
        return eur;
    }

    private void restore(int b, double[] kw) {
        Course course = courses[b];
        double hours = problem.grid().stepHours();
        for (int s = 0; s < kw.length; s++) {
            if (course.kw[s] != kw[s]) {
                double kwh = course.battery.after(0, kw[s], hours) - course.battery.after(0, course.kw[s], hours);
                load.add(b, course.at[s], kw[s] - course.kw[s]);
                bands.add(b, course.at[s], kwh);
            }
        }
        course.putAll(kw);
    }

    /** Hours at full power that a vehicle could still add beyond what it lacks. */
    private double spareHours(int b) {
        Course course = courses[b];
        double most = course.battery.maxChargeKw();
        if (!(most > 0)) {
            return Double.POSITIVE_INFINITY;
        }
        double hours = 0;
        double lack = 0;
        for (int s = 0; s < course.at.length; s++) {
            hours += course.at[s] >= 0 ? (most - course.kw[s]) / most : 0;
            lack = Math.max(lack, course.lackKwh(s));
        }
        return hours * problem.grid().stepHours() - lack / course.battery.fullKwhPerHour();
    }

    /**
     * The power that brings about {@code wantedKwh} more at the slot, as far as there is room; the present one where there is none.
     *
     * @param mostMoreKw and no more power than that
     */
    private double raised(int b, int s, double wantedKwh, double mostMoreKw) {
        Course course = courses[b];
        int t = course.at[s];
        double kw = course.kw[s];
        if (t < 0 || kw >= course.battery.maxChargeKw()) {
            return kw;
        }
        double perKw = course.kwhPerKw(s);
        double room = Math.min(mostMoreKw, load.roomKw(b, t));
        if (room <= TINY) {
            return kw;
        }
        double rise = Math.min(course.riseKwh(s), bands.upKwh(b, t));
        double most = kw + Math.min(room, Math.max(0, rise) / perKw);
        if (kw < 0) {
            return Math.min(0, Math.min(most, kw + wantedKwh / perKw));
        }
        double level = course.levels.atLeast(kw + wantedKwh / perKw);
        if (level > most) {
            level = course.levels.atMost(most);
        }
        return Math.max(kw, level);
    }

    /**
     * Brings what the battery lacks in the cheapest intervals.
     *
     * @param avoided slot that is left alone, −1 for none
     * @return money it costs
     */
    private double serve(int b, int avoided) {
        Course course = courses[b];
        double eur = 0;
        int from = 0;
        for (int s = course.firstLack(0); s >= 0; s = course.firstLack(from)) {
            if (cheapest(b, course.reachesBackTo(s), s, course.lackKwh(s), avoided)) {
                eur += put(b, bestSlot, bestKw);
            } else {
                from = s + 1;
            }
        }
        return eur;
    }

    /** Finds where and how part or all of the wanted energy costs least per kWh: {@code bestSlot} and {@code bestKw}. */
    private boolean cheapest(int b, int first, int last, double wantedKwh, int avoided) {
        Course course = courses[b];
        double returned = -1;
        bestSlot = -1;
        double bestEur = Double.POSITIVE_INFINITY;
        double bestGiven = 0;
        for (int s = first; s <= last; s++) {
            double kw = course.kw[s];
            double level = s == avoided ? kw : raised(b, s, wantedKwh, Double.POSITIVE_INFINITY);
            if (level <= kw + TINY) {
                continue;
            }
            int t = course.at[s];
            double cheap = load.cheapRoomKw(t);
            double part = level - kw > cheap + TINY ? raised(b, s, wantedKwh, cheap) : kw;
            for (double to : part > kw + TINY ? new double[] {level, part} : new double[] {level}) {
                double kwh = (to - kw) * course.kwhPerKw(s);
                double useful = Math.min(kwh, wantedKwh);
                double eur = load.eurToAdd(t, to - kw) + course.wearEur(kw, to);
                if (kwh > useful && returned < 0) {
                    returned = dearestEurPerKwh(b);
                }
                double perKwh = (eur - Math.max(0, returned) * (kwh - useful)) / useful;
                double asGiven = course.givenKw[s] - kw;
                if (perKwh < bestEur - TINY_EUR || (perKwh < bestEur + TINY_EUR && asGiven > bestGiven + TINY)) {
                    bestSlot = s;
                    bestKw = to;
                    bestEur = perKwh;
                    bestGiven = asGiven;
                }
            }
        }
        return bestSlot >= 0;
    }

    /** What a kWh of surplus saves where it is taken back. */
    private double dearestEurPerKwh(int b) {
        Course course = courses[b];
        double dearest = 0;
        for (int s = 0; s < course.at.length; s++) {
            double kw = course.kw[s];
            if (kw > 0) {
                double less = Math.min(kw, Math.max(course.levels.stepKw(), kw - course.levels.leastKw()));
                if (less > TINY) {
                    dearest = Math.max(dearest, -load.eurToAdd(course.at[s], -less) / (less * course.kwhPerKw(s)));
                }
            }
        }
        return dearest;
    }

    /** Takes surplus back where that saves most per kWh. @return money it saves */
    private double trim(int b) {
        Course course = courses[b];
        double saved = 0;
        for (boolean found = true; found; ) {
            found = false;
            int best = -1;
            double bestLevel = 0;
            double bestEur = TINY_EUR;
            for (int s = 0; s < course.at.length; s++) {
                double kw = course.kw[s];
                if (kw <= 0) {
                    continue;
                }
                double level = lowered(b, s);
                if (level < kw - TINY) {
                    double perKwh = -load.eurToAdd(course.at[s], level - kw) / ((kw - level) * course.kwhPerKw(s));
                    if (perKwh > bestEur) {
                        best = s;
                        bestLevel = level;
                        bestEur = perKwh;
                    }
                }
            }
            if (best >= 0) {
                saved -= put(b, best, bestLevel);
                found = true;
            }
        }
        return saved;
    }

    /** The lowest level that takes nothing the battery or a band needs. */
    private double lowered(int b, int s) {
        Course course = courses[b];
        int t = course.at[s];
        double kw = course.kw[s];
        double fall = Math.min(course.fallKwh(s), bands.downKwh(b, t)) + TINY / 2;
        if (fall <= TINY) {
            return kw;
        }
        double less = Math.min(fall / course.kwhPerKw(s), load.exportRoomKw(b, t));
        return Math.min(kw, course.levels.atLeast(Math.max(0, kw - Math.max(0, less))));
    }

    /** Up to the level above the given power where that earns money. */
    private void gain(int b) {
        Course course = courses[b];
        for (int s = 0; s < course.at.length; s++) {
            double kw = course.kw[s];
            double wanted = (course.givenKw[s] - kw) * course.kwhPerKw(s);
            if (wanted > TINY) {
                double level = raised(b, s, wanted, Double.POSITIVE_INFINITY);
                if (level > kw + TINY
                        && load.eurToAdd(course.at[s], level - kw) + course.wearEur(kw, level) < -TINY_EUR) {
                    put(b, s, level);
                }
            }
        }
    }

    /** Takes power from one slot after the other, serves what is lacking elsewhere, and keeps what is cheaper. @return whether any was */
    private boolean improve(int b) {
        Course course = courses[b];
        boolean any = false;
        int cheapest = cheapestMore(b, -1);
        int next = cheapest < 0 ? -1 : cheapestMore(b, cheapest);
        for (int s = 0; s < course.at.length && cheapest >= 0; s++) {
            int other = s == cheapest ? next : cheapest;
            double kw = course.kw[s];
            double saving = kw <= 0 ? 0 : saving(b, s);
            if (kw <= 0 || other < 0 || !(saving > price(b, other) + TINY_EUR + WORTH * Math.abs(saving))) {
                continue;
            }
            double dearPart = course.levels.atMost(kw - load.dearPartKw(course.at[s]));
            double oneDown = course.levels.atMost(kw - Math.max(LITTLE_KW, course.levels.stepKw()));
            if (betterWith(b, s, dearPart) || betterWith(b, s, oneDown) || betterWith(b, s, 0)) {
                any = true;
                cheapest = cheapestMore(b, -1);
                next = cheapest < 0 ? -1 : cheapestMore(b, cheapest);
            }
        }
        return any;
    }

    private boolean betterWith(int b, int s, double kw) {
        Course course = courses[b];
        int t = course.at[s];
        double less = course.kw[s] - kw;
        if (less <= TINY || less > load.exportRoomKw(b, t) + TINY || less * course.kwhPerKw(s) > bands.downKwh(b, t)) {
            return false;
        }
        double lack = course.lackKwh();
        double[] before = course.kw.clone();
        double eur = put(b, s, kw);
        eur += serve(b, s);
        eur -= trim(b);
        if (eur > -TINY_EUR || course.lackKwh() > lack + TINY) {
            restore(b, before);
            return false;
        }
        return true;
    }

    /** What a little less at the slot saves per kWh. */
    private double saving(int b, int s) {
        Course course = courses[b];
        double less = Math.min(course.kw[s], LITTLE_KW);
        return -load.eurToAdd(course.at[s], -less) / (less * course.kwhPerKw(s));
    }

    /** What a little more at the slot costs per kWh. */
    private double price(int b, int s) {
        Course course = courses[b];
        double kw = course.kw[s];
        return (load.eurToAdd(course.at[s], LITTLE_KW) + course.wearEur(kw, kw + LITTLE_KW))
                / (LITTLE_KW * course.kwhPerKw(s));
    }

    /** The slot, but for one, where a little more costs least; −1 for none. */
    private int cheapestMore(int b, int avoided) {
        Course course = courses[b];
        int best = -1;
        double least = Double.POSITIVE_INFINITY;
        for (int s = 0; s < course.at.length; s++) {
            int t = course.at[s];
            if (s != avoided && t >= 0 && course.kw[s] < course.battery.maxChargeKw() && load.roomKw(b, t) > TINY) {
                double price = price(b, s);
                if (price < least) {
                    best = s;
                    least = price;
                }
            }
        }
        return best;
    }

    /** Where limits leave a battery lacking, another one that hangs on the same limit moves its charging. */
    private void makeRoomFor(int b) {
        Course course = courses[b];
        int from = 0;
        for (int s = course.firstLack(0); s >= 0 && attempts < MOST_ATTEMPTS; s = course.firstLack(from)) {
            boolean found = false;
            for (int i = course.reachesBackTo(s); i <= s && !found; i++) {
                found = course.at[i] >= 0
                        && course.kw[i] < course.battery.maxChargeKw() - TINY
                        && course.riseKwh(i) > TINY
                        && displace(b, i, s);
            }
            if (!found) {
                from = s + 1;
            }
        }
    }

    private boolean displace(int b, int slot, int lacking) {
        Course course = courses[b];
        int t = course.at[slot];
        double lack = course.lackKwh(lacking);
        for (int other = 0; other < courses.length && attempts < MOST_ATTEMPTS; other++) {
            Course theirs = courses[other];
            int s = other == b ? -1 : theirs.slotAt(t);
            if (s < 0 || theirs.kw[s] <= 0 || !load.shareTightest(b, other, t)) {
                continue;
            }
            attempts++;
            double[] mineBefore = course.kw.clone();
            double[] theirsBefore = theirs.kw.clone();
            double theirLack = theirs.lackKwh();
            double mineLack = course.lackKwh();
            double wantedKw = course.levels.atLeast(course.kw[slot] + lack / course.kwhPerKw(slot)) - course.kw[slot];
            double less = Math.max(0, wantedKw - load.roomKw(b, t));
            if (less <= theirs.kw[s]
                    && theirs.kw[s] - theirs.levels.atMost(theirs.kw[s] - less) <= load.exportRoomKw(other, t)) {
                put(other, s, theirs.levels.atMost(theirs.kw[s] - less));
                double level = raised(b, slot, lack, Double.POSITIVE_INFINITY);
                if (level > course.kw[slot] + TINY) {
                    put(b, slot, level);
                    serve(other, s);
                    if (theirs.lackKwh() + course.lackKwh() < theirLack + mineLack - TINY) {
                        return true;
                    }
                }
                restore(b, mineBefore);
                restore(other, theirsBefore);
            }
        }
        return false;
    }

    /** Raises what costs least until the summed energy is where the band, or the given plan, has it. */
    private void fillBand(int boundary, List<Integer> order) {
        for (boolean found = true; found && bands.lackKwh(boundary) > TINY; ) {
            found = false;
            for (int b : order) {
                double lack = bands.lackKwh(boundary);
                if (lack > TINY && bands.counts(b, boundary)) {
                    Course course = courses[b];
                    int last = -1;
                    for (int s = 0; s < course.at.length && course.at[s] < boundary; s++) {
                        last = course.at[s] >= 0 ? s : last;
                    }
                    if (last >= 0 && cheapest(b, course.reachesBackTo(last), last, lack, -1)) {
                        put(b, bestSlot, bestKw);
                        found = true;
                    }
                }
            }
        }
    }
}
