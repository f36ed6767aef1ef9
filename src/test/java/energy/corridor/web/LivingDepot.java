package energy.corridor.web;

import energy.corridor.corridor.CorridorHistory;
import energy.corridor.corridor.SumSocCorridor;
import energy.corridor.dispatch.Quarantine;
import energy.corridor.dispatch.Setpoint;
import energy.corridor.duty.Duty;
import energy.corridor.duty.DutyBook;
import energy.corridor.duty.InMemoryDutyStore;
import energy.corridor.duty.VehicleId;
import energy.corridor.fleet.ChargingCurve;
import energy.corridor.fleet.ConnectorStatus;
import energy.corridor.fleet.Depot;
import energy.corridor.fleet.Evse;
import energy.corridor.fleet.FleetBook;
import energy.corridor.fleet.FleetState;
import energy.corridor.fleet.InMemoryFleetStore;
import energy.corridor.fleet.StationEvent;
import energy.corridor.fleet.Vehicle;
import energy.corridor.grid.GridBook;
import energy.corridor.grid.GridLimit;
import energy.corridor.grid.InMemoryGridStore;
import energy.corridor.grid.LoadPoint;
import energy.corridor.grid.PricePoint;
import energy.corridor.grid.Site;
import energy.corridor.grid.frequency.FrequencyControl;
import energy.corridor.grid.frequency.FrequencyReport;
import energy.corridor.grid.request.GridSignal.Band;
import energy.corridor.grid.request.GridSignal.LimitKind;
import energy.corridor.grid.request.GridSignal.SiteLimit;
import energy.corridor.grid.request.SignalId;
import energy.corridor.grid.request.Slot;
import energy.corridor.optimiser.ChargingPlan;
import energy.corridor.optimiser.DepotProblem;
import energy.corridor.optimiser.Reason;
import energy.corridor.optimiser.flexibility.Flexibility;
import energy.corridor.quantity.Series;
import energy.corridor.quantity.TimeGrid;
import energy.corridor.quantity.Units;
import energy.corridor.telemetry.EvseId;
import energy.corridor.telemetry.Measurand;
import energy.corridor.telemetry.MeterReading;
import energy.corridor.telemetry.StationId;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * A depot of 20 buses (or as many as the system property corridor.buses says) in one night, for tests of what the web shows: real books and a real corridor over a simple world in
 * which buses charge when energy is cheap, or when they must. Moves only when it is told to.
 */
final class LivingDepot extends Clock implements DepotView, CorridorHistory {

    static final Instant BEGIN = Instant.parse("2026-03-02T14:00:00Z");
    static final Instant NIGHT = Instant.parse("2026-03-02T21:40:00Z");

    private static final Instant CHEAP_FROM = Instant.parse("2026-03-02T21:00:00Z");
    private static final int BUSES = Integer.getInteger("corridor.buses", 20);
    private static final double SCALE = BUSES / 20.0;
    private static final double SITE_KW = 700 * SCALE;
    private static final Duration REPORTS = Duration.ofMinutes(1);
    private static final Duration VALID = Duration.ofMinutes(15);
    private static final double BUS_KW = 120;
    private static final double CAPACITY_KWH = 320;
    private static final double EFFICIENCY = 0.95;

    final DutyBook duties = new DutyBook(new InMemoryDutyStore());
    final GridBook grid = InMemoryGridStore.book();
    final FleetBook fleet = new FleetBook(new InMemoryFleetStore(Depot.EMPTY), duties);

    /** What the loop would say of the next cycles. */
    volatile List<Quarantine> quarantined = List.of();

    volatile FrequencyControl frequency = FrequencyControl.off();

    private final List<Bus> buses = new ArrayList<>();
    private final Map<EvseId, Setpoint> setpoints = new HashMap<>();
    private final List<CorridorHistory.Point> history = new CopyOnWriteArrayList<>();
    private final List<Consumer<DepotSnapshot>> listeners = new CopyOnWriteArrayList<>();
    private volatile Instant now = BEGIN;
    private volatile Optional<DepotSnapshot> newest = Optional.empty();
    private long lastTransaction;
    private int ticks;
    private Optional<ChargingPlan> plan = Optional.empty();
    private Instant plannedAt = BEGIN;

    private static final class Bus {
        final String id;
        final EvseId evse;
        final Instant arrival;
        final Instant departure;
        double kwh;
        double meterKwh;
        double kw;
        long transaction;

        Bus(String id, EvseId evse, Instant arrival, Instant departure, double kwh) {
            this.id = id;
            this.evse = evse;
            this.arrival = arrival;
            this.departure = departure;
            this.kwh = kwh;
        }

