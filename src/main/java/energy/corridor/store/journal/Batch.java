package energy.corridor.store.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The statements of one database transaction. Rows for the same statement that follow one another travel together; the order of
 * writing is the order of calls.
 */
final class Batch implements AutoCloseable {

    private final Connection connection;
    private final Map<String, PreparedStatement> statements = new HashMap<>();
    private @Nullable PreparedStatement pending;

    Batch(Connection connection) {
        this.connection = connection;
    }

    interface Read<T> {
        T of(ResultSet row) throws SQLException;
    }

    /** A row for a statement that returns nothing; it is sent when another statement follows, or at the end. */
    void add(String sql, Object... values) throws SQLException {
        PreparedStatement statement = statement(sql);
        if (pending != statement) {
            flush();
            pending = statement;
        }
        bind(statement, values);
        statement.addBatch();
    }

    /** Runs a statement that returns rows, after all that was added before. */
    <T> List<T> rows(String sql, Read<T> read, Object... values) throws SQLException {
        flush();
        PreparedStatement statement = statement(sql);
        bind(statement, values);
        List<T> rows = new ArrayList<>();
        try (ResultSet result = statement.executeQuery()) {
            while (result.next()) {
                rows.add(read.of(result));
            }
        }
        return rows;
    }

    void flush() throws SQLException {
        if (pending != null) {
            PreparedStatement statement = pending;
            pending = null;
            statement.executeBatch();
        }
    }

    private PreparedStatement statement(String sql) throws SQLException {
        PreparedStatement statement = statements.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            statements.put(sql, statement);
        }
        return statement;
    }

    private static void bind(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i] instanceof Instant instant ? timestamp(instant) : values[i]);
        }
    }

    /** PostgreSQL keeps microseconds; cut here, so that a repeat with the same instant is the same row. */
    static OffsetDateTime timestamp(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    @Override
    public void close() throws SQLException {
        for (PreparedStatement statement : statements.values()) {
            statement.close();
        }
    }
}
