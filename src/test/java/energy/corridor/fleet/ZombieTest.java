package energy.corridor.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import energy.corridor.duty.DutyBook;
import energy.corridor.duty.InMemoryDutyStore;
import energy.corridor.fleet.StationEvent.Connected;
import energy.corridor.fleet.StationEvent.Metered;
import energy.corridor.fleet.StationEvent.StatusChanged;
import energy.corridor.telemetry.EvseId;
import energy.corridor.telemetry.Measurand;
import energy.corridor.telemetry.MeterReading;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Transactions whose stop was lost. */
class ZombieTest {

    private static final Instant SIX_PM = Instant.parse("2026-03-02T18:00:00Z");
    private static final EvseId BAY = EvseId.of("bay-1", 1);
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final FleetBook book = new FleetBook(
            new InMemoryFleetStore(new Depot(List.of(new Evse(BAY, "", 100, 0, 5, 0)), List.of())),
            new DutyBook(new InMemoryDutyStore()));
    private final InMemoryJournal journal = new InMemoryJournal();
    private final StationIntake intake = new StationIntake(journal, book);

    ZombieTest() {
        book.load(journal);
        intake.receive(new Connected(BAY.station(), SIX_PM));
    }

    @Test
    void oneWhoseEvseStaysAvailableIsClosedAtItsLastReading() {
        long transaction = start(SIX_PM, 1000);
        register(transaction, SIX_PM.plusSeconds(600), 7000);
        status(ConnectorStatus.AVAILABLE, SIX_PM.plusSeconds(900));
        assertThat(book.zombies(SIX_PM.plusSeconds(1400), PATIENCE))
                .as("its stop may wait in a queue")
                .isEmpty();
        List<Zombie> zombies = book.zombies(SIX_PM.plusSeconds(1501), PATIENCE);
        assertThat(zombies)
                .containsExactly(new Zombie(
                        BAY,
                        transaction,
                        SIX_PM.plusSeconds(600),
                        7000,
                        "Its EVSE has been Available since 2026-03-02T18:15:00Z."));
        intake.repair(zombies.get(0), SIX_PM.plusSeconds(1501));
        assertThat(book.zombies(SIX_PM.plusSeconds(1502), PATIENCE)).isEmpty();
        assertThat(book.transactionAt(BAY)).isZero();
    }

    @Test
    void oneThatAnotherReplacedIsClosedAndTheNewOneGoesOn() {
        long lost = start(SIX_PM, 1000);
        long next = start(SIX_PM.plusSeconds(3600), 9000);
        assertThat(book.zombies(SIX_PM.plusSeconds(4200), PATIENCE))
                .as("its stop may come in the wrong order")
                .isEmpty();
        List<Zombie> zombies = book.zombies(SIX_PM.plusSeconds(4201), PATIENCE);
        assertThat(zombies).singleElement().satisfies(z -> {
            assertThat(z.transaction()).isEqualTo(lost);
            assertThat(z.meterWh()).isEqualTo(1000);
            assertThat(z.reason()).isEqualTo("A newer transaction, %d, began at its EVSE.".formatted(next));
        });
        intake.repair(zombies.get(0), SIX_PM.plusSeconds(4202));
        assertThat(book.zombies(SIX_PM.plusSeconds(4203), PATIENCE)).isEmpty();
        assertThat(book.transactionAt(BAY)).isEqualTo(next);
    }

    @Test
    void oneThatRunsIsNone() {
        start(SIX_PM, 1000);
        status(ConnectorStatus.CHARGING, SIX_PM.plusSeconds(1));
        assertThat(book.zombies(SIX_PM.plus(Duration.ofDays(2)), PATIENCE)).isEmpty();
    }

    private long start(Instant at, long meterWh) {
        return intake.start(BAY, "TAG", at, at, meterWh)
                .toCompletableFuture()
                .join()
                .transaction();
    }

    private void status(ConnectorStatus status, Instant at) {
        intake.receive(new StatusChanged(BAY, at, at, status, "NoError"));
    }

    private void register(long transaction, Instant at, long wh) {
        intake.receive(new Metered(
                BAY.station(),
                at,
                List.of(new MeterReading(
                        BAY,
                        transaction,
                        at,
                        at,
                        Measurand.ENERGY_ACTIVE_IMPORT_REGISTER,
                        "",
                        "Sample.Periodic",
                        BigDecimal.valueOf(wh)))));
    }
}
