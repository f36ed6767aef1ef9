package energy.corridor.sim;

import energy.corridor.sim.scenario.ChargingCurve;
import energy.corridor.sim.scenario.ChargingStation;
import energy.corridor.sim.scenario.GridConnector;
import energy.corridor.sim.scenario.OcppVersion;
import energy.corridor.sim.scenario.Scenario;
import energy.corridor.sim.scenario.StepFunction;
import energy.corridor.sim.scenario.Vehicle;
import energy.corridor.sim.scenario.VehicleType;
import energy.corridor.sim.scenario.Visit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A small depot to tell stories with: buses of 200 kWh and 100 kW without losses, times as HH:mm of one night, UTC. */
final class TestDepot {

    static final VehicleType BUS = new VehicleType("bus", 200, ChargingCurve.flat(100), 0, 1);

    private final Map<String, List<Visit>> visits = new LinkedHashMap<>();
    private final Map<String, Double> soc = new LinkedHashMap<>();
    private final Map<String, ChargingStation> stations = new LinkedHashMap<>();
    private OcppVersion ocpp = OcppVersion.V16;
    private double limitKw = 1000;
    private double loadKw;
    private final Map<Instant, Double> prices = new LinkedHashMap<>();

    /** Before noon means the next day. */
    static Instant at(String time) {
        Instant evening = Instant.parse("2026-03-02T" + (time.length() == 5 ? time + ":00" : time) + "Z");
        return time.compareTo("12:00") < 0 ? evening.plusSeconds(86_400) : evening;
    }

    TestDepot site(double limit, double load) {
        limitKw = limit;
        loadKw = load;
        return this;
    }

    TestDepot price(String from, double eurPerKwh) {
        prices.put(at(from), eurPerKwh);
        return this;
    }

    /** All stations. */
    TestDepot speaking(OcppVersion version) {
        ocpp = version;
        stations.replaceAll((id, s) -> new ChargingStation(id, s.gridConnector(), s.maxKw(), s.minKw(), version));
        return this;
    }

    TestDepot bus(String id, double startSoc) {
        soc.put(id, startSoc);
        visits.put(id, new ArrayList<>());
        return this;
    }

    TestDepot stay(String bus, String station, String from, String to, double socDelta, double desiredSoc) {
        stations.putIfAbsent(station, new ChargingStation(station, "depot", 100, 10, ocpp));
        visits.getOrDefault(bus, new ArrayList<>()).add(new Visit(at(from), at(to), socDelta, desiredSoc, station));
        return this;
    }

    TestDepot elsewhere(String bus, String from, String to, double socDelta, double desiredSoc) {
        stations.putIfAbsent("terminus", new ChargingStation("terminus", "line", 60, 0));
        visits.getOrDefault(bus, new ArrayList<>()).add(new Visit(at(from), at(to), socDelta, desiredSoc, "terminus"));
        return this;
    }

    TestDepot stop(String bus, String time, double socDelta) {
        visits.getOrDefault(bus, new ArrayList<>()).add(new Visit(at(time), at(time), socDelta, 1, null));
        return this;
    }

    Scenario scenario() {
        Map<String, Vehicle> vehicles = new LinkedHashMap<>();
        visits.forEach((id, list) -> vehicles.put(id, new Vehicle(id, BUS, soc.getOrDefault(id, 1.0), list)));
        GridConnector depot = new GridConnector(
                "depot", StepFunction.constant(limitKw), new StepFunction(0.2, prices), StepFunction.constant(loadKw));
        GridConnector line = new GridConnector(
                "line", StepFunction.constant(60), StepFunction.constant(0.5), StepFunction.constant(0));
        return new Scenario(
                "story",
                "fingerprint",
                at("16:00"),
                at("08:00"),
                Map.of("depot", depot, "line", line),
                stations,
                vehicles,
                List.of());
    }
}