        boolean here(Instant at) {
            return !at.isBefore(arrival) && at.isBefore(departure);
        }

        double laxityHours(Instant at, double energy) {
            return Units.hours(Duration.between(at, departure))
                    - Math.max(0, requiredKwh() - energy) / (BUS_KW * EFFICIENCY);
        }

        double requiredKwh() {
            return 0.9 * CAPACITY_KWH;
        }
    }

    LivingDepot() {
        Random random = new Random(7);
        List<Evse> evses = new ArrayList<>();
        List<Vehicle> vehicles = new ArrayList<>();
        List<Duty> stays = new ArrayList<>();
        for (int i = 1; i <= BUSES; i++) {
            EvseId evse = EvseId.of("bay-%02d".formatted(i), 1);
            Instant arrival = BEGIN.plus(Duration.ofMinutes(60 + random.nextInt(520)));
            Instant departure = Instant.parse("2026-03-03T03:30:00Z").plus(Duration.ofMinutes(random.nextInt(150)));
            Bus bus = new Bus("bus-%02d".formatted(i), evse, arrival, departure, 40 + random.nextInt(180));
            if (i == 18) {
                bus.kwh = 25;
            }
            buses.add(bus);
            evses.add(new Evse(evse, i <= BUSES / 2 ? "feeder-north" : "feeder-south", 150, 0, 5, 0));
            vehicles.add(new Vehicle(
                    new VehicleId(bus.id),
                    List.of(bus.id),
                    CAPACITY_KWH,
                    0,
                    BUS_KW,
                    0,
                    0,
                    EFFICIENCY,
                    EFFICIENCY,
                    0,
                    ChargingCurve.FLAT));
            boolean early = i == 18;
            stays.add(new Duty(
                    new VehicleId(bus.id),
                    arrival,
                    early ? Instant.parse("2026-03-02T23:20:00Z") : departure,
                    bus.requiredKwh(),
                    CAPACITY_KWH - bus.kwh));
        }
        fleet.register(new Depot(evses, vehicles));
        grid.site(new Site(
                SITE_KW,
                0,
                List.of(
                        new GridLimit("feeder-north", Optional.empty(), 450 * SCALE, 0),
                        new GridLimit("feeder-south", Optional.empty(), 450 * SCALE, 0)),
                6.5,
                List.of(
                        new PricePoint(BEGIN, 0.34, 0),
                        new PricePoint(CHEAP_FROM, 0.19, 0),
                        new PricePoint(Instant.parse("2026-03-03T05:00:00Z"), 0.36, 0)),
                loads(random)));
        grid.requests()
                .impose(
                        new SiteLimit(
                                SignalId.ofDepot("dso-cap-7"),
                                false,
                                LimitKind.LIMIT,
                                Optional.empty(),
                                List.of(new Slot(
                                        Instant.parse("2026-03-02T23:00:00Z"),
                                        Instant.parse("2026-03-03T00:30:00Z"),
                                        450 * SCALE))),
                        "It is part of the story.",
                        BEGIN);
        grid.requests()
                .impose(
                        new Band(
                                SignalId.ofDepot("reserve-band"),
                                Instant.parse("2026-03-03T01:00:00Z"),
                                Instant.parse("2026-03-03T02:00:00Z"),
                                3900 * SCALE,
                                5600 * SCALE),
                        "It is part of the story.",
                        BEGIN);
        duties.replace(Set.copyOf(vehicles.stream().map(Vehicle::id).toList()), BEGIN, stays);
        for (Bus bus : buses) {
            StationId station = bus.evse.station();
            if (!bus.id.equals("bus-07")) {
                fleet.accept(new StationEvent.Connected(station, now));
                fleet.accept(new StationEvent.Booted(station, now, "Acme", "DC150", "1.4", station.value()));
                status(bus, ConnectorStatus.AVAILABLE);
            }
        }
    }

    private static List<LoadPoint> loads(Random random) {
        List<LoadPoint> loads = new ArrayList<>();
        for (int h = 0; h < 36; h++) {
            Instant at = BEGIN.plus(Duration.ofHours(h));
            int hour = at.atZone(ZoneId.of("Europe/Berlin")).getHour();
            loads.add(new LoadPoint(at, (hour >= 6 && hour < 20 ? 95 : 40) + random.nextInt(20), 0));
        }
        return loads;
    }

    /** Minute by minute until {@code to}. */
    void runUntil(Instant to) {
        while (now.isBefore(to)) {
            tick();
        }
    }

    void tick() {
        tick(REPORTS);
    }

