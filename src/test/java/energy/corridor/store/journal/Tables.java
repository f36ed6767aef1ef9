package energy.corridor.store.journal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** The database's tables as tests look at them. */
public final class Tables {

    private Tables() {}

    /** Forgets all rows; migrations and sequences stay. */
    public static void empty(DataSource database) {
        List<String> tables = strings(database, """
                select quote_ident(tablename) from pg_tables
                where schemaname = 'public' and tablename <> 'flyway_schema_history'""");
        // Tables whose rows are only added refuse it otherwise.
        run(
                database,
                "set session_replication_role = replica; truncate " + String.join(", ", tables)
                        + "; reset session_replication_role");
    }

    public static void run(DataSource database, String sql) {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    public static long count(DataSource database, String table) {
        return Long.parseLong(strings(database, "select count(*) from " + table).get(0));
    }

    public static List<String> strings(DataSource database, String sql) {
        List<String> strings = new ArrayList<>();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                strings.add(rows.getString(1));
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        return strings;
    }
}
