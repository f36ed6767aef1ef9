package energy.corridor.store.journal;

import energy.corridor.corridor.CorridorHistory;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/** The corridor's past. Appending never holds up the control loop; a point that cannot be kept is counted and logged. */
@ApplicationScoped
public class PostgresCorridorHistory implements CorridorHistory {

    private static final Logger LOG = Logger.getLogger(PostgresCorridorHistory.class);

    private static final String APPEND = """
            insert into corridor_point (at, upper_kwh, lower_kwh, sum_kwh, power_kw, plugged_in)
            values (?, ?, ?, ?, ?, ?) on conflict do nothing""";

    private static final String BETWEEN = "select * from corridor_point where at >= ? and at < ? order by at";

    private final GroupCommit writer;
    private final DataSource database;

    PostgresCorridorHistory(GroupCommit writer, DataSource database) {
        this.writer = writer;
        this.database = database;
    }

    @Override
    public void append(Point point) {
        writer.submitRows(batch -> batch.add(
                        APPEND,
                        point.at(),
                        point.upperKwh(),
                        point.lowerKwh(),
                        point.sumKwh(),
                        point.powerKw(),
                        point.pluggedIn()))
                .whenComplete((kept, failure) -> {
                    if (failure != null) {
                        LOG.warnf("The corridor's point of %s is lost: %s", point.at(), failure.getMessage());
                    }
                });
    }

    @Override
    public List<Point> between(Instant from, Instant to) {
        try (Connection connection = database.getConnection();
                Batch batch = new Batch(connection)) {
            return batch.rows(
                    BETWEEN,
                    row -> new Point(
                            Batch.instant(row, "at"),
                            row.getDouble("upper_kwh"),
                            row.getDouble("lower_kwh"),
                            row.getDouble("sum_kwh"),
                            row.getDouble("power_kw"),
                            row.getInt("plugged_in")),
                    from,
                    to);
        } catch (SQLException e) {
            throw new NotKeptException("The corridor's history could not be read: " + e.getMessage(), e);
        }
    }
}
