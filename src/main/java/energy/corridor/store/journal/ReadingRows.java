package energy.corridor.store.journal;

import energy.corridor.telemetry.EvseId;
import energy.corridor.telemetry.Measurand;
import energy.corridor.telemetry.MeterReading;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Meter readings as rows and back. */
final class ReadingRows {

    private static final Map<String, Measurand> BY_OCPP_NAME =
            Arrays.stream(Measurand.values()).collect(Collectors.toMap(Measurand::ocppName, Function.identity()));

    private static final String INSERT = """
            insert into meter_reading
                (station_id, evse_number, transaction_id, at, received_at, measurand, phase, context, value)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing""";

    private ReadingRows() {}

    static void add(Batch batch, MeterReading reading) throws SQLException {
        batch.add(
                INSERT,
                reading.evse().station().value(),
                reading.evse().number(),
                reading.transaction(),
                reading.at(),
                reading.receivedAt(),
                reading.measurand().ocppName(),
                reading.phase(),
                reading.context(),
                reading.value());
    }

    static MeterReading read(ResultSet row) throws SQLException {
        String measurand = row.getString("measurand");
        Measurand known = BY_OCPP_NAME.get(measurand);
        if (known == null) {
            throw new SQLException("Table meter_reading holds the measurand \"%s\", which is none of %s."
                    .formatted(measurand, BY_OCPP_NAME.keySet()));
        }
        return new MeterReading(
                EvseId.of(row.getString("station_id"), row.getInt("evse_number")),
                row.getLong("transaction_id"),
                Batch.instant(row, "at"),
                Batch.instant(row, "received_at"),
                known,
                row.getString("phase"),
                row.getString("context"),
                row.getBigDecimal("value"));
    }
}
