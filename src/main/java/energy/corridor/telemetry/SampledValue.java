package energy.corridor.telemetry;

import java.time.Instant;

/**
 * One value as a station wrote it, before anything was understood of it. A field that the station left out is {@code ""}.
 *
 * @param transaction the transaction it belongs to, 0 for none
 * @param at the station's clock
 */
public record SampledValue(
        EvseId evse,
        long transaction,
        Instant at,
        String value,
        String measurand,
        String phase,
        String unit,
        String context,
        String format,
        String location) {}
