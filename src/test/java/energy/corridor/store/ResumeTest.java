package energy.corridor.store;

import static org.assertj.core.api.Assertions.assertThat;

import energy.corridor.duty.Duty;
import energy.corridor.duty.DutyBook;
import energy.corridor.duty.DutyStore;
import energy.corridor.duty.VehicleId;
import energy.corridor.fleet.ChargingCurve;
import energy.corridor.fleet.ConnectorStatus;
import energy.corridor.fleet.Depot;
import energy.corridor.fleet.Evse;
import energy.corridor.fleet.EvseState;
import energy.corridor.fleet.FleetBook;
import energy.corridor.fleet.FleetState;
import energy.corridor.fleet.FleetStore;
import energy.corridor.fleet.FleetStore.TelematicsSample;
import energy.corridor.fleet.Metering;
import energy.corridor.fleet.StationEvent;
import energy.corridor.fleet.StationEvent.Booted;
import energy.corridor.fleet.StationEvent.Metered;
import energy.corridor.fleet.StationEvent.StatusChanged;
import energy.corridor.fleet.StationEvent.TransactionStarted;
import energy.corridor.fleet.StationIntake;
import energy.corridor.fleet.StationJournal;
import energy.corridor.fleet.Vehicle;
import energy.corridor.store.journal.Tables;
import energy.corridor.telemetry.EvseId;
import energy.corridor.telemetry.Measurand;
import energy.corridor.telemetry.MeterReading;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A restart at any moment knows sessions, power and energy exactly as the service that was killed knew them. */
@QuarkusTest
@TestProfile(StoreAlone.class)
class ResumeTest {

    private static final Instant EVENING = Instant.parse("2026-03-02T18:00:00Z");
    private static final int BUSES = 4;
    private static final int STATIONS = 3;

    @Inject
    DataSource database;

    @Inject
    StationJournal journal;

    @Inject
    FleetStore fleetStore;

    @Inject
    DutyStore dutyStore;

