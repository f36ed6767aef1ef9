package energy.corridor.store.operator;

import energy.corridor.grid.contact.Contact;
import energy.corridor.grid.contact.ContactState;
import energy.corridor.grid.contact.ContactStore;
import energy.corridor.grid.contact.OperatorRules;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** What was agreed with operators and how the contact with them stands; changes of state as rows that are only added. */
@ApplicationScoped
@Transactional
public class PostgresContactStore implements ContactStore {

    private static final String SAVE = """
            insert into operator_contact (operator, failsafe_kw, expected_every_seconds, start_timeout_seconds,
                least_failsafe_seconds, most_holding_seconds, state, since, last_heard_at, reason)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (operator) do update set failsafe_kw = excluded.failsafe_kw,
                expected_every_seconds = excluded.expected_every_seconds, start_timeout_seconds = excluded.start_timeout_seconds,
                least_failsafe_seconds = excluded.least_failsafe_seconds, most_holding_seconds = excluded.most_holding_seconds,
                state = excluded.state, since = excluded.since, last_heard_at = excluded.last_heard_at, reason = excluded.reason""";

    private static final String STEP =
            "insert into operator_contact_step (operator, at, state, reason) values (?, ?, ?, ?)";

    private final DataSource database;

    PostgresContactStore(DataSource database) {
        this.database = database;
    }

    @Override
    public List<Contact> contacts() {
        try (Connection connection = database.getConnection();
                PreparedStatement select =
                        connection.prepareStatement("select * from operator_contact order by operator");
                ResultSet row = select.executeQuery()) {
            List<Contact> contacts = new ArrayList<>();
            while (row.next()) {
                long holding = row.getLong("most_holding_seconds");
                Optional<Duration> most = row.wasNull() ? Optional.empty() : Optional.of(Duration.ofSeconds(holding));
                OperatorRules rules = new OperatorRules(
                        row.getString("operator"),
                        row.getDouble("failsafe_kw"),
                        Duration.ofSeconds(row.getLong("expected_every_seconds")),
                        Duration.ofSeconds(row.getLong("start_timeout_seconds")),
                        Duration.ofSeconds(row.getLong("least_failsafe_seconds")),
                        most);
                contacts.add(new Contact(
                        rules,
                        ContactState.valueOf(row.getString("state")),
                        row.getObject("since", OffsetDateTime.class).toInstant(),
                        Optional.ofNullable(row.getObject("last_heard_at", OffsetDateTime.class))
                                .map(OffsetDateTime::toInstant),
                        row.getString("reason")));
            }
            return contacts;
        } catch (SQLException e) {
            throw new IllegalStateException("The operators could not be read: " + e.getMessage(), e);
        }
    }

    @Override
    public void save(Contact contact, boolean changed) {
        try (Connection connection = database.getConnection();
                PreparedStatement save = connection.prepareStatement(SAVE);
                PreparedStatement step = connection.prepareStatement(STEP)) {
            OperatorRules rules = contact.rules();
            save.setString(1, rules.operator());
            save.setDouble(2, rules.failsafeKw());
            save.setLong(3, rules.expectedEvery().toSeconds());
            save.setLong(4, rules.startTimeout().toSeconds());
            save.setLong(5, rules.leastFailsafe().toSeconds());
            save.setObject(6, rules.mostHolding().map(Duration::toSeconds).orElse(null));
            save.setString(7, contact.state().name());
            save.setObject(8, offset(contact.since()));
            save.setObject(
                    9, contact.lastHeard().map(PostgresContactStore::offset).orElse(null));
            save.setString(10, contact.reason());
            save.executeUpdate();
            if (changed) {
                step.setString(1, rules.operator());
                step.setObject(2, offset(contact.since()));
                step.setString(3, contact.state().name());
                step.setString(4, contact.reason());
                step.executeUpdate();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "Operator %s could not be kept: %s"
                            .formatted(contact.rules().operator(), e.getMessage()),
                    e);
        }
    }

    @Override
    public boolean remove(String operator) {
        try (Connection connection = database.getConnection();
                PreparedStatement delete =
                        connection.prepareStatement("delete from operator_contact where operator = ?")) {
            delete.setString(1, operator);
            return delete.executeUpdate() > 0;
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "Operator %s could not be removed: %s".formatted(operator, e.getMessage()), e);
        }
    }

    private static OffsetDateTime offset(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
