package energy.corridor.store.credits;

import static energy.corridor.store.settlement.Sql.exact;
import static energy.corridor.store.settlement.Sql.number;
import static energy.corridor.store.settlement.Sql.text;

import energy.corridor.credits.CreditDevice;
import energy.corridor.credits.CreditStore;
import energy.corridor.credits.CreditTransfer;
import energy.corridor.credits.CreditVehicle;
import energy.corridor.credits.Placement;
import energy.corridor.credits.Report;
import energy.corridor.settlement.EntrySet;
import energy.corridor.store.settlement.LedgerRows;
import energy.corridor.store.settlement.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/** Credits in PostgreSQL, beside the ledger that holds their balances. */
@ApplicationScoped
public class PostgresCredits implements CreditStore {

    private static final String UNIQUE_VIOLATION = "23505";
    private static final String CHECK_VIOLATION = "23514";

    private static final String DEVICES = """
            insert into credit_device (programme, element_id, version, registration_no, serial, manufacturer, model, level, ports,
                rated_kw, site_name, end_use, users, latitude, longitude, status, valid_from)
            select programme, element_id, version, registration_no, serial, manufacturer, model, level, ports,
                rated_kw, site_name, end_use, users, latitude, longitude, status, valid_from::date
            from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) as d (programme, element_id, version, registration_no, serial,
                manufacturer, model, level, ports, rated_kw, site_name, end_use, users, latitude, longitude, status, valid_from)""";

