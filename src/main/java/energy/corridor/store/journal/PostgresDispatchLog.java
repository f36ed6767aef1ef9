package energy.corridor.store.journal;

import energy.corridor.dispatch.CommandOutcome;
import energy.corridor.dispatch.CommandOutcome.Refused;
import energy.corridor.dispatch.CommandOutcome.Superseded;
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

    private static final String UNANSWERED = """
            select command.* from evse cross join lateral (
                select * from command_log c
                where c.station_id = evse.station_id and c.evse_number = evse.evse_number
                    and c.written_order > coalesce((
                        select max(a.written_order) from command_log a
                        where a.station_id = evse.station_id and a.evse_number = evse.evse_number and a.outcome = 'ACCEPTED'), 0)
                    and (c.outcome = 'UNREACHABLE' or (c.outcome = 'SENDING' and not exists (
                        select from command_log e
                        where e.station_id = c.station_id and e.evse_number = c.evse_number and e.commanded_at = c.commanded_at
                            and e.outcome in ('REFUSED', 'SUPERSEDED'))))) command
            order by evse.position, command.written_order""";

    private final GroupCommit writer;
    private final DataSource database;

    PostgresDispatchLog(GroupCommit writer, DataSource database) {
        this.writer = writer;
        this.database = database;
    }

    @Override
    public CompletionStage<Void> sending(Setpoint setpoint, Instant at) {
        return note(setpoint, at, "SENDING", "");
    }

    @Override
    public CompletionStage<Void> commanded(Setpoint setpoint, Instant at, CommandOutcome outcome) {
        if (outcome instanceof Refused refused) {
            return note(setpoint, at, "REFUSED", refused.reason());
        } else if (outcome instanceof Unreachable unreachable) {
            return note(setpoint, at, "UNREACHABLE", unreachable.reason());
        } else if (outcome instanceof Superseded) {
            return note(setpoint, at, "SUPERSEDED", "");
        }
        return note(setpoint, at, "ACCEPTED", "");
    }

    private CompletionStage<Void> note(Setpoint setpoint, Instant at, String outcome, String reason) {
        Object[] row = {
            setpoint.evse().station().value(),
            setpoint.evse().number(),
            at,
            setpoint.transaction(),
            setpoint.powerKw(),
            setpoint.validFrom(),
            setpoint.validUntil(),
            outcome,
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
        return setpoints(LAST_ACCEPTED);
    }

    @Override
    public List<Setpoint> unanswered() {
        return setpoints(UNANSWERED);
    }

    private List<Setpoint> setpoints(String query) {
        try (Connection connection = database.getConnection();
                Batch batch = new Batch(connection)) {
            return batch.rows(query, PostgresDispatchLog::setpoint);
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
