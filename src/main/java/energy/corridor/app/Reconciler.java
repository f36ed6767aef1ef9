package energy.corridor.app;

import energy.corridor.fleet.FleetBook;
import energy.corridor.fleet.StationEvent.Noticed;
import energy.corridor.fleet.StationIntake;
import energy.corridor.fleet.Zombie;
import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Closes transactions that are open on paper only, with a note of why, every minute of the clock. */
@Singleton
final class Reconciler {

    private static final Duration EVERY = Duration.ofMinutes(1);

    /** A station that was away may have a stop in its queue. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final FleetBook fleet;
    private final StationIntake intake;
    private final Set<Long> underWay = ConcurrentHashMap.newKeySet();
    private Instant ranAt = Instant.EPOCH; // the control loop's own

    Reconciler(FleetBook fleet, StationIntake intake) {
        this.fleet = fleet;
        this.intake = intake;
    }

    void tick(Instant now) {
        if (now.isBefore(ranAt.plus(EVERY))) {
            return;
        }
        ranAt = now;
        for (Zombie zombie : fleet.zombies(now, PATIENCE)) {
            if (underWay.add(zombie.transaction())) {
                var unused = intake.repair(zombie, now).whenComplete((done, failure) -> {
                    underWay.remove(zombie.transaction());
                    if (failure == null) {
                        String sentence = "Transaction %d at EVSE %s is closed at %d Wh without its stop: %s"
                                .formatted(zombie.transaction(), zombie.evse(), zombie.meterWh(), zombie.reason());
                        Log.warn(sentence);
                        var kept = intake.receive(new Noticed(
                                zombie.evse().station(), zombie.lastSignAt(), now, "TransactionRepaired", sentence));
                    } else {
                        Log.warnf(failure, "Transaction %d could not be closed.", zombie.transaction());
                    }
                });
            }
        }
    }
}
