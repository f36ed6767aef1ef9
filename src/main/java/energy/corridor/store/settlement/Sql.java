package energy.corridor.store.settlement;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Statements whose parameters are whole columns, so that thousands of rows travel as one. */
public final class Sql {

    private Sql() {}

    public interface Read<T> {
        T of(ResultSet row) throws SQLException;
    }

    public interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /** The database failed; nothing was changed. */
    public static final class Failed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Failed(String sentence, SQLException cause) {
            super(sentence, cause);
        }

        /** SQLSTATE. */
        public String state() {
            return getCause() instanceof SQLException sql && sql.getSQLState() != null ? sql.getSQLState() : "";
        }
    }

    /** A column of a bulk insert. */
    public record Column<T>(String type, Function<T, Object> value) {}

    public static <T> Column<T> text(Function<T, String> value) {
        return new Column<>("text", value::apply);
    }

    public static <T> Column<T> number(Function<T, Number> value) {
        return new Column<>("int8", value::apply);
    }

    public static <T> Column<T> exact(Function<T, java.math.BigDecimal> value) {
        return new Column<>("numeric", value::apply);
    }

    public static <T> Column<T> time(Function<T, Instant> value) {
        return new Column<>("timestamptz", row -> timestamp(value.apply(row)).toString());
    }

    public static <T> Column<T> flag(Function<T, Boolean> value) {
        return new Column<>("bool", value::apply);
    }

    /** Reads and writes in one transaction. */
    public static <T> T transaction(DataSource database, String what, Work<T> work) {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                T result = work.on(connection);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw new Failed("%s failed: %s".formatted(what, e.getMessage()), e);
        }
    }

    public static <T> List<T> rows(DataSource database, String sql, Read<T> read, @Nullable Object... values) {
        try (Connection connection = database.getConnection()) {
            return rows(connection, sql, read, values);
        } catch (SQLException e) {
            throw new Failed("Reading failed: " + e.getMessage(), e);
        }
    }

    public static <T> List<T> rows(Connection connection, String sql, Read<T> read, @Nullable Object... values)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(connection, statement, values);
            List<T> rows = new ArrayList<>();
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    rows.add(read.of(result));
                }
            }
            return rows;
        }
    }

    /** Hands over row by row, so that any number of them fits into memory. */
    public static <T> void stream(
            DataSource database, String sql, Read<T> read, Consumer<T> each, @Nullable Object... values) {
        Sql.<Integer>transaction(database, "Reading", connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setFetchSize(2_000);
                bind(connection, statement, values);
                try (ResultSet result = statement.executeQuery()) {
                    while (result.next()) {
                        each.accept(read.of(result));
                    }
                }
            }
            return 0;
        });
    }

    public static int run(Connection connection, String sql, @Nullable Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(connection, statement, values);
            return statement.executeUpdate();
        }
    }

    /**
     * @param sql with one {@code unnest(?, …)} of as many arrays as there are columns, e.g. {@code insert into t select * from
     *     unnest(?, ?)}
     */
    @SafeVarargs
    public static <T> int insert(Connection connection, String sql, Collection<T> rows, Column<T>... columns)
            throws SQLException {
        if (rows.isEmpty()) {
            return 0;
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bindColumns(connection, statement, rows, columns);
            return statement.executeUpdate();
        }
    }

    /** A query whose parameters are the columns of {@code rows}. */
    @SafeVarargs
    public static <T, R> List<R> query(
            Connection connection, String sql, Collection<T> rows, Read<R> read, Column<T>... columns)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bindColumns(connection, statement, rows, columns);
            List<R> found = new ArrayList<>();
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    found.add(read.of(result));
                }
            }
            return found;
        }
    }

    @SafeVarargs
    static <T> void bindColumns(
            Connection connection, PreparedStatement statement, Collection<T> rows, Column<T>... columns)
            throws SQLException {
        for (int c = 0; c < columns.length; c++) {
            Object[] values = new Object[rows.size()];
            int r = 0;
            for (T row : rows) {
                values[r++] = columns[c].value().apply(row);
            }
            statement.setArray(c + 1, connection.createArrayOf(columns[c].type(), values));
        }
    }

    private static void bind(Connection connection, PreparedStatement statement, @Nullable Object... values)
            throws SQLException {
        for (int i = 0; i < values.length; i++) {
            if (values[i] instanceof Instant instant) {
                statement.setObject(i + 1, timestamp(instant));
            } else if (values[i] instanceof Collection<?> list) {
                boolean numbers = list.stream().allMatch(Number.class::isInstance);
                statement.setArray(
                        i + 1, connection.createArrayOf(numbers && !list.isEmpty() ? "int8" : "text", list.toArray()));
            } else {
                statement.setObject(i + 1, values[i]);
            }
        }
    }

    public static OffsetDateTime timestamp(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    public static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
