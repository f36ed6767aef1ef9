package energy.corridor.store.journal;

import energy.corridor.dispatch.CommandOutcome;
import energy.corridor.dispatch.CommandOutcome.Refused;
import energy.corridor.dispatch.CommandOutcome.Unreachable;
import energy.corridor.dispatch.DispatchLog;
import energy.corridor.dispatch.Setpoint;
import energy.corridor.telemetry.EvseId;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import javax.sql.DataSource;

/** Commands, answers and metered compliance, by the same writer as the stations' events. */
@ApplicationScoped
public class PostgresDispatchLog implements DispatchLog {

    private static final String COMMAND = """
            insert into command_log (station_id, evse_number, commanded_at, transaction_id, power_kw, valid_from, valid_until,
                outcome, reason)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing""";

    private static final String COMPLIANCE = """
            insert into compliance_log (station_id, evse_number, at, commanded_kw, metered_kw, obeyed)
            values (?, ?, ?, ?, ?, ?) on conflict do nothing""";

    private static final String LAST_ACCEPTED = """
            select command.* from evse cross join lateral (
                select * from command_log c
                where c.station_id = evse.station_id and c.evse_number = evse.evse_number and c.outcome = 'ACCEPTED'
                order by c.written_order desc limit 1) command
            order by evse.position""";

    private final GroupCommit writer;
    private final DataSource database;

    PostgresDispatchLog(GroupCommit writer, DataSource database) {
        this.writer = writer;
        this.database = database;
    }

    @Override
    public CompletionStage<Void> commanded(Setpoint setpoint, Instant at, CommandOutcome outcome) {
        String name = "ACCEPTED";
        String reason = "";
        if (outcome instanceof Refused refused) {
            name = "REFUSED";
            reason = refused.reason();
        } else if (outcome instanceof Unreachable unreachable) {
            name = "UNREACHABLE";
            reason = unreachable.reason();
        }
        Object[] row = {
            setpoint.evse().station().value(),
            setpoint.evse().number(),
            at,
            setpoint.transaction(),
            setpoint.powerKw(),
            setpoint.validFrom(),
            setpoint.validUntil(),
            name,
            reason
        };
        return writer.submitRows(batch -> batch.add(COMMAND, row));
    }

    @Override
    public CompletionStage<Void> compliance(Compliance finding) {
        return writer.submitRows(batch -> batch.add(
                COMPLIANCE,
                finding.evse().station().value(),
                finding.evse().number(),
                finding.at(),
                finding.commandedKw(),
                finding.meteredKw(),
                finding.obeyed()));
    }

    @Override
    public List<Setpoint> lastAccepted() {
        try (Connection connection = database.getConnection();
                Batch batch = new Batch(connection)) {
            return batch.rows(LAST_ACCEPTED, PostgresDispatchLog::setpoint);
        } catch (SQLException e) {
            throw new NotKeptException("The last setpoints could not be read: " + e.getMessage(), e);
        }
    }

    private static Setpoint setpoint(ResultSet row) throws SQLException {
        return new Setpoint(
                EvseId.of(row.getString("station_id"), row.getInt("evse_number")),
                row.getLong("transaction_id"),
                row.getDouble("power_kw"),
                Batch.instant(row, "valid_from"),
                Batch.instant(row, "valid_until"));
    }
}
