package energy.corridor.optimiser.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import energy.corridor.optimiser.Battery;
import energy.corridor.optimiser.DepotBuilder;
import energy.corridor.optimiser.EnergyPaths;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeviceOracleTest {

    private static final Penalties PENALTIES = new Penalties(0, 2_000, 30, 20, 10, 1);

    private static Device device(String vehicle, int hours) {
        var problem = DepotBuilder.hourly(hours).vehicles(vehicle).build();
        return new Device(Battery.of(problem).get(0), 1, new boolean[hours]);
    }

    private static DeviceOracle solved(Device device, double... price) {
        return solved(device, price, new double[price.length + 1]);
    }

    private static DeviceOracle solved(Device device, double[] price, double[] energyPrice) {
        var oracle = new DeviceOracle();
        oracle.solve(device, price, energyPrice, PENALTIES);
        return oracle;
    }

    @Test
    void chargesInTheCheapestHoursOfTheStay() {
        Device device = device("bus-1 0 25 10 0 4", 4);
        DeviceOracle oracle = solved(device, 0.3, 0.1, 0.4, 0.2);

        assertThat(oracle.powerKw()).containsExactly(5, 10, 0, 10);
        assertThat(oracle.bound(device, PENALTIES)).isCloseTo(5 * 0.3 + 10 * 0.1 + 10 * 0.2, within(1e-9));
    }

    @Test
    void chargesTheEarlierOfTwoEqualHours() {
        assertThat(solved(device("bus-1 0 15 10 0 4", 4), 0.2, 0.1, 0.1, 0.1).powerKw())
                .containsExactly(0, 10, 5, 0);
    }

    @Test
    void buysLowAndSellsHighWhereTheSpreadPaysLossesAndWear() {
        Device device = device("bus-1 20 20 10 0 4 cap=30 min=10 outKw=10 eff=0.8 wear=0.05", 4);

        // out at 0.5: one kWh of the battery earns (0.5 − 0.05)·0.8 = 0.36, putting it back costs 0.1/0.8 = 0.125
        assertThat(solved(device, 0.5, 0.1, 0.1, 0.1).powerKw()).containsExactly(-8, 10, 2.5, 0);
        // in at 0.25, out at 0.35: 0.3125 is more than 0.24
        assertThat(solved(device, 0.25, 0.25, 0.35, 0.25).powerKw()).containsExactly(0, 0, 0, 0);
    }

    @Test
    void aTripShiftsWhatTheNextStayBeginsWith() {
        Device device = device("bus-1 10 0 10 0 2 next=3/5/15/12", 5);
        DeviceOracle oracle = solved(device, 0.3, 0.3, 0, 0.1, 0.2);

        // 2 kWh for the trip itself, the rest where it is cheapest, 15 at the end
        assertThat(oracle.powerKw()).containsExactly(2, 0, 0, 10, 5);
        assertThat(oracle.clampedKwh()).isZero();
    }

    @Test
    void givesUpWhatCostsMoreThanItsWeight() {
        Device device = device("bus-1 0 15 10 0 2", 2);
        DeviceOracle oracle = solved(device, 19, 21);

        assertThat(oracle.powerKw()).containsExactly(10, 0);
        assertThat(oracle.unmetKwh()).isEqualTo(5);
        assertThat(oracle.bound(device, PENALTIES)).isEqualTo(10 * 19 + 5 * 20);
    }

    @Test
    void chargesAtOnceUntilItsMinimumIsThere() {
        assertThat(solved(device("bus-1 5 40 10 0 5 min=20 outKw=10", 5), 0.9, 0.9, 0.1, 0.1, 0.1)
                        .powerKw())
                .containsExactly(10, 5, 10, 10, 0);
    }

    @Test
    void aPriceOnStoredEnergyMovesChargingToTheOtherSideOfItsBoundary() {
        Device device = device("bus-1 0 10 10 0 3", 3);
        double[] flat = {0.1, 0.1, 0.1};

        assertThat(solved(device, flat, new double[] {0, 0.01, 0.01, 0}).powerKw())
                .containsExactly(0, 0, 10);
        assertThat(solved(device, flat, new double[] {0, 0.01, -0.02, 0}).powerKw())
                .containsExactly(0, 10, 0);
        assertThat(solved(device, flat, new double[] {0, 0, 0, -0.2}).powerKw()).containsExactly(10, 10, 10);
    }

    @Test
    void neverChargesAndDischargesAtOnceHoweverNegativeThePrice() {
        Device device = device("bus-1 50 50 10 0 2 cap=50 outKw=10 eff=0.9", 2);
        DeviceOracle oracle = solved(device, -1, 0.2);

        // Burning energy in hour 0 is what the relaxed battery would do: its bound is lower than what is true.
        double cost = -oracle.powerKw()[0] + 0.2 * oracle.powerKw()[1];
        assertThat(oracle.bound(device, PENALTIES)).isLessThan(cost - 0.5);
        assertThat(oracle.powerKw()[0]).isZero();
    }

    @ParameterizedTest
    @CsvSource({"0, 200", "200, 400", "400, 600"})
    void noScheduleOfTheLinearProgramIsCheaper(int first, int last) {
        int judged = 0;
        for (int seed = first; seed < last; seed++) {
            var random = new RandomDevice(seed);
            Device device = new Device(random.battery, random.hours, random.closed);
            var oracle = new DeviceOracle();
            oracle.solve(device, random.price, random.energyPrice, PENALTIES);
            double bound = oracle.bound(device, PENALTIES) + DeviceLp.unavoidable(random, PENALTIES);
            double optimum = DeviceLp.optimum(random, PENALTIES);
            double same = 1e-7 * (1 + Math.abs(optimum));
            EnergyPaths paths = EnergyPaths.of(random.battery, random.hours);

            assertThat(bound).as("bound of seed %d", seed).isGreaterThan(optimum - same);
            if (DeviceLp.unavoidableClampEur(random.battery, paths, PENALTIES) == 0 && oracle.clampedKwh() < 1e-9) {
                assertThat(bound).as("bound of seed %d", seed).isCloseTo(optimum, within(same));
                judged++;
            }
            if (random.exact) {
                assertThat(cost(oracle, device, random))
                        .as("cost of seed %d", seed)
                        .isCloseTo(oracle.bound(device, PENALTIES), within(same));
            }
        }
        assertThat(judged).isGreaterThan((last - first) * 2 / 3);
    }

    private static double cost(DeviceOracle oracle, Device device, RandomDevice random) {
        double cost = oracle.ownEur(device, PENALTIES);
        for (int t = 0; t < random.price.length; t++) {
            cost += random.price[t] * oracle.powerKw()[t];
        }
        for (int k = 0; k < random.energyPrice.length; k++) {
            cost += random.energyPrice[k] * oracle.energyKwh()[k];
        }
        return cost;
    }

    @Test
    void oneOracleServesManyDevices() {
        var oracle = new DeviceOracle();
        double[] first = new double[0];
        for (int round = 0; round < 2; round++) {
            for (int seed = 0; seed < 20; seed++) {
                var random = new RandomDevice(seed);
                Device device = new Device(random.battery, random.hours, random.closed);
                oracle.solve(device, random.price, random.energyPrice, PENALTIES);
                if (seed == 7) {
                    double[] powers = Arrays.copyOf(oracle.powerKw(), random.price.length);
                    assertThat(round == 0 ? powers : first).isEqualTo(powers);
                    first = powers;
                }
            }
        }
    }
}
