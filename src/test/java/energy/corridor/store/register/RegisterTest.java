package energy.corridor.store.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import energy.corridor.duty.Duty;
import energy.corridor.duty.VehicleId;
import energy.corridor.fleet.ChargingCurve;
import energy.corridor.fleet.Depot;
import energy.corridor.fleet.Evse;
import energy.corridor.fleet.FleetStore.TelematicsSample;
import energy.corridor.fleet.Vehicle;
import energy.corridor.grid.GridLimit;
import energy.corridor.grid.LoadPoint;
import energy.corridor.grid.PricePoint;
import energy.corridor.grid.Site;
import energy.corridor.grid.contact.Contact;
import energy.corridor.grid.contact.ContactStore;
import energy.corridor.grid.contact.OperatorRules;
import energy.corridor.grid.delivery.DeliveryReport;
import energy.corridor.grid.delivery.Quality;
import energy.corridor.grid.request.Decision;
import energy.corridor.grid.request.GridSignal;
import energy.corridor.grid.request.GridSignal.Band;
import energy.corridor.grid.request.GridSignal.BaselineMethod;
import energy.corridor.grid.request.GridSignal.Dispatch;
import energy.corridor.grid.request.GridSignal.GridAlert;
import energy.corridor.grid.request.GridSignal.LimitKind;
import energy.corridor.grid.request.GridSignal.Reserve;
import energy.corridor.grid.request.GridSignal.SiteLimit;
import energy.corridor.grid.request.LoadProfile;
import energy.corridor.grid.request.ReasonCode;
import energy.corridor.grid.request.RequestBook;
import energy.corridor.grid.request.RequestRecord.Channel;
import energy.corridor.grid.request.RequestState;
import energy.corridor.grid.request.RequestStore;
import energy.corridor.grid.request.SignalId;
import energy.corridor.grid.request.Slot;
import energy.corridor.optimiser.ChargingPlan;
import energy.corridor.optimiser.ChargingPlan.Corridor;
import energy.corridor.optimiser.ChargingPlan.RequestResult;
import energy.corridor.optimiser.ChargingPlan.ShadowPrices;
import energy.corridor.optimiser.ChargingPlan.Shortfall;
import energy.corridor.optimiser.ChargingPlan.StoragePlan;
import energy.corridor.optimiser.ChargingPlan.VehiclePlan;
import energy.corridor.quantity.Series;
import energy.corridor.quantity.TimeGrid;
import energy.corridor.store.StoreAlone;
import energy.corridor.store.journal.Tables;
import energy.corridor.telemetry.EvseId;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every register is read as it was written. */
@QuarkusTest
@TestProfile(StoreAlone.class)
class RegisterTest {

    private static final Instant EVENING = Instant.parse("2026-03-02T18:00:00Z");
    private static final VehicleId BUS_1 = new VehicleId("bus-1");
    private static final VehicleId BUS_2 = new VehicleId("bus-2");

    @Inject
    DataSource database;

    @Inject
    PanacheFleetStore fleet;

    @Inject
    PanacheDutyStore duties;

    @Inject
    PanacheGridStore grid;

    @Inject
    PanachePlanStore plans;

    @Inject
    RequestStore requests;

    @Inject
    ContactStore contacts;

    @BeforeEach
    void empty() {
        Tables.empty(database);
    }

    @Test
    void anEmptyDatabaseIsAnEmptyDepot() {
        assertThat(fleet.depot()).isEqualTo(Depot.EMPTY);
        assertThat(fleet.newestSamples()).isEmpty();
        assertThat(duties.departingFrom(Instant.EPOCH)).isEmpty();
        assertThat(grid.site()).isEqualTo(Site.EMPTY);
        assertThat(requests.endingAfter(Instant.EPOCH)).isEmpty();
        assertThat(contacts.contacts()).isEmpty();
        assertThat(plans.newest()).isEmpty();
    }

    @Test
    void theDepotKeepsItsOrderItsTagsAndItsCurves() {
        ChargingCurve curve =
                new ChargingCurve(List.of(new ChargingCurve.Point(0, 150), new ChargingCurve.Point(0.8, 40)));
        Depot depot = new Depot(
                List.of(evse("Station-Z"), evse("Station-A")),
                List.of(
                        vehicle(BUS_2, List.of("tag-2", "card-2"), curve),
                        vehicle(BUS_1, List.of("tag-1"), ChargingCurve.FLAT)));
        fleet.save(depot);
        assertThat(fleet.depot()).isEqualTo(depot);
    }

    @Test
    void aTagMayMoveToAnotherVehicleAndAnEvseMayGo() {
        fleet.save(new Depot(
                List.of(evse("Station-A"), evse("Station-B")),
                List.of(
                        vehicle(BUS_1, List.of("tag-1"), ChargingCurve.FLAT),
                        vehicle(BUS_2, List.of("tag-2"), ChargingCurve.FLAT))));
        Depot swapped = new Depot(
                List.of(evse("Station-B")),
                List.of(
                        vehicle(BUS_1, List.of("tag-2"), ChargingCurve.FLAT),
                        vehicle(BUS_2, List.of("tag-1"), ChargingCurve.FLAT)));
        fleet.save(swapped);
        assertThat(fleet.depot()).isEqualTo(swapped);
    }

