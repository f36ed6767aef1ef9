package energy.corridor.store.operator;

import energy.corridor.grid.delivery.Register;
import energy.corridor.grid.delivery.SiteMeter;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/** The EVSEs' registers out of the journal: readings, and the meter at the start and the end of each transaction. */
@ApplicationScoped
public class PostgresSiteMeter implements SiteMeter {

    /** Around the time asked for, so that its edges lie between readings. */
    private static final Duration AROUND = Duration.ofMinutes(30);

    private static final String POINTS = """
            with own as (
                select * from charging_transaction where started_at < ? and (ended_at is null or ended_at > ?))
            select station_id, evse_number, started_at as at, meter_start_wh::double precision as wh, true as running from own
            union all
            select station_id, evse_number, ended_at, meter_stop_wh::double precision, false from own where ended_at is not null
            union all
            select r.station_id, r.evse_number, r.at, r.value::double precision, true
            from meter_reading r join own using (station_id, evse_number, transaction_id)
            where r.measurand = 'Energy.Active.Import.Register' and r.phase = '' and r.at >= ? and r.at < ?
                and r.at >= own.started_at and (own.ended_at is null or r.at < own.ended_at)
            order by 1, 2, 3, 4""";

    private final DataSource database;

    PostgresSiteMeter(DataSource database) {
        this.database = database;
    }

    @Override
    public List<Register> registers(Instant from, Instant to) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(POINTS)) {
            OffsetDateTime begin = from.minus(AROUND).atOffset(ZoneOffset.UTC);
            OffsetDateTime end = to.plus(AROUND).atOffset(ZoneOffset.UTC);
            select.setObject(1, end);
            select.setObject(2, begin);
            select.setObject(3, begin);
            select.setObject(4, end);
            Map<List<Object>, List<Register.Point>> byEvse = new LinkedHashMap<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    byEvse.computeIfAbsent(List.of(row.getString(1), row.getInt(2)), evse -> new ArrayList<>())
                            .add(new Register.Point(
                                    row.getObject("at", OffsetDateTime.class).toInstant(),
                                    row.getDouble("wh"),
                                    row.getBoolean("running")));
                }
            }
            return byEvse.values().stream().map(Register::new).toList();
        } catch (SQLException e) {
            throw new IllegalStateException("The meter values could not be read: " + e.getMessage(), e);
        }
    }
}
