package energy.corridor.sim.station;

import energy.corridor.sim.station.ChargingProfile.Period;
import energy.corridor.sim.station.ChargingProfile.Purpose;
import energy.corridor.sim.station.ChargingProfile.Unit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The charging profiles of a station with one connector, and the limit they make together.
 *
 * <p>Per purpose the highest stack level that gives a limit at that instant wins; on one level a default profile of the
 * connector stands before one of the whole station. A TxProfile overrules the TxDefaultProfile; the lesser of that and the
 * ChargePointMaxProfile holds. With nothing there is no limit (OCPP 1.6 sections 3.13.2, 3.13.3 and 3.13.6).
 */
public final class ProfileStack {

    /** IEC 60038: 230 V between phase and neutral. */
    static final double VOLTS = 230;

    static final int PHASES = 3;

    private final List<ChargingProfile> profiles = new ArrayList<>();

    public ProfileStack(List<ChargingProfile> profiles) {
        this.profiles.addAll(profiles);
    }

    public List<ChargingProfile> profiles() {
        return List.copyOf(profiles);
    }

    /** Adds a profile; it replaces one with the same id, and one of the same connector, purpose and level. */
    void set(ChargingProfile profile) {
        clear(old -> replaces(profile, old));
        profiles.add(profile);
    }

    /** Whether there would be at most {@code most} profiles with this one. */
    boolean hasRoomFor(ChargingProfile profile, int most) {
        return profiles.stream().filter(old -> !replaces(profile, old)).count() < most;
    }

    private static boolean replaces(ChargingProfile profile, ChargingProfile old) {
        return old.id() == profile.id()
                || (old.connector() == profile.connector()
                        && old.purpose() == profile.purpose()
                        && old.stackLevel() == profile.stackLevel());
    }

    boolean clear(Predicate<ChargingProfile> which) {
        return profiles.removeIf(which);
    }

    /** @param transactionStart null when no transaction runs: TxProfile and TxDefaultProfile then give nothing */
    public double limitKw(Instant t, @Nullable Instant transactionStart) {
        double limit = prevailing(Purpose.ChargePointMaxProfile, t, transactionStart);
        if (transactionStart == null) {
            return limit;
        }
        double own = prevailing(Purpose.TxProfile, t, transactionStart);
        if (own == Double.POSITIVE_INFINITY) {
            own = prevailing(Purpose.TxDefaultProfile, t, transactionStart);
        }
        return Math.min(limit, own);
    }

    /** The first instant after {@code t} at which the limit may change. */
    public Optional<Instant> nextChange(Instant t, @Nullable Instant transactionStart) {
        NextAfter next = new NextAfter(t);
        profiles.forEach(p -> p.nextChange(t, transactionStart).ifPresent(next::offer));
        return next.found();
    }

    private double prevailing(Purpose purpose, Instant t, @Nullable Instant transactionStart) {
        return profiles.stream()
                .filter(p -> p.purpose() == purpose)
                .sorted(Comparator.comparingInt(ChargingProfile::stackLevel)
                        .thenComparingInt(ChargingProfile::connector)
                        .reversed())
                .flatMap(p -> p.at(t, transactionStart).map(period -> kw(p, period)).stream())
                .findFirst()
                .orElse(Double.POSITIVE_INFINITY);
    }

    private static double kw(ChargingProfile profile, Period period) {
        if (profile.schedule().unit() == Unit.W) {
            return period.limit() / 1000;
        }
        int phases = period.phases() == null ? PHASES : period.phases();
        return period.limit() * VOLTS * phases / 1000;
    }

    static double amperesPerPhase(double kw) {
        return kw * 1000 / VOLTS / PHASES;
    }
}