    @Test
    void theSameTelematicsSampleCountsOnceAndTheNewestIsRead() {
        fleet.save(new Depot(List.of(), List.of(vehicle(BUS_1, List.of("tag-1"), ChargingCurve.FLAT))));
        TelematicsSample newest = new TelematicsSample(BUS_1, EVENING.plusSeconds(60), EVENING.plusSeconds(61), 91.5);
        fleet.save(newest);
        fleet.save(new TelematicsSample(BUS_1, EVENING, EVENING.plusSeconds(90), 90));
        fleet.save(new TelematicsSample(BUS_1, EVENING.plusSeconds(60), EVENING.plusSeconds(99), 17));
        assertThat(fleet.newestSamples()).containsExactly(newest);
    }

    @Test
    void onlyTheLaterDutiesOfTheNamedVehiclesGiveWay() {
        Duty past = duty(BUS_1, -10, -1);
        Duty later = duty(BUS_1, 1, 9);
        Duty other = duty(BUS_2, 2, 8);
        duties.replace(Set.of(BUS_1, BUS_2), EVENING.minusSeconds(86_400), List.of(past, later, other));
        Duty instead = duty(BUS_1, 3, 10);
        duties.replace(Set.of(BUS_1), EVENING, List.of(instead));
        assertThat(duties.departingFrom(Instant.EPOCH)).containsExactly(past, other, instead);
        assertThat(duties.departingFrom(other.departure())).containsExactly(other, instead);
    }

    @Test
    void aReplacementThatCannotBeKeptLeavesTheDutiesAsTheyWere() {
        Duty kept = duty(BUS_1, 1, 9);
        duties.replace(Set.of(BUS_1), EVENING, List.of(kept));
        Instant beyond = Instant.MAX;
        assertThatThrownBy(
                        () -> duties.replace(Set.of(BUS_1), EVENING, List.of(new Duty(BUS_1, EVENING, beyond, 100, 0))))
                .isInstanceOf(RuntimeException.class);
        assertThat(duties.departingFrom(Instant.EPOCH)).containsExactly(kept);
    }

    @Test
    void theSiteIsReadWithItsTreeItsPricesAndItsLoads() {
        Site site = new Site(
                500,
                100,
                List.of(
                        new GridLimit("feeder-1", Optional.empty(), 250, 50),
                        new GridLimit("row-a", Optional.of("feeder-1"), 120, 0)),
                6.5,
                List.of(new PricePoint(EVENING, 0.21, 0.05), new PricePoint(EVENING.plusSeconds(900), -0.02, -0.04)),
                List.of(new LoadPoint(EVENING, 80, 0), new LoadPoint(EVENING.plusSeconds(900), 75.5, 12)));
        grid.save(site);
        assertThat(grid.site()).isEqualTo(site);
        Site smaller = new Site(400, 0, List.of(), 0, List.of(), List.of());
        grid.save(smaller);
        assertThat(grid.site()).isEqualTo(smaller);
    }

    @Test
    void requestsOfEveryKindComeBackWithAllThatHappenedToThem() {
        Instant end = EVENING.plusSeconds(3600);
        List<Slot> slots =
                List.of(new Slot(EVENING, EVENING.plusSeconds(900), 50.5), new Slot(EVENING.plusSeconds(900), end, -3));
        List<Slot> one = List.of(new Slot(EVENING, Slot.OPEN, 200));
        List<GridSignal> asked = List.of(
                new SiteLimit(new SignalId("north", "a", 2), false, LimitKind.SUBSCRIPTION, Optional.of(3), one),
                new Band(SignalId.ofDepot("b"), EVENING, end, 1500, 2600),
                new Dispatch(SignalId.ofDepot("c"), true, slots, 0.9, BaselineMethod.METER_BEFORE),
                new Reserve(SignalId.ofDepot("d"), true, one, 30, 0.01, true),
                new GridAlert(SignalId.ofDepot("e"), "ALERT_OTHER", "Dim the lights.", EVENING, end));
        var book = new RequestBook(requests);
        for (GridSignal signal : asked) {
            book.receive(
                    signal, Optional.of(end), Optional.of(new Channel("answers", "bWFyaw==")), EVENING.minusSeconds(9));
        }
        book.decide(
                asked.get(2).id(),
                new Decision(
                        RequestState.PARTIALLY_ACCEPTED,
                        ReasonCode.VEHICLE_READY_TIME,
                        "bus-1 must leave",
                        Optional.of(asked.get(2)),
                        List.of(new Decision.Cost("bus-1", end, 4.2, "the limit")),
                        Optional.of(new LoadProfile(EVENING, Duration.ofMinutes(5), List.of(1.5, 2.0)))),
                EVENING.minusSeconds(7));
        book.measured(
                asked.get(2).id(),
                new DeliveryReport(
                        "DECLARED",
                        1,
                        end,
                        false,
                        List.of(new DeliveryReport.Interval(
                                EVENING,
                                end,
                                12,
                                Optional.of(20.0),
                                Optional.of(13.5),
                                Optional.of(6.5),
                                Optional.empty(),
                                Quality.ESTIMATED,
                                Optional.of(DeliveryReport.Cause.CHARGER)))),
                RequestState.ACTIVE,
                ReasonCode.OK,
                "under way",
                EVENING);
        book.cancel("b", "no more", EVENING);
        var restarted = new RequestBook(requests);
        restarted.load(EVENING);
        assertThat(restarted.all()).isEqualTo(book.all());
        assertThat(restarted.find("c").orElseThrow().history()).hasSizeGreaterThan(3);
        assertThat(requests.newest("north:a")).contains(book.find("north:a").orElseThrow());
        assertThat(requests.newest("nobody")).isEmpty();
    }

