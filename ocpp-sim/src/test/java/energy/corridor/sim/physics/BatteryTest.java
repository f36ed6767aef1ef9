package energy.corridor.sim.physics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import energy.corridor.sim.scenario.ChargingCurve;
import energy.corridor.sim.scenario.ChargingCurve.Point;
import energy.corridor.sim.scenario.VehicleType;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatteryTest {

    private static final double NO_LIMIT = Double.POSITIVE_INFINITY;

    @Test
    void anHourAtHundredKilowattsPutsNinetyInABatteryOfNinetyPercentEfficiency() {
        Battery battery = new Battery(bus(200, 0.9, new Point(0, 100)), 0.25);

        assertThat(battery.charge(NO_LIMIT, 1, 1)).isCloseTo(100, within(1e-9));
        assertThat(battery.energyKwh()).isCloseTo(50 + 90, within(1e-9));
    }

    @Test
    void aFullBatteryTakesNothingMore() {
        Battery battery = new Battery(bus(100, 1, new Point(0, 100)), 0.9);

        assertThat(battery.charge(NO_LIMIT, 1, 5)).isCloseTo(10, within(1e-9));
        assertThat(battery.soc()).isEqualTo(1);
        assertThat(battery.powerKw(NO_LIMIT, 1)).isZero();
        assertThat(battery.charge(NO_LIMIT, 1, 5)).isZero();
    }

    @Test
    void chargingEndsAtTheCeilingAndNeverTakesBackWhatIsAboveIt() {
        Battery battery = new Battery(bus(100, 1, new Point(0, 100)), 0.5);
        battery.charge(NO_LIMIT, 0.8, 5);
        assertThat(battery.soc()).isEqualTo(0.8);

        assertThat(battery.charge(NO_LIMIT, 0.6, 5)).isZero();
        assertThat(battery.soc()).isEqualTo(0.8);
    }

    @Test
    void aTaperToNothingApproachesFullByTheExponentialLaw() {
        // 100 kW falling to 0 over a battery of 100 kWh: d(soc)/dt = 1 - soc per hour.
        Battery battery = new Battery(bus(100, 1, new Point(0, 100), new Point(1, 0)), 0);

        double drawn = battery.charge(NO_LIMIT, 1, 1);

        assertThat(battery.soc()).isCloseTo(1 - Math.exp(-1), within(1e-12));
        assertThat(drawn).isCloseTo(100 * (1 - Math.exp(-1)), within(1e-9));
    }

    @Test
    void aLimitCutsTheCurveOnlyWhereItLiesAboveIt() {
        // Curve 100 kW at empty, 0 at full; a limit of 50 kW holds for the first half: one hour for 50 kWh.
        Battery battery = new Battery(bus(100, 1, new Point(0, 100), new Point(1, 0)), 0);
        assertThat(battery.powerKw(50, 1)).isEqualTo(50);

        battery.charge(50, 1, 1);
        assertThat(battery.soc()).isCloseTo(0.5, within(1e-9));
        battery.charge(50, 1, 1);
        assertThat(battery.soc()).isCloseTo(1 - 0.5 * Math.exp(-1), within(1e-9));
    }

    @Test
    void aTripTakesEnergyOutAndTellsWhatWasNotThere() {
        Battery battery = new Battery(bus(200, 1, new Point(0, 100)), 0.5);

        assertThat(battery.drive(-0.3)).isZero();
        assertThat(battery.energyKwh()).isCloseTo(40, within(1e-9));
        assertThat(battery.drive(-0.3)).isCloseTo(20, within(1e-9));
        assertThat(battery.energyKwh()).isZero();
    }

    /** Any curve, any limit: the closed solution is where small steps lead, and it does not matter how time is cut. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void theClosedSolutionIsWhereSmallStepsLead(long seed) {
        Random random = new Random(seed);
        VehicleType type = bus(50 + random.nextInt(300), 0.85 + 0.15 * random.nextDouble(), curve(random));
        double limit = random.nextInt(5) == 0 ? NO_LIMIT : 200 * random.nextDouble();
        double soc = random.nextDouble();
        double hours = 2 * random.nextDouble();

        Battery whole = new Battery(type, soc);
        double drawn = whole.charge(limit, 1, hours);

        Battery cut = new Battery(type, soc);
        double drawnInParts = 0;
        for (int i = 0; i < 100; i++) {
            drawnInParts += cut.charge(limit, 1, hours / 100);
        }
        double stepped = soc;
        int steps = 200_000;
        for (int i = 0; i < steps; i++) {
            double kw = Math.min(limit, type.curve().kwAt(stepped));
            stepped = Math.min(1, stepped + kw * type.efficiency() / type.capacityKwh() * hours / steps);
        }

        assertThat(whole.soc()).isCloseTo(stepped, within(1e-4)).isBetween(soc, 1.0);
        assertThat(cut.soc()).isCloseTo(whole.soc(), within(1e-9));
        assertThat(drawnInParts).isCloseTo(drawn, within(1e-6));
        assertThat(drawn * type.efficiency()).isCloseTo((whole.soc() - soc) * type.capacityKwh(), within(1e-6));
    }

    private static Point[] curve(Random random) {
        List<Point> points = new ArrayList<>();
        double soc = random.nextDouble() / 2;
        while (soc < 1 && points.size() < 5) {
            points.add(new Point(soc, 250 * random.nextDouble()));
            soc += 0.05 + random.nextDouble() / 2;
        }
        return points.toArray(Point[]::new);
    }

    private static VehicleType bus(double capacityKwh, double efficiency, Point... curve) {
        return new VehicleType("bus", capacityKwh, new ChargingCurve(List.of(curve)), 0, efficiency);
    }
}