    /** Every station reports once a minute, and a plan is made as often. */
    synchronized void tick(Duration step) {
        Instant next = now.plus(step);
        double[] kw = powers(next, energies());
        for (int i = 0; i < buses.size(); i++) {
            Bus bus = buses.get(i);
            double gone = Units.energyKwh(bus.kw, step);
            bus.meterKwh += gone;
            bus.kwh = Math.min(CAPACITY_KWH, bus.kwh + gone * EFFICIENCY);
            bus.kw = kw[i];
        }
        now = next;
        int turns = (int) Math.max(1, REPORTS.dividedBy(step));
        for (int i = 0; i < buses.size(); i++) {
            if ((i + ticks) % turns == 0) {
                report(buses.get(i));
            }
        }
        if (ticks++ % turns == 0) {
            plan = Optional.of(plan());
            plannedAt = now;
        }
        DepotSnapshot snapshot = snapshot();
        append(snapshot.present());
        newest = Optional.of(snapshot);
        listeners.forEach(l -> l.accept(snapshot));
    }

    private void report(Bus bus) {
        StationId station = bus.evse.station();
        boolean offline = bus.id.equals("bus-03") && now.isAfter(Instant.parse("2026-03-02T21:20:00Z"));
        if (offline) {
            fleet.accept(new StationEvent.Disconnected(station, Instant.parse("2026-03-02T21:20:30Z")));
            return;
        }
        if (bus.id.equals("bus-07")) {
            return; // this one's station never came
        }
        if (bus.here(now) && bus.transaction == 0) {
            bus.transaction = ++lastTransaction;
            fleet.accept(new StationEvent.TransactionStarted(
                    bus.evse, bus.transaction, bus.id, now, now, Units.kwhToWh(bus.meterKwh)));
        }
        if (bus.transaction != 0) {
            status(bus, bus.kw > 0 ? ConnectorStatus.CHARGING : ConnectorStatus.SUSPENDED_EVSE);
            fleet.accept(new StationEvent.Metered(
                    station,
                    now,
                    List.of(
                            reading(bus, Measurand.ENERGY_ACTIVE_IMPORT_REGISTER, bus.meterKwh, 3),
                            reading(bus, Measurand.POWER_ACTIVE_IMPORT, bus.kw, 3),
                            reading(bus, Measurand.SOC, Units.kwhToPercent(bus.kwh, CAPACITY_KWH), 0))));
        } else {
            fleet.seen(station, now);
        }
    }

    private MeterReading reading(Bus bus, Measurand measurand, double value, int shift) {
        BigDecimal exact = BigDecimal.valueOf(value).scaleByPowerOfTen(shift).setScale(0, RoundingMode.HALF_EVEN);
        return new MeterReading(bus.evse, bus.transaction, now, now, measurand, "", "Sample.Periodic", exact);
    }

    private void status(Bus bus, ConnectorStatus status) {
        fleet.accept(new StationEvent.StatusChanged(bus.evse, now, now, status, "NoError"));
    }

    private double[] energies() {
        return buses.stream().mapToDouble(b -> b.kwh).toArray();
    }