    @Test
    void contactsComeBackAsTheyWere() {
        OperatorRules rules = new OperatorRules(
                "north",
                120.5,
                Duration.ofMinutes(1),
                Duration.ofMinutes(2),
                Duration.ZERO,
                Optional.of(Duration.ofHours(2)));
        Contact contact = Contact.starting(rules, EVENING, Optional.empty());
        contacts.save(contact, true);
        assertThat(contacts.contacts()).containsExactly(contact);
        Contact heard = contact.heard(EVENING.plusSeconds(5), Contact.Schedule.FREE);
        contacts.save(heard, true);
        assertThat(contacts.contacts()).containsExactly(heard);
        assertThat(contacts.remove("north")).isTrue();
        assertThat(contacts.contacts()).isEmpty();
    }

    @Test
    void thePlanThatWasSavedLastIsInForce() {
        plans.save(plan(ChargingPlan.Status.FALLBACK, 0.5, Double.NEGATIVE_INFINITY), EVENING.plusSeconds(60));
        plans.save(plan(ChargingPlan.Status.OPTIMAL, 3.25, 3.2), EVENING);
        ChargingPlan saved = plan(ChargingPlan.Status.OPTIMAL, 3.25, 3.2);
        assertThat(plans.newest())
                .contains(new ChargingPlan(
                        saved.status(),
                        saved.objectiveEur(),
                        saved.boundEur(),
                        saved.millis(),
                        saved.grid(),
                        saved.vehicles(),
                        saved.storage(),
                        saved.sitePowerKw(),
                        saved.peakKw(),
                        saved.limitExceededKw(),
                        saved.corridor(),
                        saved.shortfalls(),
                        new ShadowPrices(Series.of(), Map.of()),
                        List.of()));
    }

    @Test
    void aPlanWithoutAProvenBoundIsKept() {
        plans.save(plan(ChargingPlan.Status.FALLBACK, 0.5, Double.NEGATIVE_INFINITY), EVENING);
        assertThat(plans.newest().orElseThrow().boundEur()).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Test
    void aDepotOfAThousandVehiclesIsSavedAndRead() {
        Depot depot = new Depot(
                IntStream.range(0, 1000).mapToObj(i -> evse("Station-" + i)).toList(),
                IntStream.range(0, 1000)
                        .mapToObj(i -> vehicle(new VehicleId("bus-" + i), List.of("tag-" + i), ChargingCurve.FLAT))
                        .toList());
        fleet.save(depot);
        assertThat(fleet.depot()).isEqualTo(depot);
    }

    private static ChargingPlan plan(ChargingPlan.Status status, double objectiveEur, double boundEur) {
        return new ChargingPlan(
                status,
                objectiveEur,
                boundEur,
                812,
                new TimeGrid(EVENING, Duration.ofMinutes(15), 2),
                List.of(new VehiclePlan("bus-1", Series.of(80, -20.5), Series.of(90, 108.8, 103), List.of(0.0, 4.2))),
                List.of(new StoragePlan("battery-1", Series.of(0, 10), Series.of(200, 200, 202.4))),
                Series.of(160, 69.5),
                210,
                Series.of(0, 0),
                new Corridor(Series.of(90, 113, 136), Series.of(90, 90, 95), Series.of(90, 108.8, 103)),
                List.of(new Shortfall("bus-1", 1, 4.2, "feeder-1 is full from 22:15 to 04:45")),
                new ShadowPrices(Series.of(0.1, 0), Map.of("feeder-1", Series.of(0.2, 0))),
                List.of(new RequestResult("cap-1", Series.of(0, 0), 0)));
    }

    private static Duty duty(VehicleId vehicle, int fromHour, int toHour) {
        return new Duty(vehicle, EVENING.plusSeconds(fromHour * 3600L), EVENING.plusSeconds(toHour * 3600L), 300, 120);
    }

    private static Evse evse(String station) {
        return new Evse(EvseId.of(station, 1), "feeder-1", 150, 5.5, 10, 0);
    }

    private static Vehicle vehicle(VehicleId id, List<String> tags, ChargingCurve curve) {
        return new Vehicle(id, tags, 350, 35, 150, 5, 60, 0.94, 0.93, 0.04, curve);
    }
}
