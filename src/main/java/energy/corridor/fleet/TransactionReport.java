package energy.corridor.fleet;

import energy.corridor.telemetry.MeterReading;
import energy.corridor.telemetry.StationId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a station says about a transaction that it named itself: OCPP 2.x TransactionEvent. Reports may come late, twice and out of
 * order; the first one that tells the EVSE opens the transaction.
 *
 * @param name the station's id of the transaction
 * @param seqNo the station's count of its reports on the transaction
 * @param evse number of the EVSE, 0 where the report names none
 * @param idTag "" where the report names nobody
 * @param registerWh import register at the time of the report, where it has one
 * @param readings of no transaction; they get this one
 * @param reason why it ended, for {@link Kind#ENDED}
 * @param message the report as it came, kept while it cannot be placed
 */
public record TransactionReport(
        StationId station,
        String name,
        int seqNo,
        Kind kind,
        Instant at,
        Instant receivedAt,
        String trigger,
        boolean offline,
        int evse,
        String idTag,
        Optional<Long> registerWh,
        List<MeterReading> readings,
        String reason,
        String message) {

    public enum Kind {
        STARTED,
        UPDATED,
        ENDED
    }

    public TransactionReport {
        readings = List.copyOf(readings);
    }
}