    static IntStream seeds() {
        return IntStream.range(0, 12);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theFleetIsAsItWas(int seed) {
        Tables.empty(database);
        Night night = new Night(new Random(seed));
        for (int part = 0; part < 4; part++) {
            IntStream.range(0, 60).forEach(i -> night.next());
            FleetBook restarted = new FleetBook(fleetStore, night.duties);
            restarted.load(journal);
            for (int minutes : List.of(0, 10, 40)) {
                Instant now = night.now.plusSeconds(60L * minutes);
                FleetState before = night.fleet.at(now);
                FleetState after = restarted.at(now);
                assertThat(known(after.evses())).containsExactlyElementsOf(known(before.evses()));
                for (int i = 0; i < BUSES; i++) {
                    assertThat(after.vehicles().get(i).plugIn())
                            .isEqualTo(before.vehicles().get(i).plugIn());
                    assertThat(after.vehicles().get(i).soc())
                            .as("%s", after.vehicles().get(i).plugIn())
                            .isEqualTo(before.vehicles().get(i).soc());
                }
            }
        }
    }

    /** All but what a restart cannot know: connections, and signs of life that left no row. */
    private static List<EvseState> known(List<EvseState> evses) {
        return evses.stream()
                .map(e -> new EvseState(
                        e.evse(),
                        false,
                        Optional.empty(),
                        e.status(),
                        e.errorCode(),
                        e.transaction(),
                        e.vehicle(),
                        e.powerKw(),
                        e.powerAt(),
                        Metering.NONE))
                .toList();
    }

    /** Buses come, charge, give back, leave; stations repeat, send late, send nonsense, forget to stop. */
    private final class Night {
        final Random random;
        final DutyBook duties = new DutyBook(dutyStore);
        final FleetBook fleet = new FleetBook(fleetStore, duties);
        final StationIntake intake = new StationIntake(journal, fleet);
        final Map<EvseId, Session> open = new HashMap<>();
        final Map<EvseId, Double> importWh = new HashMap<>();
        final Map<EvseId, Double> exportWh = new HashMap<>();
        final List<Metered> sent = new ArrayList<>();
        final List<Metered> late = new ArrayList<>();
        Instant now = EVENING;

        record Session(TransactionStarted start, boolean saysSoc) {}

        Night(Random random) {
            this.random = random;
            fleet.register(new Depot(
                    IntStream.range(0, STATIONS)
                            .mapToObj(i -> new Evse(EvseId.of("Station-" + i, 1), "site", 150, 5, 10, 0))
                            .toList(),
                    IntStream.range(0, BUSES)
                            .mapToObj(i -> new Vehicle(
                                    new VehicleId("bus-" + i),
                                    List.of("tag-" + i, "card-" + i),
                                    300,
                                    30,
                                    150,
                                    0,
                                    60,
                                    0.95,
                                    0.9,
                                    0.04,
                                    ChargingCurve.FLAT))
                            .toList()));
            for (int bus = 0; bus < BUSES; bus++) {
                VehicleId vehicle = new VehicleId("bus-" + bus);
                Instant arrival = EVENING.plusSeconds(1800L * bus);
                duties.replace(
                        Set.of(vehicle),
                        EVENING.minusSeconds(1),
                        List.of(new Duty(vehicle, arrival, arrival.plusSeconds(36_000), 200, 40 + 10 * bus)));
            }
        }

        void next() {
            now = now.plusSeconds(1 + random.nextInt(600));
            EvseId evse = EvseId.of("Station-" + random.nextInt(STATIONS), 1);
            switch (random.nextInt(12)) {
                case 0, 1 -> start(evse);
                case 2 -> end(evse);
                case 3 -> telematics();
                case 4 -> status(evse);
                case 5 -> repeat();
                case 6 -> send(new Booted(evse.station(), now, "Vendor", "Model", "1." + random.nextInt(9), "0815"));
                default -> meter(evse);
            }
        }

        private void start(EvseId evse) {
            boolean forgotten = open.containsKey(evse);
            if (forgotten && random.nextInt(4) > 0) {
                return;
            }
            String tag = random.nextInt(8) == 0
                    ? "stranger"
                    : (random.nextBoolean() ? "tag-" : "card-") + random.nextInt(BUSES);
            long meterWh = importWh.getOrDefault(evse, 0.0).longValue();
            TransactionStarted start = get(intake.start(evse, tag, now, now, meterWh));
            if (random.nextInt(4) == 0) {
                assertThat(get(intake.start(evse, tag, start.at(), now, meterWh)))
                        .isEqualTo(start);
            }
            open.put(evse, new Session(start, random.nextInt(3) > 0));
        }

        private void end(EvseId evse) {
            Session session = open.remove(evse);
            if (session != null) {
                long meterWh = importWh.getOrDefault(evse, 0.0).longValue();
                long id = session.start().transaction();
                get(intake.end(evse.station(), id, now, now, meterWh, "Local"));
                if (random.nextInt(4) == 0) {
                    get(intake.end(evse.station(), id, now.plusSeconds(5), now, meterWh + 1000, "Remote"));
                }
            }
        }

        private void meter(EvseId evse) {
            Session session = open.get(evse);
            double gainedWh = random.nextInt(3) == 0 ? 0 : random.nextInt(15_000);
            boolean back = session != null && random.nextInt(5) == 0;
            Map<EvseId, Double> register = back ? exportWh : importWh;
            register.merge(evse, session == null ? 0 : gainedWh, Double::sum);
            Instant at = random.nextInt(6) == 0 ? now.minusSeconds(random.nextInt(900)) : now;
            List<MeterReading> readings = new ArrayList<>();
            readings.add(
                    reading(evse, session, at, Measurand.ENERGY_ACTIVE_IMPORT_REGISTER, "", value(importWh, evse)));
            if (exportWh.containsKey(evse)) {
                readings.add(
                        reading(evse, session, at, Measurand.ENERGY_ACTIVE_EXPORT_REGISTER, "", value(exportWh, evse)));
            }
            double powerW = session == null ? 0 : random.nextInt(100_000);
            readings.add(reading(evse, session, at, Measurand.POWER_ACTIVE_IMPORT, "", whole(back ? 0 : powerW)));
            readings.add(reading(evse, session, at, Measurand.POWER_ACTIVE_EXPORT, "", whole(back ? powerW : 0)));
            readings.add(reading(evse, session, at, Measurand.POWER_ACTIVE_IMPORT, "L1", whole(powerW / 3)));
            if (session != null && session.saysSoc() && random.nextInt(3) > 0) {
                String percent =
                        random.nextInt(10) == 0 ? "255" : random.nextInt(101) + (random.nextBoolean() ? ".0" : "");
                readings.add(reading(evse, session, at, Measurand.SOC, "", new BigDecimal(percent)));
            }
            Metered message = new Metered(evse.station(), now, readings);
            if (random.nextInt(10) == 0) {
                late.add(message); // lost on the way; comes with a later receipt
            } else {
                send(message);
                sent.add(message);
            }
        }

        private void repeat() {
            if (!late.isEmpty()) {
                send(received(late.remove(random.nextInt(late.size()))));
            } else if (!sent.isEmpty()) {
                send(sent.get(sent.size() - 1));
            }
        }

        private Metered received(Metered message) {
            return new Metered(
                    message.station(),
                    now,
                    message.readings().stream()
                            .map(r -> new MeterReading(
                                    r.evse(),
                                    r.transaction(),
                                    r.at(),
                                    now,
                                    r.measurand(),
                                    r.phase(),
                                    r.context(),
                                    r.value()))
                            .toList());
        }

        private void telematics() {
            Instant at = now.minusSeconds(random.nextInt(3) == 0 ? random.nextInt(3600) : 1);
            fleet.accept(
                    new TelematicsSample(new VehicleId("bus-" + random.nextInt(BUSES)), at, now, random.nextInt(301)));
        }

        private void status(EvseId evse) {
            ConnectorStatus[] all = ConnectorStatus.values();
            Instant at = random.nextInt(4) == 0 ? now.minusSeconds(random.nextInt(600)) : now;
            send(new StatusChanged(evse, at, now, all[random.nextInt(all.length)], "NoError"));
        }

        private void send(StationEvent event) {
            get(intake.receive(event));
        }

        private MeterReading reading(
                EvseId evse,
                @Nullable Session session,
                Instant at,
                Measurand measurand,
                String phase,
                BigDecimal value) {
            long transaction = session == null ? 0 : session.start().transaction();
            return new MeterReading(evse, transaction, at, now, measurand, phase, "Sample.Periodic", value);
        }

        private static BigDecimal value(Map<EvseId, Double> register, EvseId evse) {
            return whole(register.getOrDefault(evse, 0.0));
        }

        private static BigDecimal whole(double value) {
            return BigDecimal.valueOf(Math.round(value));
        }
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();
    }
}