    private static final String LINES = """
            insert into credit_report_line (report_id, version, position, element_id, registration_no, device_version, end_use,
                energy_wh, estimate, intervals, evidence, credits, match)
            select * from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    private record Numbered(String report, int version, int position, Report.Line line) {}

    private final DataSource database;

    PostgresCredits(DataSource database) {
        this.database = database;
    }

    @Override
    public List<CreditDevice> devices(String programme) {
        return Sql.rows(
                database,
                "select * from credit_device where programme = ? order by element_id, version",
                PostgresCredits::device,
                programme);
    }

    @Override
    public void add(List<CreditDevice> devices) {
        write("Registering devices", connection -> addDevices(connection, devices));
    }

    private static void addDevices(Connection connection, List<CreditDevice> devices) throws SQLException {
        Sql.insert(
                connection,
                DEVICES,
                devices,
                text(CreditDevice::programme),
                text(CreditDevice::element),
                number(CreditDevice::version),
                text(CreditDevice::registrationNo),
                text(CreditDevice::serial),
                text(CreditDevice::manufacturer),
                text(CreditDevice::model),
                text(d -> d.level().name()),
                number(CreditDevice::ports),
                exact(CreditDevice::ratedKw),
                text(CreditDevice::siteName),
                text(CreditDevice::endUse),
                text(CreditDevice::users),
                exact(CreditDevice::latitude),
                exact(CreditDevice::longitude),
                text(d -> d.status().name()),
                text(d -> d.validFrom().toString()));
    }

    private static CreditDevice device(ResultSet row) throws SQLException {
        return new CreditDevice(
                row.getString("programme"),
                row.getString("element_id"),
                row.getInt("version"),
                row.getString("registration_no"),
                row.getString("serial"),
                row.getString("manufacturer"),
                row.getString("model"),
                CreditDevice.Level.valueOf(row.getString("level")),
                row.getInt("ports"),
                row.getBigDecimal("rated_kw"),
                row.getString("site_name"),
                row.getString("end_use"),
                row.getString("users"),
                row.getBigDecimal("latitude"),
                row.getBigDecimal("longitude"),
                CreditDevice.Status.valueOf(row.getString("status")),
                row.getObject("valid_from", LocalDate.class));
    }

    @Override
    public List<CreditVehicle> vehicles(String programme) {
        return Sql.rows(
                database,
                "select * from credit_vehicle where programme = ? order by registration, version",
                row -> new CreditVehicle(
                        row.getString("programme"),
                        row.getString("registration"),
                        row.getInt("version"),
                        row.getString("vehicle"),
                        row.getString("vehicle_class"),
                        row.getBoolean("active"),
                        row.getObject("valid_from", LocalDate.class)),
                programme);
    }

    @Override
    public void addVehicles(List<CreditVehicle> vehicles) {
        write(
                "Registering vehicles",
                connection -> Sql.insert(
                        connection,
                        """
                        insert into credit_vehicle (programme, registration, version, vehicle, vehicle_class, active, valid_from)
                        select programme, registration, version, vehicle, vehicle_class, active, valid_from::date
                        from unnest(?, ?, ?, ?, ?, ?, ?) as v (programme, registration, version, vehicle, vehicle_class, active, valid_from)""",
                        vehicles,
                        text(CreditVehicle::programme),
                        text(CreditVehicle::registration),
                        number(CreditVehicle::version),
                        text(CreditVehicle::vehicle),
                        text(CreditVehicle::vehicleClass),
                        Sql.flag(CreditVehicle::active),
                        text(v -> v.validFrom().toString())));
    }

    @Override
    public List<Report> reports() {
        Map<String, List<Report.Line>> lines = new LinkedHashMap<>();
        Sql.rows(database, "select * from credit_report_line order by report_id, version, position", row -> {
            lines.computeIfAbsent(row.getString("report_id") + "/" + row.getInt("version"), k -> new ArrayList<>())
                    .add(line(row));
            return 0;
        });
        return Sql.rows(
                database,
                "select * from credit_report order by report_id, version",
                row -> new Report(
                        row.getString("report_id"),
                        row.getInt("version"),
                        row.getString("programme"),
                        row.getObject("from_day", LocalDate.class),
                        row.getObject("to_day", LocalDate.class),
                        Report.Status.valueOf(row.getString("status")),
                        lines.getOrDefault(row.getString("report_id") + "/" + row.getInt("version"), List.of()),
                        Sql.instant(row, "built_at"),
                        Optional.ofNullable(row.getString("receipt")),
                        row.getString("answer")));
    }

    private static Report.Line line(ResultSet row) throws SQLException {
        return new Report.Line(
                row.getString("element_id"),
                row.getString("registration_no"),
                row.getInt("device_version"),
                row.getString("end_use"),
                row.getLong("energy_wh"),
                row.getBigDecimal("estimate"),
                row.getInt("intervals"),
                row.getString("evidence"),
                Optional.ofNullable(row.getBigDecimal("credits")),
                Report.Match.valueOf(row.getString("match")));
    }

    @Override
    public void add(Report report, List<Claim> claims) {
        try {
            write("Keeping report " + report.key(), connection -> {
                ClaimRows.add(connection, claims);
                Sql.run(
                        connection,
                        """
                        insert into credit_report (report_id, version, programme, from_day, to_day, status, built_at, receipt, answer)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                        report.id(),
                        report.version(),
                        report.programme(),
                        report.from(),
                        report.to(),
                        report.status().name(),
                        report.builtAt(),
                        report.receipt().orElse(null),
                        report.answer());
                addLines(connection, report);
            });
        } catch (Sql.Failed failed) {
            if (failed.state().equals(UNIQUE_VIOLATION)) {
                throw new ClaimedException("Some of the energy of %s was claimed meanwhile.".formatted(report.key()));
            }
            throw failed;
        }
    }

    private static void addLines(Connection connection, Report report) throws SQLException {
        List<Numbered> numbered = new ArrayList<>();
        for (Report.Line line : report.lines()) {
            numbered.add(new Numbered(report.id(), report.version(), numbered.size(), line));
        }
        Sql.insert(
                connection,
                LINES,
                numbered,
                text(Numbered::report),
                number(Numbered::version),
                number(Numbered::position),
                text((Numbered n) -> n.line().element()),
                text(n -> n.line().registrationNo()),
                number(n -> n.line().deviceVersion()),
                text(n -> n.line().endUse()),
                number(n -> n.line().energyWh()),
                exact(n -> n.line().estimate()),
                number(n -> n.line().intervals()),
                text(n -> n.line().evidence()),
                exact(n -> n.line().credits().orElse(null)),
                text(n -> n.line().match().name()));
    }

    @Override
    public void update(Report report, List<EntrySet> bookings, List<Notice> notices) {
        write("Keeping the answer to " + report.key(), connection -> {
            Sql.run(
                    connection,
                    "update credit_report set status = ?, receipt = ?, answer = ? where report_id = ? and version = ?",
                    report.status().name(),
                    report.receipt().orElse(null),
                    report.answer(),
                    report.id(),
                    report.version());
            for (Report.Line line : report.lines()) {
                Sql.run(
                        connection,
                        "update credit_report_line set credits = ?, match = ? where report_id = ? and version = ? and registration_no = ?",
                        line.credits().orElse(null),
                        line.match().name(),
                        report.id(),
                        report.version(),
                        line.registrationNo());
            }
            if (report.status() == Report.Status.ACCEPTED) {
                Sql.run(
                        connection,
                        "update credit_report set status = 'AMENDED' where report_id = ? and version < ? and status = 'ACCEPTED'",
                        report.id(),
                        report.version());
            }
            LedgerRows.add(connection, bookings);
            Sql.insert(
                    connection,
                    """
                    insert into credit_notice (notice_id, element_id, json, state, attempts, at)
                    select * from unnest(?, ?, ?, ?, ?, ?) on conflict do nothing""",
                    notices,
                    text(Notice::id),
                    text(Notice::element),
                    text(Notice::json),
                    text(n -> n.state().name()),
                    number(Notice::attempts),
                    Sql.time(Notice::at));
        });
    }

    @Override
    public List<Notice> notices(boolean waiting) {
        return Sql.rows(
                database,
                "select * from credit_notice where state = 'PENDING' or not ? order by notice_id",
                row -> new Notice(
                        row.getString("notice_id"),
                        row.getString("element_id"),
                        row.getString("json"),
                        Notice.State.valueOf(row.getString("state")),
                        row.getInt("attempts"),
                        Sql.instant(row, "at")),
                waiting);
    }

    @Override
    public void update(Notice notice) {
        write(
                "Noting " + notice.id(),
                connection -> Sql.run(
                        connection,
                        "update credit_notice set state = ?, attempts = ?, at = ? where notice_id = ? and state = 'PENDING'",
                        notice.state().name(),
                        notice.attempts(),
                        notice.at(),
                        notice.id()));
    }

    @Override
    public List<CreditTransfer> transfers() {
        return Sql.rows(
                database,
                "select * from credit_transfer order by transfer_id",
                row -> new CreditTransfer(
                        row.getString("transfer_id"),
                        row.getString("programme"),
                        row.getString("giver"),
                        row.getString("taker"),
                        row.getLong("units"),
                        row.getBigDecimal("price"),
                        row.getString("currency"),
                        Optional.ofNullable(row.getString("approved_by_giver")),
                        Optional.ofNullable(row.getString("approved_by_taker")),
                        CreditTransfer.State.valueOf(row.getString("state"))));
    }

    @Override
    public void save(CreditTransfer t, List<EntrySet> bookings) {
        write("The transfer " + t.id(), connection -> {
            Sql.run(
                    connection,
                    """
                    insert into credit_transfer (transfer_id, programme, giver, taker, units, price, currency, approved_by_giver,
                        approved_by_taker, state) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    on conflict (transfer_id) do update set approved_by_giver = excluded.approved_by_giver,
                        approved_by_taker = excluded.approved_by_taker, state = excluded.state""",
                    t.id(),
                    t.programme(),
                    t.from(),
                    t.to(),
                    t.units(),
                    t.price(),
                    t.currency(),
                    t.approvedByGiver().orElse(null),
                    t.approvedByTaker().orElse(null),
                    t.state().name());
            LedgerRows.add(connection, bookings);
        });
    }

    @Override
    public void book(List<EntrySet> bookings) {
        write("Booking", connection -> LedgerRows.add(connection, bookings));
    }

    @Override
    public List<Decision> decisions() {
        return Sql.rows(
                database,
                "select * from placement_decision order by decision_id",
                row -> new Decision(
                        row.getString("programme"),
                        new Placement.Proposal(
                                Placement.Kind.valueOf(row.getString("kind")),
                                row.getString("element_id"),
                                row.getLong("energy_wh"),
                                row.getLong("threshold_wh")),
                        row.getString("evidence"),
                        row.getString("confirmed_by"),
                        Sql.instant(row, "at")));
    }

    @Override
    public void add(Decision decision, List<CreditDevice> devices) {
        write("Confirming a change of devices", connection -> {
            Sql.run(
                    connection,
                    """
                    insert into placement_decision (programme, kind, element_id, energy_wh, threshold_wh, evidence, confirmed_by, at)
                    values (?, ?, ?, ?, ?, ?, ?, ?)""",
                    decision.programme(),
                    decision.proposal().kind().name(),
                    decision.proposal().element(),
                    decision.proposal().energyWh(),
                    decision.proposal().thresholdWh(),
                    decision.evidence(),
                    decision.confirmedBy(),
                    decision.at());
            addDevices(connection, devices);
        });
    }

    private interface Rows {
        void on(Connection connection) throws SQLException;
    }

    private void write(String what, Rows rows) {
        try {
            Sql.<Integer>transaction(database, what, connection -> {
                rows.on(connection);
                return 0;
            });
        } catch (Sql.Failed failed) {
            if (failed.state().equals(CHECK_VIOLATION)
                    && String.valueOf(failed.getMessage()).contains("no_holder_below_zero")) {
                throw new NotCoveredException(
                        "%s is not possible: the holder has not so many credits.".formatted(what), failed);
            }
            throw failed;
        }
    }
}
