package energy.corridor.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import energy.corridor.duty.Duty;
import energy.corridor.duty.DutyBook;
import energy.corridor.fleet.FleetBook;
import energy.corridor.fleet.Vehicle;
import energy.corridor.grid.GridBook;
import energy.corridor.grid.GridConditions;
import energy.corridor.grid.GridRequest;
import energy.corridor.grid.request.GridSignal;
import energy.corridor.grid.request.SignalId;
import energy.corridor.optimiser.ChargingPlan;
import energy.corridor.optimiser.ChargingProblem;
import energy.corridor.optimiser.lp.LpOptimiser;
import energy.corridor.quantity.TimeGrid;
import energy.corridor.quantity.Units;
import energy.corridor.sim.Report;
import energy.corridor.sim.World;
import energy.corridor.sim.WorldOptions;
import energy.corridor.web.DepotSnapshot;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * One night over real sockets, half of them OCPP 2.0.1, and the real database, on a stepped clock: the simulator moves, its messages are answered, the
 * loop ticks, its commands are answered, and only then time goes on.
 */
@QuarkusTest
@QuarkusTestResource(PostgresForTests.class)
@TestProfile(DepotNightTest.Night.class)
class DepotNightTest {

    private static final int BUSES = 24;
    private static final int SITE_KW = 600;
    private static final Instant BEGIN = NightScenario.NOON.plus(Duration.ofMinutes(295)); // 16:55 in Amsterdam
    private static final Instant END = NightScenario.NOON.plus(Duration.ofMinutes(19 * 60 + 40)); // 07:40
    private static final Duration STEP = Duration.ofSeconds(30);
    private static final Instant BAND_ASKED = NightScenario.NOON.plus(Duration.ofMinutes(630)); // 22:30
    private static final Instant BAND_FROM = NightScenario.NOON.plus(Duration.ofMinutes(720)); // midnight
    private static final Instant BAND_TO = NightScenario.NOON.plus(Duration.ofMinutes(750));
    private static final double BAND_ABOVE_PLAN_KWH = 150;
    private static final Instant FLEX_ASKED = NightScenario.NOON.plus(Duration.ofMinutes(660)); // 23:00
    private static final Instant FLEX_FROM = NightScenario.NOON.plus(Duration.ofMinutes(810)); // 01:30
    private static final Instant FLEX_TO = NightScenario.NOON.plus(Duration.ofMinutes(840));

    /** Energy that one SoC sample with one decimal leaves open, for every bus. */
    private static final double SAMPLE_KWH = BUSES * 350 * 0.0005;

    @Inject
    DepotClock clock;

    @Inject
    ControlLoop loop;

    @Inject
    FleetBook fleet;

    @Inject
    DutyBook duties;

    @Inject
    GridBook grid;

