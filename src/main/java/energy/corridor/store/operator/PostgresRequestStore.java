package energy.corridor.store.operator;

import energy.corridor.grid.request.GridSignal;
import energy.corridor.grid.request.ReasonCode;
import energy.corridor.grid.request.RequestRecord;
import energy.corridor.grid.request.RequestState;
import energy.corridor.grid.request.RequestStore;
import energy.corridor.grid.request.Transition;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** Requests as documents, their steps as rows that are only added. */
@ApplicationScoped
@Transactional
public class PostgresRequestStore implements RequestStore {

    private static final String SAVE = """
            insert into operator_request (request_key, revision, state, ends_at, document) values (?, ?, ?, ?, ?::jsonb)
            on conflict (request_key, revision) do update
            set state = excluded.state, ends_at = excluded.ends_at, document = excluded.document""";

    private static final String STEP = """
            insert into operator_request_step (request_key, revision, at, state, code, reason) values (?, ?, ?, ?, ?, ?)""";

    private static final String ENDING = """
            select request_key, revision, document from operator_request
            where ends_at > ? or state not in ('REJECTED', 'COMPLETED', 'CANCELLED', 'EXPIRED', 'FAILED', 'REPORTED')
            order by request_key, revision""";

    private static final String NEWEST = """
            select request_key, revision, document from operator_request where request_key = ? order by revision desc limit 1""";

    private static final String STEPS = """
            select at, state, code, reason from operator_request_step where request_key = ? and revision = ? order by step_id""";

    private final DataSource database;

    PostgresRequestStore(DataSource database) {
        this.database = database;
    }

    @Override
    public List<RequestRecord> endingAfter(Instant since) {
        return read(ENDING, since.atOffset(ZoneOffset.UTC));
    }

    @Override
    public Optional<RequestRecord> newest(String key) {
        return read(NEWEST, key).stream().findFirst();
    }

    private List<RequestRecord> read(String sql, Object argument) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(sql);
                PreparedStatement steps = connection.prepareStatement(STEPS)) {
            select.setObject(1, argument);
            List<RequestRecord> found = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    steps.setString(1, row.getString("request_key"));
                    steps.setInt(2, row.getInt("revision"));
                    found.add(RequestDocument.read(row.getString("document"), history(steps)));
                }
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException("The operators' requests could not be read: " + e.getMessage(), e);
        }
    }

    private static List<Transition> history(PreparedStatement steps) throws SQLException {
        List<Transition> history = new ArrayList<>();
        try (ResultSet row = steps.executeQuery()) {
            while (row.next()) {
                history.add(new Transition(
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        RequestState.valueOf(row.getString("state")),
                        ReasonCode.valueOf(row.getString("code")),
                        row.getString("reason")));
            }
        }
        return history;
    }

    @Override
    public void save(RequestRecord request, int added) {
        try (Connection connection = database.getConnection();
                PreparedStatement save = connection.prepareStatement(SAVE);
                PreparedStatement step = connection.prepareStatement(STEP)) {
            GridSignal asked = request.asked();
            save.setString(1, request.key());
            save.setInt(2, asked.id().revision());
            save.setString(3, request.state().name());
            save.setObject(4, asked.to().atOffset(ZoneOffset.UTC));
            save.setString(5, RequestDocument.of(request));
            save.executeUpdate();
            List<Transition> history = request.history();
            for (Transition next : history.subList(history.size() - added, history.size())) {
                step.setString(1, request.key());
                step.setInt(2, asked.id().revision());
                step.setObject(3, next.at().atOffset(ZoneOffset.UTC));
                step.setString(4, next.state().name());
                step.setString(5, next.code().name());
                step.setString(6, next.reason());
                step.executeUpdate();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "Request %s could not be kept: %s".formatted(request.key(), e.getMessage()), e);
        }
    }
}
