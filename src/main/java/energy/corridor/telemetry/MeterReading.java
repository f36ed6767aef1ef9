package energy.corridor.telemetry;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * One accepted value of one meter channel, never changed afterwards. Its identity is everything but {@code receivedAt} and
 * {@code value}: the same channel at the same instant is the same reading, however often a station repeats it.
 *
 * @param transaction the transaction it belongs to, 0 for none
 * @param at the station's clock
 * @param receivedAt our clock
 * @param phase "" for the sum of phases, else L1, L2, L3, L1-N …
 * @param context OCPP reading context, e.g. Sample.Periodic, Sample.Clock, Transaction.Begin
 * @param value in {@link Measurand#unit()}
 */
public record MeterReading(
        EvseId evse,
        long transaction,
        Instant at,
        Instant receivedAt,
        Measurand measurand,
        String phase,
        String context,
        BigDecimal value) {}
