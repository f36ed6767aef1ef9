package energy.corridor.store.operator;

import energy.corridor.grid.request.FirstHeard;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import javax.sql.DataSource;

/** Marks are written once and never changed. */
@ApplicationScoped
@Transactional
public class PostgresFirstHeard implements FirstHeard {

    private static final String KEEP = """
            insert into operator_first_heard (operator, name, at, seed) values (?, ?, ?, ?) on conflict do nothing""";

    private static final String READ = "select at, seed from operator_first_heard where operator = ? and name = ?";

    private final DataSource database;

    PostgresFirstHeard(DataSource database) {
        this.database = database;
    }

    @Override
    public Mark of(String operator, String name, Mark otherwise) {
        try (Connection connection = database.getConnection();
                PreparedStatement keep = connection.prepareStatement(KEEP);
                PreparedStatement read = connection.prepareStatement(READ)) {
            keep.setString(1, operator);
            keep.setString(2, name);
            keep.setObject(3, otherwise.at().atOffset(ZoneOffset.UTC));
            keep.setLong(4, otherwise.seed());
            keep.executeUpdate();
            read.setString(1, operator);
            read.setString(2, name);
            try (ResultSet row = read.executeQuery()) {
                row.next();
                return new Mark(row.getObject("at", OffsetDateTime.class).toInstant(), row.getLong("seed"));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "When %s of %s was first heard of could not be kept: %s".formatted(name, operator, e.getMessage()),
                    e);
        }
    }
}
