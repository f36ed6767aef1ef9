package energy.corridor.corridor;

import static org.assertj.core.api.Assertions.assertThat;

import energy.corridor.corridor.EnergyEnvelope.Battery;
import energy.corridor.corridor.EnergyEnvelope.Stay;
import energy.corridor.quantity.TimeGrid;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnergyEnvelopeTest {

    private static final Instant SIX = Instant.parse("2026-03-02T18:00:00Z");
    private static final TimeGrid FOUR_HOURS = new TimeGrid(SIX, Duration.ofHours(1), 4);

    @Test
    void floorChargesAsLateAndCeilingAsEarlyAsTheVehicleCan() {
        var envelope = EnergyEnvelope.of(FOUR_HOURS, chargeOnly(10), List.of(stay(0, 2, 25)));
        assertThat(envelope.lowerKwh(1)).isEqualTo(15);
        assertThat(envelope.upperKwh(1)).isEqualTo(20);
        assertThat(envelope.lowerKwh(2)).isEqualTo(25);
        assertThat(envelope.upperKwh(2)).isEqualTo(30);
    }

    @Test
    void aVehicleCountsOnlyWhileItIsPluggedIn() {
        var envelope = EnergyEnvelope.of(FOUR_HOURS, chargeOnly(10), List.of(stay(1, 3, 20)));
        assertThat(List.of(envelope.counts(0), envelope.counts(1), envelope.counts(2), envelope.counts(3)))
                .containsExactly(false, true, true, false);
    }

    @Test
    void aPromiseOutOfReachIsClippedToTheFastestPath() {
        var envelope = EnergyEnvelope.of(FOUR_HOURS, chargeOnly(0), List.of(stay(0, 2, 35)));
        assertThat(envelope.lowerKwh(2)).isEqualTo(20).isEqualTo(envelope.upperKwh(2));
        assertThat(envelope.lowerKwh(1)).isEqualTo(10);
    }

    @Test
    void aLaterStaysNeedReachesBackThroughTheTrip() {
        // 12 kWh now, an hour of 10 kW, a trip of 15, an hour of 10 kW, 15 required: 5 after the trip, so 20 before it.
        var envelope = EnergyEnvelope.of(
                FOUR_HOURS, chargeOnly(12), List.of(stay(0, 1, 0), new Stay(hour(3), hour(4), 15, 15)));
        assertThat(envelope.lowerKwh(1)).isEqualTo(20);
        assertThat(envelope.upperKwh(1)).isEqualTo(22);
        assertThat(envelope.lowerKwh(3)).isEqualTo(5);
        assertThat(envelope.upperKwh(3)).isEqualTo(7);
    }

    @Test
    void aVehicleThatMayDischargeGoesDownToItsReserve() {
        var battery = new Battery(30, 12, 40, 10, 10, 1, 1);
        var envelope = EnergyEnvelope.of(FOUR_HOURS, battery, List.of(stay(0, 4, 30)));
        assertThat(envelope.lowerKwh(1)).isEqualTo(20);
        assertThat(envelope.lowerKwh(2)).isEqualTo(12);
        assertThat(envelope.lowerKwh(3)).isEqualTo(20);
        assertThat(envelope.lowerKwh(4)).isEqualTo(30);
    }

    @Test
    void aVehicleBelowItsReserveIsChargedAtOnce() {
        var battery = new Battery(2, 15, 40, 10, 0, 1, 1);
        var envelope = EnergyEnvelope.of(FOUR_HOURS, battery, List.of(stay(0, 4, 0)));
        assertThat(envelope.lowerKwh(1)).isEqualTo(12);
        assertThat(envelope.lowerKwh(2)).isEqualTo(15);
        assertThat(envelope.lowerKwh(3)).isEqualTo(15);
    }

    @Test
    void aStayBeyondTheHorizonBindsByWhatFullPowerCannotAddLater() {
        var envelope = EnergyEnvelope.of(FOUR_HOURS, chargeOnly(0), List.of(stay(0, 6, 35)));
        assertThat(envelope.lowerKwh(4)).isEqualTo(15);
    }

    @Test
    void theLeastThatMayBeThereNowIsWhatTheBackwardPathNeeds() {
        assertThat(EnergyEnvelope.of(FOUR_HOURS, chargeOnly(18), List.of(stay(0, 2, 25)))
                        .needKwh())
                .isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void everyCourseThatKeepsAllPromisesLiesInside(long seed) {
        Random random = new Random(seed);
        TimeGrid grid = new TimeGrid(SIX, Duration.ofHours(1), 12);
        Battery battery = new Battery(5 + random.nextInt(20), 5, 40, 10, random.nextBoolean() ? 10 : 0, 0.9, 0.9);
        List<Stay> stays = List.of(
                new Stay(hour(0), hour(4), random.nextInt(25), 0),
                new Stay(hour(6), hour(12), random.nextInt(35), random.nextInt(15)));
        var envelope = EnergyEnvelope.of(grid, battery, stays);
        int kept = 0;
        for (int trial = 0; trial < 2000; trial++) {
            List<Double> course = course(random, battery, stays);
            if (course.size() == 13) {
                kept++;
                for (int k = 0; k <= 12; k++) {
                    assertThat(course.get(k))
                            .as("boundary %d", k)
                            .isBetween(envelope.lowerKwh(k) - 1e-9, envelope.upperKwh(k) + 1e-9);
                }
            }
        }
        assertThat(kept).as("courses that kept all promises").isPositive();
    }

    /** A random course; shorter than 13 boundaries when it broke a bound or a promise. */
    private static List<Double> course(Random random, Battery battery, List<Stay> stays) {
        List<Double> energy = new ArrayList<>(List.of(battery.socKwh()));
        double bias = random.nextDouble();
        for (int t = 0; t < 12; t++) {
            double e = energy.get(t);
            boolean plugged = t < 4 || t >= 6;
            if (plugged && random.nextDouble() < bias) {
                e += battery.chargeEfficiency() * battery.maxChargeKw() * random.nextDouble();
            } else if (plugged && battery.maxDischargeKw() > 0) {
                e -= battery.maxDischargeKw() * random.nextDouble() / battery.dischargeEfficiency();
            }
            if (t + 1 == 6) {
                e = Math.max(0, e - stays.get(1).tripKwh());
            }
            boolean floorHolds = e >= battery.minSocKwh() || !plugged || e >= energy.get(t);
            boolean promiseHolds = (t + 1 != 4 || e >= stays.get(0).requiredKwh())
                    && (t + 1 != 12 || e >= stays.get(1).requiredKwh());
            if (e > battery.maxSocKwh() || e < 0 || !floorHolds || !promiseHolds || (plugged && t >= 6 && e < 5)) {
                return List.of();
            }
            energy.add(e);
        }
        return energy;
    }

    private static Battery chargeOnly(double socKwh) {
        return new Battery(socKwh, 0, 40, 10, 0, 1, 1);
    }

    private static Stay stay(int fromHour, int toHour, double requiredKwh) {
        return new Stay(hour(fromHour), hour(toHour), requiredKwh, 0);
    }

    private static Instant hour(int h) {
        return SIX.plus(Duration.ofHours(h));
    }
}
