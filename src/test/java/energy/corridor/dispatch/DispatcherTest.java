package energy.corridor.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import energy.corridor.dispatch.PaperDepot.Fate;
import energy.corridor.dispatch.PaperDepot.Station;
import energy.corridor.duty.VehicleId;
import energy.corridor.grid.GridLimit;
import energy.corridor.grid.Site;
import energy.corridor.optimiser.ChargingPlan;
import energy.corridor.optimiser.ChargingPlan.VehiclePlan;
import energy.corridor.optimiser.LimitTree;
import energy.corridor.quantity.Series;
import energy.corridor.quantity.TimeGrid;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DispatcherTest {

    private static final Instant EIGHT_PM = Instant.parse("2026-03-02T20:00:00Z");
    private static final Instant MORNING = EIGHT_PM.plus(Duration.ofHours(9));

    private final PaperDepot depot = new PaperDepot();
    private final InMemoryDispatchLog log = new InMemoryDispatchLog();
    private Dispatcher dispatcher = new Dispatcher(depot, log, PaperDepot.SETTINGS);

    @Test
    void aSetpointIsThePlansPowerOfTheIntervalThatHoldsNow() {
        Station a = depot.add("a", "", 100, 0, 5);
        depot.plugIn(a, MORNING);
        var plan = plan(EIGHT_PM, 50, Map.of("bus-a", new double[] {40, 70}));
        follow(EIGHT_PM, plan, 200);
        follow(EIGHT_PM.plus(Duration.ofHours(1)), plan, 200);
        assertThat(depot.received).extracting(Setpoint::powerKw).containsExactly(40.0, 70.0);
        assertThat(depot.received.get(0).validUntil()).isEqualTo(EIGHT_PM.plus(Duration.ofMinutes(15)));
    }

    @Test
    void theNextPlanStartsFromWhatIsGrantedThoughItsRoomIsNotFreeYet() {
        Station a = depot.add("a", "", 100, 0, 5);
        Station b = depot.add("b", "", 100, 0, 5);
        depot.plugIn(a, MORNING);
        depot.plugIn(b, MORNING);
        follow(
                EIGHT_PM,
                plan(EIGHT_PM, 50, Map.of("bus-a", new double[] {90, 90}, "bus-b", new double[] {10, 10})),
                100);
        depot.fates = setpoint -> Fate.TAKEN_LATE; // the decrease has been sent and not been answered yet
        Instant later = EIGHT_PM.plusSeconds(30);
        follow(later, plan(EIGHT_PM, 50, Map.of("bus-a", new double[] {10, 10}, "bus-b", new double[] {90, 90})), 100);
        assertThat(dispatcher.inForce(depot.state(later)))
                .extracting(Setpoint::powerKw)
                .containsExactly(90.0, 10.0);
        assertThat(dispatcher.vehiclesKw(depot.state(later)))
                .isEqualTo(Map.of(new VehicleId("bus-a"), 10.0, new VehicleId("bus-b"), 90.0));
    }

    @Test
    void aSetpointIsRenewedBeforeHalfItsLifeIsOver() {
        Station a = depot.add("a", "", 100, 0, 5);
        depot.plugIn(a, MORNING);
        var plan = plan(EIGHT_PM, 50, Map.of("bus-a", new double[] {40, 40}));
        for (int minute = 0; minute <= 15; minute++) {
            follow(EIGHT_PM.plus(Duration.ofMinutes(minute)), plan, 200);
        }
        assertThat(depot.received).hasSize(2);
        assertThat(depot.received.get(1).validUntil()).isEqualTo(EIGHT_PM.plus(Duration.ofMinutes(8 + 15)));
    }

    @Test
    void noSetpointOutlivesTheBeginningOfATighterLimit() {
        Station a = depot.add("a", "", 100, 0, 5);
        depot.plugIn(a, MORNING);
        var plan = plan(EIGHT_PM, 50, Map.of("bus-a", new double[] {40, 40}));
        Instant tighter = EIGHT_PM.plus(Duration.ofMinutes(4));
        for (int second = 0; second < 180; second += 5) {
            dispatcher.follow(
                    depot.state(EIGHT_PM.plusSeconds(second)),
                    Optional.of(plan),
                    tree(),
                    Map.of(LimitTree.ROOT, 200.0),
                    0,
                    tighter);
        }
        assertThat(depot.received).extracting(Setpoint::validUntil).containsExactly(tighter);
        assertThat(a.mayDrawKw(tighter)).isEqualTo(5);
    }

    @Test
    void anIncreaseWaitsUntilTheDecreaseThatMakesRoomIsAccepted() {
        Station a = depot.add("a", "", 100, 0, 0);
        Station b = depot.add("b", "", 100, 0, 0);
        depot.plugIn(a, MORNING);
        depot.plugIn(b, MORNING);
        follow(EIGHT_PM, plan(EIGHT_PM, 50, Map.of("bus-a", hold(100), "bus-b", hold(0))), 100);
        depot.fates = setpoint -> setpoint.evse().equals(a.evse.id()) ? Fate.TAKEN_LATE : Fate.TAKEN;
        var swapped = plan(EIGHT_PM, 50, Map.of("bus-a", hold(0), "bus-b", hold(100)));
        Instant later = EIGHT_PM.plusSeconds(5);
        follow(later, swapped, 100);
        assertThat(b.mayDrawKw(later)).isZero();
        depot.answerLate();
        follow(later.plusSeconds(5), swapped, 100);
        assertThat(b.mayDrawKw(later)).isEqualTo(100);
        assertThat(a.mayDrawKw(later)).isZero();
    }

    @Test
    void aLimitThatNeedsItHasEvenTheSmallestDecreaseSent() {
        Station a = depot.add("a", "", 100, 0, 0);
        depot.plugIn(a, MORNING);
        var plan = plan(EIGHT_PM, 50, Map.of("bus-a", hold(80)));
        follow(EIGHT_PM, plan, 80);
        Instant later = EIGHT_PM.plusSeconds(30);
        follow(later, plan, 79.9);
        assertThat(a.mayDrawKw(later)).isEqualTo(79.9);
        follow(later.plusSeconds(5), plan, 80); // and an increase as small is not worth a command
        assertThat(depot.received).extracting(Setpoint::powerKw).containsExactly(80.0, 79.9);
    }

    @Test
    void aVehicleWithNoTimeToLoseChargesAtFullPowerWhateverThePlanSays() {
        Station a = depot.add("a", "", 100, 0, 5);
        a.socKwh = 100;
        a.requiredKwh = 200;
        depot.plugIn(a, EIGHT_PM.plus(Duration.ofMinutes(69)));
        follow(EIGHT_PM, plan(EIGHT_PM, 100, Map.of("bus-a", hold(0))), 200);
        assertThat(a.mayDrawKw(EIGHT_PM)).isEqualTo(100);
    }

    @Test
    void anAcStationIsToldWholeAmperesWithinTheRoomThereIs() {
        Station urgent = depot.add("a", "", 22.1, 0, 0, 3);
        Station other = depot.add("b", "", 22.1, 0, 0, 3);
        Station late = depot.add("c", "", 22.1, 0, 0, 3);
        depot.plugIn(urgent, EIGHT_PM.plus(Duration.ofMinutes(98)));
        depot.plugIn(other, EIGHT_PM.plus(Duration.ofMinutes(99)));
        depot.plugIn(late, EIGHT_PM.plus(Duration.ofMinutes(100)));
        follow(EIGHT_PM, plan(EIGHT_PM, 200, Map.of()), 35);

        assertThat(urgent.mayDrawKw(EIGHT_PM)).isCloseTo(32 * 0.69, within(1e-9));
        assertThat(other.mayDrawKw(EIGHT_PM)).isCloseTo(18 * 0.69, within(1e-9)); // of 12.92 kW
        assertThat(late.mayDrawKw(EIGHT_PM)).isZero(); // 0.5 kW are less than 6 A
    }

    @Test
    void theMostUrgentVehicleIsServedFirstWhenTheLimitIsShort() {
        Station a = depot.add("a", "", 100, 0, 0);
        Station b = depot.add("b", "", 100, 0, 0);
        depot.plugIn(a, EIGHT_PM.plus(Duration.ofMinutes(98)));
        depot.plugIn(b, EIGHT_PM.plus(Duration.ofMinutes(95)));
        follow(EIGHT_PM, plan(EIGHT_PM, 50, Map.of()), 120);
        assertThat(b.mayDrawKw(EIGHT_PM)).isEqualTo(100);
        assertThat(a.mayDrawKw(EIGHT_PM)).isEqualTo(20);
    }

    @Test
    void aStationOutOfReachKeepsItsFallbackReserved() {
        Station lost = depot.add("lost", "", 100, 0, 30);
        Station b = depot.add("b", "", 100, 0, 5);
        depot.plugIn(lost, MORNING);
        depot.plugIn(b, MORNING);
        var plan = plan(EIGHT_PM, 50, Map.of("bus-lost", hold(0), "bus-b", hold(100)));
        follow(EIGHT_PM, plan, 110);
        follow(EIGHT_PM.plusSeconds(5), plan, 110);
        assertThat(b.mayDrawKw(EIGHT_PM)).isEqualTo(100);
        lost.connected = false;
        follow(EIGHT_PM.plusSeconds(10), plan, 110);
        assertThat(b.mayDrawKw(EIGHT_PM.plusSeconds(10))).isEqualTo(80);
    }

    @Test
    void aStationThatDrawsMoreThanItAcceptedIsNotedAndTheOthersMakeRoom() {
        Station rogue = depot.add("rogue", "", 100, 0, 0);
        Station b = depot.add("b", "", 100, 0, 0);
        depot.plugIn(rogue, MORNING);
        depot.plugIn(b, MORNING);
        var plan = plan(EIGHT_PM, 50, Map.of("bus-rogue", hold(20), "bus-b", hold(100)));
        follow(EIGHT_PM, plan, 130);
        rogue.meteredKw = Optional.of(90.0);
        rogue.meteredAt = EIGHT_PM.plusSeconds(90);
        follow(EIGHT_PM.plusSeconds(95), plan, 130);
        assertThat(log.findings).extracting(DispatchLog.Compliance::obeyed).containsExactly(false);
        assertThat(b.mayDrawKw(EIGHT_PM.plusSeconds(95))).isEqualTo(40);
    }

    @Test
    void anIncreaseWaitsUntilTheMeterShowsTheDecreaseThatMakesRoom() {
        Station a = depot.add("a", "", 100, 0, 0);
        Station b = depot.add("b", "", 100, 0, 0);
        depot.plugIn(a, MORNING);
        depot.plugIn(b, MORNING);
        meter(a, 0, EIGHT_PM);
        follow(EIGHT_PM, plan(EIGHT_PM, 50, Map.of("bus-a", hold(100), "bus-b", hold(0))), 100);
        meter(a, 100, EIGHT_PM.plusSeconds(30));
        var swapped = plan(EIGHT_PM, 50, Map.of("bus-a", hold(0), "bus-b", hold(100)));
        follow(EIGHT_PM.plusSeconds(40), swapped, 100);
        follow(EIGHT_PM.plusSeconds(45), swapped, 100);
        assertThat(a.mayDrawKw(EIGHT_PM)).as("told and accepted").isZero();
        assertThat(b.mayDrawKw(EIGHT_PM)).as("not yet seen at a's meter").isZero();
        assertThat(depot.asked).as("its meter is asked at once").containsExactly(a.evse.id());
        meter(a, 60, EIGHT_PM.plusSeconds(46)); // on its way down
        follow(EIGHT_PM.plusSeconds(50), swapped, 100);
        assertThat(b.mayDrawKw(EIGHT_PM)).isEqualTo(40);
        meter(a, 0, EIGHT_PM.plusSeconds(56));
        follow(EIGHT_PM.plusSeconds(60), swapped, 100);
        assertThat(b.mayDrawKw(EIGHT_PM)).isEqualTo(100);
    }

    @Test
    void anEvseThatDisobeysIsQuarantinedUntilItsMeterFollowsAgain() {
        Station rogue = depot.add("rogue", "", 100, 0, 0);
        Station b = depot.add("b", "", 100, 0, 0);
        depot.plugIn(rogue, MORNING);
        depot.plugIn(b, MORNING);
        var plan = plan(EIGHT_PM, 50, Map.of("bus-rogue", hold(20), "bus-b", hold(100)));
        follow(EIGHT_PM, plan, 130);
        meter(rogue, 90, EIGHT_PM.plusSeconds(90));
        Dispatcher.Round round = follow(EIGHT_PM.plusSeconds(95), plan, 130);
        assertThat(round.quarantined()).singleElement().satisfies(q -> {
            assertThat(q.evse()).isEqualTo(rogue.evse.id());
            assertThat(q.cause()).isEqualTo(Quarantine.Cause.DISOBEYS);
            assertThat(q.reservedKw()).isEqualTo(90);
            assertThat(q.reason()).isEqualTo("It draws 90.0 kW where it accepted 20.0 kW.");
        });
        assertThat(b.mayDrawKw(EIGHT_PM.plusSeconds(95))).isEqualTo(40);
        meter(rogue, 19, EIGHT_PM.plusSeconds(200));
        assertThat(follow(EIGHT_PM.plusSeconds(205), plan, 130).quarantined()).isEmpty();
        follow(EIGHT_PM.plusSeconds(210), plan, 130);
        assertThat(b.mayDrawKw(EIGHT_PM.plusSeconds(210))).isEqualTo(100);
        assertThat(log.findings).extracting(DispatchLog.Compliance::obeyed).containsExactly(false, true);
    }

    @Test
    void aFullVehicleIsNoProofThatAnEvseObeysAgain() {
        Station rogue = depot.add("rogue", "", 100, 0, 0);
        depot.plugIn(rogue, MORNING);
        var plan = plan(EIGHT_PM, 50, Map.of("bus-rogue", hold(20)));
        follow(EIGHT_PM, plan, 130);
        meter(rogue, 90, EIGHT_PM.plusSeconds(90));
        follow(EIGHT_PM.plusSeconds(95), plan, 130);
        meter(rogue, 0, EIGHT_PM.plusSeconds(200));
        assertThat(follow(EIGHT_PM.plusSeconds(205), plan, 130).quarantined()).hasSize(1);
    }

    @Test
    void aMeterThatFallsSilentOrStandsStillCostsTheRoomOfAllThatItsEvseCanGive() {
        Station silent = depot.add("silent", "", 50, 0, 0);
        Station b = depot.add("b", "", 100, 0, 0);
        depot.plugIn(silent, MORNING);
        depot.plugIn(b, MORNING);
        var plan = plan(EIGHT_PM, 50, Map.of("bus-silent", hold(10), "bus-b", hold(100)));
        meter(silent, 9, EIGHT_PM);
        follow(EIGHT_PM, plan, 110);
        follow(EIGHT_PM.plusSeconds(5), plan, 110);
        assertThat(b.mayDrawKw(EIGHT_PM.plusSeconds(5))).isEqualTo(100);
        follow(EIGHT_PM.plusSeconds(200), plan, 110);
        assertThat(depot.asked).as("asked before it counts as silent").containsExactly(silent.evse.id());
        Dispatcher.Round round = follow(EIGHT_PM.plusSeconds(310), plan, 110);
        assertThat(round.quarantined()).extracting(Quarantine::cause).containsExactly(Quarantine.Cause.SILENT_METER);
        assertThat(b.mayDrawKw(EIGHT_PM.plusSeconds(310))).isEqualTo(60);
        meter(silent, 9, EIGHT_PM.plusSeconds(320));
        assertThat(follow(EIGHT_PM.plusSeconds(325), plan, 110).quarantined()).isEmpty();
        silent.standsSince = Optional.of(EIGHT_PM.plusSeconds(300));
        assertThat(follow(EIGHT_PM.plusSeconds(330), plan, 110).quarantined())
                .extracting(Quarantine::cause)
                .containsExactly(Quarantine.Cause.FROZEN_METER);
    }

    /**
     * Stations that say Accepted and go on as they did, at any time and for as long as they like: what all may draw stays within the
     * limit, since nothing is given away before a meter shows that it is free.
     */
    @ParameterizedTest
    @MethodSource("seeds")
    void stationsThatDisobeyBreakNoLimit(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 10; i++) {
            Station station = depot.add("s" + i, "", 60, 0, 5);
            depot.plugIn(station, MORNING);
            meter(station, 0, EIGHT_PM);
        }
        double site = 250;
        Instant now = EIGHT_PM;
        double most = 0;
        int quarantined = 0;
        for (int cycle = 0; cycle < 600; cycle++) {
            now = now.plusSeconds(5);
            Map<String, double[]> powers = new HashMap<>();
            for (Station station : depot.stations.values()) {
                if (random.nextInt(200) == 0) {
                    station.disobeys = !station.disobeys;
                }
                if (random.nextInt(3) == 0) {
                    meter(station, station.mayDrawKw(now), now.minusMillis(500));
                }
                int block = (station.evse.id().station().value().charAt(1) + cycle / 24) % 3;
                powers.put(station.vehicle.id().value(), hold(block == 0 ? 0 : 10 + random.nextInt(50)));
            }
            Dispatcher.Round round = follow(now, plan(now.minusSeconds(60), 50, powers), site);
            quarantined += round.quarantined().size();
            assertThat(depot.mayDrawKw(now)).as("cycle %d", cycle).isLessThanOrEqualTo(site + 1e-6);
            most = Math.max(most, depot.mayDrawKw(now));
        }
        assertThat(quarantined).as("they are found out").isPositive();
        assertThat(most).as("the limit is used, not just avoided").isGreaterThan(0.6 * site);
    }

    private static void meter(Station station, double kw, Instant at) {
        station.meteredKw = Optional.of(kw);
        station.meteredAt = at;
    }

    @Test
    void aPlanBelowTheLeastPowerChargesInTurnsAndKeepsPace() {
        Station a = depot.add("a", "", 100, 20, 0);
        depot.plugIn(a, EIGHT_PM.plus(Duration.ofHours(20)));
        var plan = plan(EIGHT_PM, 50, Map.of("bus-a", hold(8)));
        Instant now = EIGHT_PM;
        for (int minute = 0; minute < 120; minute++) {
            follow(now, plan, 200);
            assertThat(a.mayDrawKw(now)).isIn(0.0, 20.0);
            a.socKwh += a.mayDrawKw(now) / 60;
            now = now.plusSeconds(60);
        }
        assertThat(a.socKwh).isCloseTo(50 + 16, within(0.5));
    }

    @Test
    void whenNobodyRenewsSetpointsAnyMorePowerFallsBeforeTheRestRises() {
        for (int i = 0; i < 12; i++) {
            depot.plugIn(depot.add("s" + i, "", 100, 0, 10), MORNING);
        }
        for (int minute = 0; minute < 60; minute++) {
            Instant now = EIGHT_PM.plus(Duration.ofMinutes(minute));
            Map<String, double[]> powers = new HashMap<>();
            for (int i = 0; i < 12; i++) {
                powers.put("bus-s" + i, hold(i < 6 ? 0 : 15 + 10 * ((i + minute) % 6))); // those at 0 are renewed only
            }
            follow(now, plan(EIGHT_PM, 50, powers), 240);
            follow(now.plusSeconds(5), plan(EIGHT_PM, 50, powers), 240);
            assertThat(depot.mayDrawKw(now)).as("all of the limit is used").isEqualTo(240);
            for (int later = 0; later < 30; later++) {
                assertThat(depot.mayDrawKw(now.plus(Duration.ofMinutes(later))))
                        .as("%d min after minute %d", later, minute)
                        .isLessThanOrEqualTo(240);
            }
        }
    }

    static Stream<Long> seeds() {
        return LongStream.rangeClosed(1, 60).boxed();
    }

    /**
     * Whatever commands are refused, lost, late or obeyed unheard, and whenever the service is killed, for good or to be started
     * again: what stations may draw never exceeds a limit.
     */
    @ParameterizedTest
    @MethodSource("seeds")
    void noSetOfFatesBreaksALimit(long seed) {
        Random random = new Random(seed);
        LimitTree tree = tree("feeder-1", "feeder-2");
        double site = 260;
        double feeder = 160;
        for (int i = 0; i < 12; i++) {
            depot.add("s" + i, i % 2 == 0 ? "feeder-1" : "feeder-2", 50 + 50 * (i % 2), 0, 10);
        }
        Fate[] dice = {Fate.REFUSED, Fate.TAKEN_BUT_ANSWER_LOST, Fate.LOST, Fate.TAKEN_LATE, Fate.TAKEN_LATE};
        depot.fates = setpoint -> {
            int thrown = random.nextInt(10);
            return thrown < dice.length ? dice[thrown] : Fate.TAKEN;
        };
        Map<String, Double> limits = Map.of(LimitTree.ROOT, site, "feeder-1", feeder, "feeder-2", feeder);
        Instant now = EIGHT_PM;
        double most = 0;
        for (int cycle = 0; cycle < 400; cycle++) {
            now = now.plusSeconds(15);
            Map<String, double[]> powers = new HashMap<>();
            for (Station station : depot.stations.values()) {
                chance(random, station, now);
                powers.put(station.vehicle.id().value(), hold(random.nextInt(3) == 0 ? 0 : random.nextInt(100)));
            }
            ChargingPlan plan = plan(now.minusSeconds(60), 50, powers);
            double shiftKw = random.nextBoolean() ? 0 : random.nextInt(200) - 100;
            dispatcher.follow(depot.state(now), Optional.of(plan), tree, limits, shiftKw, Instant.MAX);
            for (Instant at = now; at.isBefore(now.plusSeconds(15)); at = at.plusSeconds(5)) {
                assertThat(depot.mayDrawKw(at)).as("site, cycle %d", cycle).isLessThanOrEqualTo(site + 1e-6);
                assertThat(depot.mayDrawKw(at, "feeder-1")).as("feeder-1").isLessThanOrEqualTo(feeder + 1e-6);
                assertThat(depot.mayDrawKw(at, "feeder-2")).as("feeder-2").isLessThanOrEqualTo(feeder + 1e-6);
            }
            for (Instant at = now; at.isBefore(now.plusSeconds(30 * 60)); at = at.plusSeconds(30)) {
                assertThat(depot.mayDrawKw(at))
                        .as("site at %s, the service gone at %s", at, now)
                        .isLessThanOrEqualTo(site + 1e-6);
            }
            if (random.nextInt(40) == 0) {
                depot.serviceKilled(random);
                dispatcher = new Dispatcher(depot, log, PaperDepot.SETTINGS);
                dispatcher.load();
            }
            most = Math.max(most, depot.mayDrawKw(now));
            if (random.nextBoolean()) {
                depot.answerLate();
            }
        }
        assertThat(most).as("the limit is used, not just avoided").isGreaterThan(0.7 * site);
    }

    /** Vehicles come and go, links break and heal; a place is taken again two cycles after it was left at the earliest. */
    private void chance(Random random, Station station, Instant now) {
        int thrown = random.nextInt(60);
        if (thrown == 0 && station.transaction == 0 && !now.isBefore(station.meteredAt)) {
            station.socKwh = random.nextInt(200);
            depot.plugIn(station, now.plus(Duration.ofMinutes(30 + random.nextInt(500))));
        } else if (thrown == 1 && station.transaction != 0) {
            depot.unplug(station);
            station.meteredAt = now.plusSeconds(30);
        } else if (thrown == 2) {
            station.connected = !station.connected;
        }
    }

    private Dispatcher.Round follow(Instant now, ChargingPlan plan, double siteKw) {
        return dispatcher.follow(
                depot.state(now), Optional.of(plan), tree(), Map.of(LimitTree.ROOT, siteKw), 0, Instant.MAX);
    }

    private static double[] hold(double kw) {
        return new double[] {kw, kw};
    }

    private static ChargingPlan plan(Instant start, double startKwh, Map<String, double[]> powers) {
        TimeGrid grid = new TimeGrid(start, Duration.ofHours(1), 2);
        List<VehiclePlan> vehicles = powers.entrySet().stream()
                .map(e -> new VehiclePlan(
                        e.getKey(),
                        Series.of(e.getValue()),
                        Series.of(startKwh, startKwh + e.getValue()[0], startKwh + e.getValue()[0] + e.getValue()[1]),
                        List.of()))
                .toList();
        return PlansOnPaper.of(grid, vehicles);
    }

    private static LimitTree tree(String... limits) {
        return LimitTree.of(new Site(
                0,
                0,
                Stream.of(limits)
                        .map(l -> new GridLimit(l, Optional.empty(), 0, 0))
                        .toList(),
                0,
                List.of(),
                List.of()));
    }
}
