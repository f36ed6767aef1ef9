package energy.corridor.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import energy.corridor.sim.scenario.ChargingStation;
import energy.corridor.sim.scenario.GridConnector;
import energy.corridor.sim.scenario.Scenario;
import energy.corridor.sim.scenario.Vehicle;
import energy.corridor.sim.scenario.Visit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DepotNightsTest {

    @TempDir
    Path directory = Path.of("");

    @Test
    void theSameOptionsGiveTheSameFile() {
        assertThat(nights(6, 2, 120, 7).json()).isEqualTo(nights(6, 2, 120, 7).json());
        assertThat(nights(6, 2, 120, 7).json())
                .isNotEqualTo(nights(6, 2, 120, 8).json());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void everyPromiseCanBeKeptWithinTheLimitWithSlack(long seed) throws IOException {
        Scenario scenario = read(nights(40, 3, 800, seed).json());
        GridConnector site = scenario.gridConnector("depot");

        assertThat(scenario.vehicles()).hasSize(40);
        assertThat(scenario.warnings()).isEmpty();
        for (int night = 0; night < 3; night++) {
            List<NightCheck.Stay> stays = new ArrayList<>();
            for (Vehicle vehicle : scenario.vehicles().values()) {
                assertThat(vehicle.visits()).hasSize(3);
                Visit visit = vehicle.visits().get(night);
                double before = night == 0
                        ? vehicle.soc()
                        : vehicle.visits().get(night - 1).desiredSoc();
                ChargingStation station = scenario.stations().get(String.valueOf(visit.station()));
                assertThat(visit.socDelta()).isBetween(-0.75, -0.35);
                assertThat(visit.desiredSoc()).isBetween(0.8, 1.0);
                assertThat(before + visit.socDelta())
                        .as("it comes home with something left")
                        .isPositive();
                if (station == null) {
                    throw new AssertionError(visit);
                }
                stays.add(new NightCheck.Stay(
                        vehicle.type(),
                        station.maxKw(),
                        station.minKw(),
                        visit.arrival(),
                        visit.departure(),
                        before + visit.socDelta(),
                        visit.desiredSoc()));
            }
            assertThat(NightCheck.isPossible(
                            stays,
                            t -> 0.9 * site.limitKw().at(t) - site.loadKw().at(t)))
                    .isTrue();
            assertThat(NightCheck.isPossible(
                            stays,
                            t -> 0.4 * site.limitKw().at(t) - site.loadKw().at(t)))
                    .as("and yet the limit is one")
                    .isFalse();
        }
    }

    @Test
    void whatCannotBeIsRefused() {
        assertThatThrownBy(() -> nights(0, 1, 800, 1)).hasMessage("The number of buses is 0; 1 to 2000 is allowed.");
        assertThatThrownBy(() -> nights(40, 1, 100, 1).json())
                .hasMessageStartingWith("40 buses cannot be charged in a night with 100 kW; about");
    }

    private static DepotNights nights(int buses, int nights, double siteKw, long seed) {
        return new DepotNights(buses, 0, nights, siteKw, seed, LocalDate.of(2026, 3, 2), ZoneId.of("Europe/Amsterdam"));
    }

    private Scenario read(String json) throws IOException {
        return Scenario.read(Files.writeString(directory.resolve("nights.json"), json));
    }
}
