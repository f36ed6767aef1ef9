package energy.corridor.sim.physics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import energy.corridor.sim.scenario.ChargingCurve;
import energy.corridor.sim.scenario.ChargingStation;
import energy.corridor.sim.scenario.Vehicle;
import energy.corridor.sim.scenario.VehicleType;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OutletTest {

    private final Outlet outlet = new Outlet(new ChargingStation("charger-1", "depot", 80, 10));
    private final VehicleType type = new VehicleType("bus", 200, ChargingCurve.flat(100), 0, 1);
    private final Battery battery = new Battery(type, 0.5);

    @BeforeEach
    void aBusIsPluggedIn() {
        outlet.plugIn(new Vehicle("bus-1", type, 0.5, List.of()), battery);
    }

    @Test
    void nothingFlowsBeforeTheContactorCloses() {
        assertThat(outlet.powerKw()).isZero();
        assertThat(outlet.run(1)).isZero();
        assertThat(outlet.limitPauses()).isFalse();
    }

    @Test
    void theLeastOfStationVehicleAndLimitFlows() {
        outlet.close();
        assertThat(outlet.powerKw()).isEqualTo(80);
        outlet.limit(30);
        assertThat(outlet.powerKw()).isEqualTo(30);

        outlet.run(0.5);
        assertThat(outlet.registerWh()).isCloseTo(15_000, within(1e-6));
        assertThat(battery.energyKwh()).isCloseTo(115, within(1e-9));
    }

    @Test
    void aLimitBelowTheLeastPowerPauses() {
        outlet.close();
        outlet.limit(9.9);
        assertThat(outlet.powerKw()).isZero();
        assertThat(outlet.limitPauses()).isTrue();
        outlet.limit(10);
        assertThat(outlet.powerKw()).isEqualTo(10);
        assertThat(outlet.limitPauses()).isFalse();
    }

    @Test
    void theRegisterGoesOnWithTheNextVehicle() {
        outlet.close();
        outlet.run(0.25);
        outlet.unplug();
        assertThat(outlet.registerWh()).isCloseTo(20_000, within(1e-6));
        outlet.plugIn(new Vehicle("bus-2", type, 0, List.of()), new Battery(type, 0));
        assertThat(outlet.powerKw())
                .as("the contactor opened when the first one left")
                .isZero();
        outlet.close();
        outlet.run(0.25);
        assertThat(outlet.registerWh()).isCloseTo(40_000, within(1e-6));
    }
}
