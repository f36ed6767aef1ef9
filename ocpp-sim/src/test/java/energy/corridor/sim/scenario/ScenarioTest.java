package energy.corridor.sim.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScenarioTest {

    /** Quotes are written as ' here. */
    static final String TWO_BUSES = """
            {'scenario': {'start_time': '2026-03-02T12:00:00+01:00', 'interval': 15, 'n_intervals': 96},
             'components': {
              'vehicle_types': {'solo': {'capacity': 200, 'charging_curve': [[0, 100], [0.8, 100], [1, 50]],
                                         'min_charging_power': 5, 'v2g': false}},
              'vehicles': {'bus-1': {'vehicle_type': 'solo', 'soc': 0.9},
                           'bus-2': {'vehicle_type': 'solo', 'soc': 0.5, 'connected_charging_station': 'charger-2',
                                     'desired_soc': 0.8}},
              'grid_connectors': {'depot': {'max_power': 150, 'cost': {'type': 'fixed', 'value': 0.3}}},
              'charging_stations': {'charger-1': {'max_power': 80, 'min_power': 10, 'parent': 'depot'},
                                    'charger-2': {'max_power': 80, 'parent': 'depot'}}},
             'events': {
              'grid_operator_signals': [
               {'signal_time': '2026-03-02T12:00:00+01:00', 'grid_connector_id': 'depot',
                'start_time': '2026-03-02T22:00:00+01:00', 'cost': {'type': 'fixed', 'value': 0.1}, 'max_power': 100}],
              'fixed_load': {'wash': {'start_time': '2026-03-02T12:00:00+01:00', 'step_duration_s': 3600,
                                      'grid_connector_id': 'depot', 'values': [10, 20], 'factor': 2}},
              'local_generation': {},
              'vehicle_events': [
               {'start_time': '2026-03-02T18:00:00+01:00', 'vehicle_id': 'bus-1', 'event_type': 'arrival',
                'update': {'connected_charging_station': 'charger-1', 'soc_delta': -0.4, 'desired_soc': 1,
                           'estimated_time_of_departure': '2026-03-03T05:00:00+01:00'}},
               {'start_time': '2026-03-02T17:00:00+01:00', 'vehicle_id': 'bus-1', 'event_type': 'arrival',
                'update': {'connected_charging_station': null, 'soc_delta': -0.1, 'desired_soc': 1,
                           'estimated_time_of_departure': '2026-03-02T17:00:00+01:00'}},
               {'start_time': '2026-03-02T17:00:00+01:00', 'vehicle_id': 'bus-1', 'event_type': 'departure',
                'update': {'estimated_time_of_arrival': '2026-03-02T18:00:00+01:00'}},
               {'start_time': '2026-03-03T05:10:00+01:00', 'vehicle_id': 'bus-1', 'event_type': 'departure',
                'update': {}},
               {'start_time': '2026-03-02T13:00:00+01:00', 'vehicle_id': 'bus-2', 'event_type': 'departure',
                'update': {}}]}}
            """;

    @TempDir
    Path directory = Path.of("");

    @Test
    void readsWhoStandsWhereAndWhen() throws IOException {
        Scenario scenario = read(TWO_BUSES);

        assertThat(scenario.start()).isEqualTo("2026-03-02T11:00:00Z");
        assertThat(scenario.end()).isEqualTo("2026-03-03T11:00:00Z");
        assertThat(scenario.stations())
                .containsEntry("charger-1", new ChargingStation("charger-1", "depot", 80, 10))
                .containsEntry("charger-2", new ChargingStation("charger-2", "depot", 80, 0));
        Vehicle one = vehicle(scenario, "bus-1");
        assertThat(one.type().efficiency()).as("SpiceEV's default").isEqualTo(0.95);
        assertThat(one.type().curve().kwAt(0.9)).isEqualTo(75);
        assertThat(one.visits())
                .as("by time, a stop without a stay first, the real departure rather than the announced one")
                .containsExactly(
                        new Visit(at("17:00"), at("17:00"), -0.1, 1, null),
                        new Visit(at("18:00"), Instant.parse("2026-03-03T04:10:00Z"), -0.4, 1, "charger-1"));
        assertThat(vehicle(scenario, "bus-2").visits())
                .as("plugged in from the beginning")
                .containsExactly(new Visit(at("12:00"), at("13:00"), 0, 0.8, "charger-2"));
    }

    @Test
    void readsPricesLimitsAndLoadsAsStepsInTime() throws IOException {
        GridConnector depot = read(TWO_BUSES).gridConnector("depot");

        assertThat(depot.priceEurPerKwh().at(at("21:59"))).isEqualTo(0.3);
        assertThat(depot.priceEurPerKwh().at(at("22:00"))).isEqualTo(0.1);
        assertThat(depot.limitKw().at(at("21:59"))).isEqualTo(150);
        assertThat(depot.limitKw().at(at("22:00"))).isEqualTo(100);
        assertThat(List.of(
                        depot.loadKw().at(at("11:59")),
                        depot.loadKw().at(at("12:00")),
                        depot.loadKw().at(at("13:59")),
                        depot.loadKw().at(at("14:00"))))
                .containsExactly(0.0, 20.0, 40.0, 0.0);
        assertThat(depot.loadKw().nextAfter(at("12:30"))).contains(at("13:00"));
    }

    @Test
    void aLoadMayStandInACsvFileBesideTheScenario() throws IOException {
        String withCsv = TWO_BUSES.replace(
                "'values': [10, 20], 'factor': 2", "'csv_file': 'load.csv', 'column': 'kW', 'factor': 0.5");

        Scenario without = read(withCsv);
        assertThat(without.warnings())
                .containsExactly("The file load.csv with \"wash\" of fixed_load is not there; it counts as 0.");
        assertThat(without.gridConnector("depot").loadKw().at(at("12:30"))).isZero();

        Files.writeString(directory.resolve("load.csv"), "time,\"kW\"\n12:00,100\n13:00, 40\n\n");
        Scenario with = read(withCsv);
        assertThat(with.warnings()).isEmpty();
        assertThat(with.gridConnector("depot").loadKw().at(at("12:30"))).isEqualTo(50);
        assertThat(with.gridConnector("depot").loadKw().at(at("13:30"))).isEqualTo(20);

        Files.writeString(directory.resolve("load.csv"), "time,kW\n12:00,much\n");
        refused(withCsv, "load.csv, line 2, column kW is \"much\"; a number is expected.");
        Files.writeString(directory.resolve("load.csv"), "time,power\n");
        refused(withCsv, "load.csv, line 1 has no column \"kW\"; it has [time, power].");
    }

    @Test
    void saysWhatIsWrongWhereAndWhatIsAllowed() {
        refused("{", "scenario.json, line 1, column 2 is not JSON: Unexpected end-of-input");
        refused("{}", "scenario.json: scenario is missing.");
        refused(
                TWO_BUSES.replace("'soc': 0.9", "'soc': 90"),
                "scenario.json: components.vehicles.bus-1.soc is 90; a number in 0..1 is expected.");
        refused(
                TWO_BUSES.replace("'vehicle_type': 'solo', 'soc': 0.9", "'vehicle_type': 'duo', 'soc': 0.9"),
                "scenario.json: components.vehicles.bus-1.vehicle_type is \"duo\"; one of the vehicle_types [solo] is expected.");
        refused(
                TWO_BUSES.replace("'start_time': '2026-03-02T18:00:00+01:00'", "'start_time': 'six'"),
                "events.vehicle_events[0].start_time is \"six\"; a time such as 2026-03-02T17:30:00+01:00 is expected.");
        refused(
                TWO_BUSES.replace("'capacity': 200", "'capacity': 0"),
                "The capacity of vehicle type solo is 0.0 kWh; it must be above 0 and at most 100000 kWh.");
        refused(
                TWO_BUSES.replace("[0.8, 100]", "[0, 100]"),
                "The soc values of a charging curve must rise within 0..1, but 0.0 follows 0.0.");
        refused(
                TWO_BUSES.replace("'type': 'fixed', 'value': 0.1", "'type': 'polynomial', 'value': [0, 1]"),
                "events.grid_operator_signals[0].cost.type is \"polynomial\"; \"fixed\"");
        refused(
                TWO_BUSES.replace("'connected_charging_station': 'charger-1'", "'connected_charging_station': 'c9'"),
                "events.vehicle_events[0].update.connected_charging_station is \"c9\"; one of the charging_stations is expected.");
        refused(
                TWO_BUSES.replace("'parent': 'depot'}}", "'parent': 'yard'}}"),
                "charging station \"charger-2\" names the grid connector \"yard\", which is not there.");
        refused(
                TWO_BUSES
                        .replace(
                                "'connected_charging_station': 'charger-1'",
                                "'connected_charging_station': 'charger-2'")
                        .replace(
                                "2026-03-02T13:00:00+01:00', 'vehicle_id': 'bus-2",
                                "2026-03-02T19:00:00+01:00', 'vehicle_id': 'bus-2"),
                "bus-1 arrives at charging station \"charger-2\" at 2026-03-02T17:00:00Z, where bus-2 stays until 2026-03-02T18:00:00Z.");
    }

    @Test
    void anUnknownGridConnectorIsToldWithThoseThereAre() throws IOException {
        Scenario scenario = read(TWO_BUSES);
        assertThatThrownBy(() -> scenario.gridConnector("yard"))
                .hasMessage("scenario.json has no grid connector \"yard\"; it has \"depot\".");
    }

    private void refused(String json, String sentence) {
        assertThatThrownBy(() -> read(json))
                .isInstanceOf(ScenarioException.class)
                .hasMessageContaining(sentence);
    }

    private Scenario read(String json) throws IOException {
        return Scenario.read(Files.writeString(directory.resolve("scenario.json"), json.replace('\'', '"')));
    }

    private static Vehicle vehicle(Scenario scenario, String id) {
        Vehicle vehicle = scenario.vehicles().get(id);
        if (vehicle == null) {
            throw new AssertionError(id);
        }
        return vehicle;
    }

    private static Instant at(String localTime) {
        return Instant.parse("2026-03-02T" + localTime + ":00Z").minusSeconds(3600);
    }
}
