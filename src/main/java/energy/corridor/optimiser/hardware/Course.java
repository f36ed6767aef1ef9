package energy.corridor.optimiser.hardware;

import energy.corridor.optimiser.Battery;
import energy.corridor.optimiser.Battery.Window;
import energy.corridor.optimiser.ChargeLevels;
import java.util.Arrays;
import java.util.List;

/**
 * One battery's powers at the intervals in which it is plugged in ("slots", in time order; a stay without a whole interval is one
 * slot at which nothing can be done), the energy they leave in it, and what it should and may hold.
 */
final class Course {

    static final double TINY = 1e-7;

    final Battery battery;
    final ChargeLevels levels;

    /** Interval of each slot, −1 where nothing can be done. */
    final int[] at;

    final double[] kw;

    /** The powers that were given. */
    final double[] givenKw;

    private final double hours;
    private final int[] window;
    private final double[] kwh;
    private final double[] needKwh;
    private final double[] ceilingKwh;
    private final double[] riseKwh;
    private final double[] fallKwh;
    private final int[] chain;
    private final int[] slotAt;

    Course(Battery battery, double[] powerKw, double hours) {
        this.battery = battery;
        this.hours = hours;
        levels = battery.levels();
        List<Window> windows = battery.windows();
        int slots =
                windows.stream().mapToInt(w -> Math.max(1, w.to() - w.from())).sum();
        at = new int[slots];
        kw = new double[slots];
        window = new int[slots];
        kwh = new double[slots];
        needKwh = new double[slots];
        ceilingKwh = new double[slots];
        riseKwh = new double[slots];
        fallKwh = new double[slots];
        chain = new int[slots];
        slotAt = new int[powerKw.length];
        Arrays.fill(slotAt, -1);
        int s = 0;
        for (int w = 0; w < windows.size(); w++) {
            Window stay = windows.get(w);
            for (int t = stay.from(); t < Math.max(stay.from() + 1, stay.to()); t++) {
                at[s] = t < stay.to() ? t : -1;
                kw[s] = at[s] < 0 ? 0 : powerKw[t];
                if (at[s] >= 0) {
                    slotAt[t] = s;
                }
                window[s] = w;
                ceilingKwh[s] = at[s] < 0 ? Double.POSITIVE_INFINITY : stay.ceilingKwh();
                s++;
            }
        }
        givenKw = kw.clone();
        needs();
        trace();
    }

    /** The way up to the minimum, requirements and trips, whether they can be kept or not. */
    private void needs() {
        List<Window> windows = battery.windows();
        double floor = 0;
        for (int s = 0; s < at.length; s++) {
            Window stay = windows.get(window[s]);
            boolean first = beginsStay(s);
            boolean last = s + 1 == at.length || window[s + 1] != window[s];
            if (first) {
                floor = window[s] == 0 ? Math.max(0, battery.socKwh() - stay.tripKwh()) : battery.minSocKwh();
            }
            floor = Math.min(battery.minSocKwh(), floor + battery.fullKwhPerHour() * hours);
            double need = at[s] < 0 ? 0 : floor;
            if (last) {
                double trip = window[s] + 1 < windows.size()
                        ? windows.get(window[s] + 1).tripKwh()
                        : 0;
                need = Math.max(need, Math.max(stay.requiredKwh(), trip));
            }
            needKwh[s] = Math.min(need, ceilingKwh[s]);
        }
    }

    private void trace() {
        double energy = battery.socKwh();
        int begin = 0;
        for (int s = 0; s < at.length; s++) {
            if (beginsStay(s)) {
                double trip = battery.windows().get(window[s]).tripKwh();
                if (trip > energy) {
                    begin = s;
                }
                energy = Math.max(0, energy - trip);
            }
            energy = battery.after(energy, kw[s], hours);
            kwh[s] = energy;
            chain[s] = begin;
        }
        double rise = Double.POSITIVE_INFINITY;
        double fall = Double.POSITIVE_INFINITY;
        for (int s = at.length - 1; s >= 0; s--) {
            rise = Math.min(rise, ceilingKwh[s] - kwh[s]);
            fall = Math.min(fall, kwh[s] - needKwh[s]);
            riseKwh[s] = rise;
            fallKwh[s] = fall;
        }
    }

    /** −1 where it is away. */
    int slotAt(int interval) {
        return slotAt[interval];
    }

    /** Whether the slot is the first of its stay. */
    boolean beginsStay(int slot) {
        return slot == 0 || window[slot - 1] != window[slot];
    }

    void put(int slot, double powerKw) {
        kw[slot] = powerKw;
        trace();
    }

    void putAll(double[] powersKw) {
        System.arraycopy(powersKw, 0, kw, 0, kw.length);
        trace();
    }

    /** kWh that one kW more brings at the slot. */
    double kwhPerKw(int slot) {
        return hours * (kw[slot] < 0 ? 1 / battery.dischargeEfficiency() : battery.chargeEfficiency());
    }

    /** kWh that one kW of charging brings in an interval. */
    double kwhPerChargedKw() {
        return hours * battery.chargeEfficiency();
    }

    /** What still has room after the slot. */
    double roomKwh(int slot) {
        return ceilingKwh[slot] - kwh[slot];
    }

    /** Energy after the slot. */
    double kwh(int slot) {
        return kwh[slot];
    }

    /** By how much the energy may rise from the slot on. */
    double riseKwh(int slot) {
        return riseKwh[slot];
    }

    /** By how much it may fall. */
    double fallKwh(int slot) {
        return fallKwh[slot];
    }

    double lackKwh(int slot) {
        return needKwh[slot] - kwh[slot];
    }

    /** The first slot from {@code from} on whose energy is less than needed, −1 for none. */
    int firstLack(int from) {
        for (int s = from; s < at.length; s++) {
            if (lackKwh(s) > TINY) {
                return s;
            }
        }
        return -1;
    }

    /** kWh that are lacking, summed over the slots. */
    double lackKwh() {
        double sum = 0;
        for (int s = 0; s < at.length; s++) {
            double lack = lackKwh(s);
            sum += lack > TINY ? lack : 0;
        }
        return sum;
    }

    /** The first slot from which energy still is there at {@code slot}: no trip in between leaves the battery empty. */
    int reachesBackTo(int slot) {
        return chain[slot];
    }

    double wearEur(double fromKw, double toKw) {
        return battery.wearEurPerKwh() * hours * (Math.max(0, -toKw) - Math.max(0, -fromKw));
    }
}
