package energy.corridor.store.register;

import energy.corridor.fleet.CredentialStore;
import energy.corridor.telemetry.StationId;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Stations' credentials as rows; passwords as hashes only. */
@ApplicationScoped
public class PostgresCredentials implements CredentialStore {

    private final DataSource database;

    PostgresCredentials(DataSource database) {
        this.database = database;
    }

    @Override
    public List<Credential> credentials() {
        List<Credential> credentials = new ArrayList<>();
        run("select station_id, security_profile, password_hash from station_credential", statement -> {
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    credentials.add(
                            new Credential(new StationId(rows.getString(1)), rows.getInt(2), rows.getString(3)));
                }
            }
        });
        return credentials;
    }

    @Override
    public void save(Credential credential) {
        run("""
                insert into station_credential (station_id, security_profile, password_hash) values (?, ?, ?)
                on conflict (station_id) do update set
                    security_profile = excluded.security_profile, password_hash = excluded.password_hash""", statement -> {
            statement.setString(1, credential.station().value());
            statement.setInt(2, credential.securityProfile());
            statement.setString(3, credential.passwordHash());
            statement.executeUpdate();
        });
    }

    @Override
    public void delete(StationId station) {
        run("delete from station_credential where station_id = ?", statement -> {
            statement.setString(1, station.value());
            statement.executeUpdate();
        });
    }

    private interface Work {
        void with(PreparedStatement statement) throws SQLException;
    }

    private void run(String sql, Work work) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            work.with(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "The credentials of stations could not be read or kept: " + e.getMessage(), e);
        }
    }
}
