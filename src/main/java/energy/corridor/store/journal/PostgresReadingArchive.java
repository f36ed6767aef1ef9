package energy.corridor.store.journal;

import energy.corridor.telemetry.EvseId;
import energy.corridor.telemetry.MeterReading;
import energy.corridor.telemetry.ReadingArchive;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;

/** Meter readings as the journal kept them. */
@ApplicationScoped
public class PostgresReadingArchive implements ReadingArchive {

    private static final String BETWEEN = """
            select * from meter_reading where station_id = ? and evse_number = ? and at >= ? and at < ?
            order by at, written_order""";

    private final DataSource database;

    PostgresReadingArchive(DataSource database) {
        this.database = database;
    }

    @Override
    public List<MeterReading> between(EvseId evse, Instant from, Instant to) {
        try (Connection connection = database.getConnection();
                Batch batch = new Batch(connection)) {
            return batch.rows(BETWEEN, ReadingRows::read, evse.station().value(), evse.number(), from, to);
        } catch (SQLException e) {
            throw new NotKeptException("The readings of %s could not be read: %s".formatted(evse, e.getMessage()), e);
        }
    }
}
