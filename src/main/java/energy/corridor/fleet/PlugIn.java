package energy.corridor.fleet;

import energy.corridor.telemetry.EvseId;
import java.time.Instant;

/**
 * A vehicle on an EVSE.
 *
 * @param since start of the transaction, station's clock
 * @param arrivalKwh energy in the battery at {@code since}, as known
 * @param importedKwh metered energy since then, grid side
 */
public record PlugIn(EvseId evse, long transaction, Instant since, double arrivalKwh, double importedKwh) {}