    public static class Night implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "quarkus.http.test-port", "0",
                    "corridor.clock.speed", "0",
                    "corridor.clock.start", BEGIN.toString(),
                    "corridor.loop.enabled", "false",
                    "corridor.access.anonymous", "operator",
                    "corridor.plan.every", "PT2M",
                    "corridor.depot.scenario",
                            NightScenario.write("night-24-600", BUSES, BUSES / 2, SITE_KW, 1)
                                    .toString(),
                    "corridor.depot.failsafe-kw", "5");
        }
    }

    /** An operator asks by HTTP, is answered by the optimiser, and the answer binds. */
    private static void askForLessThanPlanned(DepotSnapshot snapshot) {
        ChargingPlan plan = snapshot.plan().orElseThrow();
        double planned = plan.sitePowerKw().get(plan.grid().firstBoundaryFrom(FLEX_FROM));
        assertThat(planned).as("there is something to put off").isGreaterThan(60);
        RestAssured.given()
                .contentType("application/json")
                .header("Prefer", "wait=20")
                .body("""
                        {"id":"flex-1","operator":"north","kind":"DISPATCH","from":"%s","to":"%s","kw":%s}""".formatted(FLEX_FROM, FLEX_TO, Math.rint(planned - 50)))
                .post("/api/requests")
                .then()
                .statusCode(201)
                .body("state", equalTo("SCHEDULED"))
                .body("decision.state", equalTo("ACCEPTED"));
    }

    /** Out of the meter values that the stations sent. */
    private static void assertDelivered() {
        JsonPath request = RestAssured.get("/api/requests/north:flex-1").jsonPath();
        System.out.println(
                RestAssured.get("/api/requests/north:flex-1/delivery.csv").asString());
        assertThat(request.getList("history.state", String.class))
                .endsWith("ACTIVE", "COMPLETED", "REPORTED")
                .doesNotContain("FAILED");
        assertThat(request.getString("delivered.quality")).isEqualTo("MEASURED");
        double delivered = request.getDouble("delivered.deliveredKwh");
        double missing = request.getDouble("delivered.shortfallKwh");
        assertThat(delivered).as("delivered, %s kWh missing", missing).isGreaterThan(0.9 * (delivered + missing));
    }

    /** When a vehicle was first seen at its station, and with what. */
    private record Arrival(Instant at, double kwh) {}

    private final Map<String, Arrival> here = new HashMap<>();
    private final Map<String, List<Arrival>> arrivals = new HashMap<>();

    @Test
    void everyVehicleLeavesReadyInsideTheCorridorAndBelowTheLimit() throws Exception {
        List<Duty> promises = duties.after(BEGIN);
        assertThat(promises).hasSize(BUSES);
        try (World world = World.load(
                NightScenario.write("night-24-600", BUSES, BUSES / 2, SITE_KW, 1),
                WorldOptions.at(NightScenario.CONNECTOR).between(BEGIN, END))) {
            world.connect(URI.create("ws://127.0.0.1:" + RestAssured.port + "/ocpp"))
                    .toCompletableFuture()
                    .get();
            assertThat(world.connected()).isEqualTo(BUSES);
            Optional<GridRequest.SumSocBand> band = Optional.empty();
            double lowestInBand = Double.POSITIVE_INFINITY;
            for (Instant now = BEGIN; now.isBefore(END); now = now.plus(STEP)) {
                clock.advanceTo(now);
                world.advanceTo(now).toCompletableFuture().get();
                DepotSnapshot snapshot = cycle(now, world);
                noteArrivals(world, now);
                double sum = trueSumKwh(world);
                assertInsideCorridor(world, snapshot, now, sum);
                if (now.equals(BAND_ASKED)) {
                    band = Optional.of(askForMoreThanPlanned(snapshot));
                }
                if (now.equals(FLEX_ASKED)) {
                    askForLessThanPlanned(snapshot);
                }
                if (!now.isBefore(BAND_FROM) && now.isBefore(BAND_TO)) {
                    lowestInBand = Math.min(lowestInBand, sum);
                }
            }
            Report report = world.report();
            System.out.println(report.text());
            assertThat(report.departures()).hasSize(BUSES);
            assertThat(report.departures())
                    .allSatisfy(d -> assertThat(d.actualKwh())
                            .as("%s at %s", d.vehicle(), d.departure())
                            .isGreaterThanOrEqualTo(d.promisedKwh() - 0.2));
            assertThat(report.site().violations()).isEmpty();
            assertThat(report.discarded()).isZero();
            assertThat(world.troubles()).isEmpty();
            GridRequest.SumSocBand asked = band.orElseThrow();
            System.out.printf(
                    Locale.ROOT, "lowest in the band %.1f kWh, asked for %.1f kWh%n", lowestInBand, asked.lowerKwh());
            assertThat(lowestInBand).as("the band is obeyed").isGreaterThanOrEqualTo(asked.lowerKwh() - SAMPLE_KWH);
            assertDelivered();
            ChargingPlan optimum = new LpOptimiser().plan(hindsight(asked), Duration.ofMinutes(5));
            assertThat(optimum.status()).isEqualTo(ChargingPlan.Status.OPTIMAL);
            assertThat(optimum.shortfalls()).isEmpty();
            double leastEur = optimum.objectiveEur() - baseLoadEur();
            System.out.printf(
                    Locale.ROOT,
                    "charging cost %.2f EUR, optimum in hindsight %.2f EUR%n",
                    report.site().chargingEur(),
                    leastEur);
            assertThat(report.site().chargingEur())
                    .as("cost of charging, optimum in hindsight plus 2 %%")
                    .isLessThanOrEqualTo(1.02 * leastEur);
        }
    }

    /** The whole night as it turned out to be, planned at its beginning. */
    private ChargingProblem hindsight(GridRequest.SumSocBand band) {
        GridConditions site = grid.conditions(night());
        List<ChargingProblem.Vehicle> vehicles = new ArrayList<>();
        for (Vehicle v : fleet.depot().vehicles()) {
            Arrival arrival = arrivals.getOrDefault(v.id().value(), List.of()).get(0);
            Duty duty = duties.of(v.id(), arrival.at()).get(0);
            vehicles.add(new ChargingProblem.Vehicle(
                    v.id().value(),
                    Optional.empty(),
                    v.capacityKwh(),
                    arrival.kwh(),
                    0,
                    v.capacityKwh(),
                    v.maxChargeKw(),
                    0,
                    0,
                    v.chargeEfficiency(),
                    1,
                    0,
                    List.of(new ChargingProblem.Stay(arrival.at(), duty.departure(), duty.requiredKwh(), 0))));
        }
        return new ChargingProblem(
                night(),
                new ChargingProblem.Site(
                        site.importLimitKw(), site.exportLimitKw(), site.baseLoadKw(), site.pvKw(), List.of()),
                new ChargingProblem.Prices(site.importEurPerKwh(), site.exportEurPerKwh(), 0, 0),
                List.of(),
                vehicles,
                List.of(new ChargingProblem.Request.SumSocBand(
                        band.id(), band.from(), band.to(), band.lowerKwh(), band.upperKwh())));
    }

    private double baseLoadEur() {
        GridConditions site = grid.conditions(night());
        double eur = 0;
        for (int t = 0; t < night().steps(); t++) {
            eur += site.baseLoadKw().get(t) * site.importEurPerKwh().get(t) * night().stepHours();
        }
        return eur;
    }

    private static TimeGrid night() {
        return TimeGrid.covering(BEGIN, Duration.ofMinutes(5), Duration.between(BEGIN, END));
    }

    /** Ticks until nothing is left to command, as answers and new plans wake the running loop. */
    private DepotSnapshot cycle(Instant now, World world) throws Exception {
        ControlLoop.Cycle cycle = loop.tick(now);
        for (int more = 0; more < 20; more++) {
            boolean planning = !cycle.planned().isDone();
            cycle.answered().get();
            cycle.planned().get();
            world.settled().toCompletableFuture().get(); // readings that were asked for
            if (!planning && cycle.commands() == 0) {
                break;
            }
            cycle = loop.tick(now);
        }
        cycle.answered().get();
        return cycle.snapshot();
    }

    private void noteArrivals(World world, Instant now) {
        Map<String, Double> plugged = world.powerKw();
        here.keySet().retainAll(plugged.keySet());
        Map<String, Double> soc = world.socKwh();
        for (String vehicle : plugged.keySet()) {
            if (!here.containsKey(vehicle)) {
                Arrival arrival = new Arrival(now.minus(STEP), soc.getOrDefault(vehicle, 0.0));
                here.put(vehicle, arrival);
                arrivals.computeIfAbsent(vehicle, v -> new ArrayList<>()).add(arrival);
            }
        }
    }

    private double trueSumKwh(World world) {
        Map<String, Double> soc = world.socKwh();
        return here.keySet().stream().mapToDouble(v -> soc.getOrDefault(v, 0.0)).sum();
    }

    /** Bounds worked out here from the batteries' truth and the duty table, and those that the service published. */
    private void assertInsideCorridor(World world, DepotSnapshot snapshot, Instant now, double sum) {
        double lower = 0;
        double upper = 0;
        for (Vehicle vehicle : fleet.depot().vehicles()) {
            Arrival arrival = here.get(vehicle.id().value());
            if (arrival == null) {
                continue;
            }
            double perHour = vehicle.maxChargeKw() * vehicle.chargeEfficiency();
            upper += Math.min(
                    vehicle.capacityKwh(), arrival.kwh() + perHour * Units.hours(Duration.between(arrival.at(), now)));
            Duty duty = duties.of(vehicle.id(), now).get(0);
            lower += Math.max(0, duty.requiredKwh() - perHour * Units.hours(Duration.between(now, duty.departure())));
        }
        assertThat(sum).as("true sum at %s", now).isBetween(lower - 0.5, upper + 0.5);
        double unseen = SITE_KW / 60.0; // the most that flows between two meter values
        assertThat(snapshot.corridor().sumKwh())
                .as("published sum at %s", now)
                .isBetween(sum - SAMPLE_KWH - unseen, sum + SAMPLE_KWH);
        assertThat(snapshot.corridor().sumKwh())
                .as("published sum within published corridor at %s", now)
                .isBetween(
                        snapshot.corridor().needKwh() - SAMPLE_KWH,
                        snapshot.corridor().mostKwh() + SAMPLE_KWH);
    }

    private GridRequest.SumSocBand askForMoreThanPlanned(DepotSnapshot snapshot) {
        ChargingPlan plan = snapshot.plan().orElseThrow();
        int from = plan.grid().firstBoundaryFrom(BAND_FROM);
        double planned = plan.corridor().sumKwh().get(from);
        double most = plan.corridor().upperKwh().get(from);
        double lower = planned + BAND_ABOVE_PLAN_KWH;
        assertThat(lower).as("the band can be kept").isLessThan(most);
        var band = new GridRequest.SumSocBand("band", BAND_FROM, BAND_TO, lower, 1e6);
        grid.requests()
                .impose(
                        new GridSignal.Band(SignalId.ofDepot("band"), BAND_FROM, BAND_TO, lower, 1e6),
                        "It is part of the story.",
                        BAND_ASKED);
        return band;
    }
}