    /** Who must goes first, then who leaves first, when it is cheap; never above the site. */
    private double[] powers(Instant at, double[] energy) {
        double[] kw = new double[buses.size()];
        double room = grid.importLimitKw(at, at.plus(Duration.ofMinutes(1)))
                - grid.conditions(new TimeGrid(at, Duration.ofMinutes(1), 1))
                        .baseLoadKw()
                        .get(0);
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < kw.length; i++) {
            order.add(i);
        }
        order.sort(Comparator.comparingDouble(i -> buses.get(i).laxityHours(at, energy[i])));
        for (int i : order) {
            Bus bus = buses.get(i);
            boolean wants = energy[i] < bus.requiredKwh() + 2
                    && (!at.isBefore(CHEAP_FROM) || bus.laxityHours(at, energy[i]) < 6.2);
            if (bus.here(at) && wants && room > 20 && !bus.id.equals("bus-07")) {
                kw[i] = Math.min(BUS_KW, room);
                room -= kw[i];
            }
        }
        return kw;
    }

    private ChargingPlan plan() {
        TimeGrid time = TimeGrid.covering(now, Duration.ofMinutes(15), Duration.ofHours(18));
        double[] energy = energies();
        double[][] kw = new double[buses.size()][time.steps()];
        double[][] kwh = new double[buses.size()][time.steps() + 1];
        double[] sum = new double[time.steps() + 1];
        for (int t = 0; t <= time.steps(); t++) {
            double[] power = powers(time.boundary(t), energy);
            for (int i = 0; i < buses.size(); i++) {
                kwh[i][t] = energy[i];
                sum[t] += buses.get(i).here(time.boundary(t)) ? energy[i] : 0;
                if (t < time.steps()) {
                    kw[i][t] = power[i];
                    energy[i] = Math.min(CAPACITY_KWH, energy[i] + power[i] * EFFICIENCY * time.stepHours());
                }
            }
        }
        Series base = grid.conditions(time).baseLoadKw();
        Series site = Series.generate(time.steps(), t -> {
            double fleetKw = 0;
            for (double[] one : kw) {
                fleetKw += one[t];
            }
            return fleetKw + base.get(t);
        });
        List<ChargingPlan.VehiclePlan> vehicles = new ArrayList<>();
        for (int i = 0; i < buses.size(); i++) {
            vehicles.add(new ChargingPlan.VehiclePlan(
                    buses.get(i).id,
                    Series.of(kw[i]),
                    Series.of(kwh[i]),
                    List.of(0.0),
                    List.of(
                            kw[i][0] > 0
                                    ? new Reason(0, 1, Reason.Code.MUST_CHARGE, "")
                                    : new Reason(0, 1, Reason.Code.LIMIT, "feeder-south"))));
        }
        SumSocCorridor corridor = SumSocCorridor.of(fleet.at(now), time);
        return new ChargingPlan(
                ChargingPlan.Status.OPTIMAL,
                412.37,
                412.37,
                638,
                time,
                vehicles,
                List.of(),
                site,
                site.max(),
                Series.constant(0, time.steps()),
                new ChargingPlan.Corridor(corridor.upperKwh(), corridor.lowerKwh(), Series.of(sum)),
                List.of(new ChargingPlan.Shortfall(
                        "bus-18", 0, 41.3, "feeder-south is full from 2026-03-02T21:00:00Z to 2026-03-02T23:15:00Z")),
                new ChargingPlan.ShadowPrices(
                        Series.constant(0, time.steps()),
                        Map.of("feeder-south", Series.generate(time.steps(), t -> t < 8 ? 0.5125 : 0))),
                List.of());
    }

    private Flexibility flexibility() {
        TimeGrid time = TimeGrid.covering(now, Duration.ofMinutes(15), Duration.ofHours(18));
        return new Flexibility(
                time,
                List.of(new Flexibility.Span(
                        4,
                        List.of(
                                new Flexibility.Point(0, 80.0009, 240, 200, 360),
                                new Flexibility.Point(4, 60, 0, 180, 20)))));
    }

    private DepotSnapshot snapshot() {
        FleetState state = fleet.at(now);
        TimeGrid time = TimeGrid.covering(now, Duration.ofMinutes(15), Duration.ofHours(24));
        SumSocCorridor corridor = SumSocCorridor.of(state, time);
        long pluggedIn =
                state.vehicles().stream().filter(v -> v.plugIn().isPresent()).count();
        return new DepotSnapshot(
                now,
                60,
                state,
                grid.conditions(time),
                corridor,
                new CorridorHistory.Point(
                        now, corridor.mostKwh(), corridor.needKwh(), corridor.sumKwh(), state.meteredKw(), (int)
                                pluggedIn),
                plan,
                Optional.of(TimeGrid.covering(plannedAt, Duration.ofMinutes(5), Duration.ofHours(1))
                        .start()),
                buses.stream()
                        .filter(b -> b.transaction != 0)
                        .map(this::setpoint)
                        .toList(),
                new DepotProblem.Conduct(Series.constant(0, time.steps()), Map.of(), 412),
                new FrequencyReport(
                        frequency.response(now), 90, 70, frequency.response(now).askedKw()),
                quarantined,
                Optional.of(flexibility()));
    }

    /** Renewed when half its time is gone, as the dispatcher does. */
    private Setpoint setpoint(Bus bus) {
        Setpoint last = setpoints.get(bus.evse);
        if (last != null
                && last.transaction() == bus.transaction
                && last.powerKw() == bus.kw
                && Duration.between(now, last.validUntil()).compareTo(VALID.dividedBy(2)) > 0) {
            return last;
        }
        Setpoint renewed = new Setpoint(bus.evse, bus.transaction, bus.kw, now, now.plus(VALID));
        setpoints.put(bus.evse, renewed);
        return renewed;
    }

    @Override
    public Optional<DepotSnapshot> newest() {
        return newest;
    }

    @Override
    public AutoCloseable onCycle(Consumer<DepotSnapshot> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    @Override
    public void append(CorridorHistory.Point point) {
        history.add(point);
    }

    @Override
    public List<CorridorHistory.Point> between(Instant from, Instant to) {
        return history.stream()
                .filter(p -> !p.at().isBefore(from) && p.at().isBefore(to))
                .toList();
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
