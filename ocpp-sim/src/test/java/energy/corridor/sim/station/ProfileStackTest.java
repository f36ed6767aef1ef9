package energy.corridor.sim.station;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import energy.corridor.sim.station.ChargingProfile.Kind;
import energy.corridor.sim.station.ChargingProfile.Period;
import energy.corridor.sim.station.ChargingProfile.Purpose;
import energy.corridor.sim.station.ChargingProfile.Recurrency;
import energy.corridor.sim.station.ChargingProfile.Schedule;
import energy.corridor.sim.station.ChargingProfile.Unit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProfileStackTest {

    private static final Instant PLUG_IN = Instant.parse("2026-03-02T18:00:00Z");
    private static final double UNLIMITED = Double.POSITIVE_INFINITY;

    private final ProfileStack stack = new ProfileStack(List.of());
    private int ids;

    @Test
    void withNothingInstalledThereIsNoLimit() {
        assertThat(stack.limitKw(PLUG_IN, PLUG_IN)).isEqualTo(UNLIMITED);
        assertThat(stack.nextChange(PLUG_IN, PLUG_IN)).isEmpty();
    }

    @Test
    void aTransactionsOwnProfileOverrulesTheDefaultAndLapsesToIt() {
        stack.set(absolute(0, 0, Purpose.TxDefaultProfile, null, 10_000));
        stack.set(absolute(1, 0, Purpose.TxProfile, 600, 80_000));

        assertThat(stack.limitKw(PLUG_IN, PLUG_IN)).isEqualTo(80);
        assertThat(stack.nextChange(PLUG_IN, PLUG_IN)).contains(PLUG_IN.plusSeconds(600));
        assertThat(stack.limitKw(PLUG_IN.plusSeconds(600), PLUG_IN)).isEqualTo(10);
    }

    @Test
    void theStationsMaximumIsNeverExceeded() {
        stack.set(absolute(0, 0, Purpose.ChargePointMaxProfile, null, 50_000));
        stack.set(absolute(1, 0, Purpose.TxProfile, null, 80_000));
        assertThat(stack.limitKw(PLUG_IN, PLUG_IN)).isEqualTo(50);
        assertThat(stack.limitKw(PLUG_IN, null)).isEqualTo(50);
    }

    @Test
    void aHigherLevelWinsWhileItLastsEvenIfItAllowsMore() {
        stack.set(absolute(0, 0, Purpose.TxDefaultProfile, null, 10_000));
        stack.set(absolute(0, 3, Purpose.TxDefaultProfile, 60, 40_000));
        assertThat(stack.limitKw(PLUG_IN.plusSeconds(59), PLUG_IN)).isEqualTo(40);
        assertThat(stack.limitKw(PLUG_IN.plusSeconds(60), PLUG_IN)).isEqualTo(10);
    }

    @Test
    void aDefaultOfTheConnectorStandsBeforeOneOfTheStation() {
        stack.set(absolute(1, 0, Purpose.TxDefaultProfile, null, 20_000));
        stack.set(absolute(0, 0, Purpose.TxDefaultProfile, null, 10_000));
        assertThat(stack.limitKw(PLUG_IN, PLUG_IN)).isEqualTo(20);
    }

    @Test
    void sameIdOrSamePlaceReplaces() {
        stack.set(absolute(1, 0, Purpose.TxProfile, null, 20_000));
        stack.set(absolute(1, 0, Purpose.TxProfile, null, 30_000));
        assertThat(stack.profiles()).hasSize(1);
        assertThat(stack.limitKw(PLUG_IN, PLUG_IN)).isEqualTo(30);
    }

    @Test
    void amperesArePerPhaseAtTwoHundredAndThirtyVolts() {
        Period threePhases = new Period(0, 16, null);
        Period onePhase = new Period(60, 16, 1);
        stack.set(profile(
                1,
                0,
                Purpose.TxProfile,
                Kind.Relative,
                null,
                new Schedule(null, null, Unit.A, List.of(threePhases, onePhase))));
        assertThat(stack.limitKw(PLUG_IN, PLUG_IN)).isCloseTo(11.04, within(1e-9));
        assertThat(stack.limitKw(PLUG_IN.plusSeconds(60), PLUG_IN)).isCloseTo(3.68, within(1e-9));
    }

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 60);
    }

    /** The stack's pieces, walked from change to change, are what a second-by-second look at the rules gives. */
    @ParameterizedTest
    @MethodSource("seeds")
    void thePiecesAreWhatASecondBySecondLookGives(long seed) {
        Random random = new Random(seed);
        for (int i = 1 + random.nextInt(8); i > 0; i--) {
            stack.set(any(random));
        }
        Instant transaction = random.nextInt(6) == 0 ? null : PLUG_IN.plusSeconds(random.nextInt(7200) - 3600);
        Instant from = PLUG_IN.plusSeconds(random.nextInt(3600) - 1800);
        Instant to = from.plusSeconds(3 * 3600);

        Instant t = from;
        while (t.isBefore(to)) {
            double piece = stack.limitKw(t, transaction);
            Instant next = stack.nextChange(t, transaction).orElse(to);
            assertThat(next).isAfter(t);
            for (Instant s = t; s.isBefore(next) && s.isBefore(to); s = s.plusSeconds(1)) {
                assertThat(piece).as("at %s of %s", s, stack.profiles()).isEqualTo(brute(s, transaction));
            }
            t = next;
        }
    }

    private double brute(Instant t, @Nullable Instant transaction) {
        double max = brutePurpose(Purpose.ChargePointMaxProfile, t, transaction);
        double own = brutePurpose(Purpose.TxProfile, t, transaction);
        double fallback = brutePurpose(Purpose.TxDefaultProfile, t, transaction);
        if (transaction == null) {
            return max < 0 ? UNLIMITED : max;
        }
        double session = own >= 0 ? own : fallback;
        double limit = UNLIMITED;
        if (max >= 0) {
            limit = Math.min(limit, max);
        }
        if (session >= 0) {
            limit = Math.min(limit, session);
        }
        return limit;
    }

    /** The limit of the most important profile of a purpose that covers this second; -1 when none does. */
    private double brutePurpose(Purpose purpose, Instant t, @Nullable Instant transaction) {
        int bestRank = -1;
        double best = -1;
        for (ChargingProfile p : stack.profiles()) {
            int rank = 10 * p.stackLevel() + p.connector();
            double limit = bruteLimit(p, t, transaction);
            if (p.purpose() == purpose && limit >= 0 && rank > bestRank) {
                bestRank = rank;
                best = limit;
            }
        }
        return best;
    }

    private static double bruteLimit(ChargingProfile p, Instant t, @Nullable Instant transaction) {
        if (p.validFrom() != null && t.isBefore(p.validFrom())) {
            return -1;
        }
        if (p.validTo() != null && !t.isBefore(p.validTo())) {
            return -1;
        }
        Instant zero = p.kind() == Kind.Relative || p.schedule().start() == null
                ? transaction
                : p.schedule().start();
        if (zero == null) {
            return -1;
        }
        if (p.kind() == Kind.Recurring && p.recurrency() != null) {
            Duration every = p.recurrency() == Recurrency.Daily ? Duration.ofDays(1) : Duration.ofDays(7);
            while (!zero.plus(every).isAfter(t)) {
                zero = zero.plus(every);
            }
        }
        long second = Duration.between(zero, t).toSeconds();
        Integer duration = p.schedule().durationS();
        if (t.isBefore(zero) || (duration != null && second >= duration)) {
            return -1;
        }
        double limit = -1;
        for (Period period : p.schedule().periods()) {
            if (period.startS() <= second) {
                int phases = period.phases() == null ? 3 : period.phases();
                limit = p.schedule().unit() == Unit.W ? period.limit() / 1000 : period.limit() * 230 * phases / 1000;
            }
        }
        return limit;
    }

    private ChargingProfile any(Random random) {
        Purpose purpose = Purpose.values()[random.nextInt(3)];
        int connector = switch (purpose) {
            case ChargePointMaxProfile -> 0;
            case TxDefaultProfile -> random.nextInt(2);
            case TxProfile -> 1;
        };
        Kind kind = Kind.values()[random.nextInt(3)];
        if (purpose == Purpose.ChargePointMaxProfile && kind == Kind.Relative) {
            kind = Kind.Absolute;
        }
        Instant start = kind == Kind.Relative ? null : PLUG_IN.plusSeconds(random.nextInt(7200) - 5400);
        Recurrency recurrency = null;
        if (kind == Kind.Recurring) {
            recurrency = Recurrency.values()[random.nextInt(2)];
            start = PLUG_IN.plusSeconds(random.nextInt(7200) - 3600).minus(Duration.ofDays(random.nextInt(15)));
        }
        List<Period> periods = new ArrayList<>();
        int at = 0;
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            periods.add(new Period(at, random.nextInt(100_000) / 10.0, random.nextBoolean() ? null : 1));
            at += 1 + random.nextInt(2400);
        }
        Schedule schedule = new Schedule(
                random.nextBoolean() ? null : 1 + random.nextInt(7200),
                start,
                Unit.values()[random.nextInt(2)],
                periods);
        Instant validFrom = random.nextInt(3) == 0 ? PLUG_IN.plusSeconds(random.nextInt(5400) - 1800) : null;
        Instant validTo = random.nextInt(3) == 0 ? PLUG_IN.plusSeconds(random.nextInt(9000)) : null;
        return new ChargingProfile(
                connector, ++ids, null, random.nextInt(3), purpose, kind, recurrency, validFrom, validTo, schedule);
    }

    private ChargingProfile absolute(
            int connector, int level, Purpose purpose, @Nullable Integer durationS, double watts) {
        Schedule schedule = new Schedule(durationS, PLUG_IN, Unit.W, List.of(new Period(0, watts, null)));
        return profile(connector, level, purpose, Kind.Absolute, null, schedule);
    }

    private ChargingProfile profile(
            int connector, int level, Purpose purpose, Kind kind, @Nullable Recurrency recurrency, Schedule schedule) {
        return new ChargingProfile(connector, ++ids, null, level, purpose, kind, recurrency, null, null, schedule);
    }
}
