package energy.corridor.fleet;

import energy.corridor.duty.VehicleId;
import java.time.Instant;
import java.util.List;

/** Where the depot's register and telematics outlive the process. Calls return when the change is durable. */
public interface FleetStore {

    Depot depot();

    /** In one transaction: the register becomes {@code depot}; what hangs on entries that stay is kept. */
    void save(Depot depot);

    /** A value of a vehicle's own telematics; the same vehicle and instant is kept once. */
    void save(TelematicsSample sample);

    /**
     * What a restart needs: the newest sample of each vehicle now, and the newest that was known when each of the transactions
     * that {@link StationJournal#resume()} gives began.
     */
    List<TelematicsSample> newestSamples();

    /** @param socKwh energy in the battery at {@code at} */
    record TelematicsSample(VehicleId vehicle, Instant at, Instant receivedAt, double socKwh) {}
}
