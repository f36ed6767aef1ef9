package energy.corridor.store.settlement;

import static energy.corridor.store.settlement.Sql.exact;
import static energy.corridor.store.settlement.Sql.flag;
import static energy.corridor.store.settlement.Sql.number;
import static energy.corridor.store.settlement.Sql.text;
import static energy.corridor.store.settlement.Sql.time;

import energy.corridor.settlement.Baseline;
import energy.corridor.settlement.CurtailmentStore;
import energy.corridor.settlement.Psv;
import energy.corridor.settlement.Quality;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** Frozen baselines and supply values, and the claims of their members. */
@ApplicationScoped
public class PostgresCurtailment implements CurtailmentStore {

    private static final String BASELINES = """
            insert into curtailment_baseline (event_id, element_id, start_at, end_at, wh, ordered_wh, method, method_version, frozen_at)
            select * from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing""";

    private static final String PSVS = """
            insert into psv (element_id, event_id, start_at, end_at, baseline_wh, actual_wh, ordered_wh, psv_wh, loss_factor, method,
                method_version, confirmed, quality, version)
            select * from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    /** The same event keeps what it has claimed; another's claim breaks the constraint. */
    private static final String CLAIMS = """
            insert into energy_claim (element_id, channel, start_at, layer, claimant, wh)
            select w.element_id, 'IMPORT', w.start_at, 'MARKET', w.claimant, w.wh
            from unnest(?, ?, ?, ?) as w (element_id, start_at, claimant, wh)
            where not exists (select from energy_claim c where c.element_id = w.element_id and c.start_at = w.start_at
                and c.channel = 'IMPORT' and c.layer = 'MARKET' and c.claimant = w.claimant)""";

    private record Part(String element, Instant start, String claimant, long wh) {}

    private final DataSource database;

    PostgresCurtailment(DataSource database) {
        this.database = database;
    }

    @Override
    public void freeze(List<Baseline> baselines) {
        Sql.<Integer>transaction(
                database,
                "Freezing a baseline",
                connection -> Sql.insert(
                        connection,
                        BASELINES,
                        baselines,
                        text(Baseline::event),
                        text(Baseline::element),
                        time(Baseline::start),
                        time(Baseline::end),
                        number(Baseline::wh),
                        number(Baseline::orderedWh),
                        text(Baseline::method),
                        number(Baseline::methodVersion),
                        time(Baseline::frozenAt)));
    }

    @Override
    public List<Baseline> baselines(Instant from, Instant to) {
        return Sql.rows(
                database,
                "select * from curtailment_baseline where start_at >= ? and start_at < ? order by start_at, event_id",
                row -> new Baseline(
                        row.getString("event_id"),
                        row.getString("element_id"),
                        Sql.instant(row, "start_at"),
                        Sql.instant(row, "end_at"),
                        row.getLong("wh"),
                        row.getLong("ordered_wh"),
                        row.getString("method"),
                        row.getInt("method_version"),
                        Sql.instant(row, "frozen_at")),
                from,
                to);
    }

    @Override
    public List<Psv> psvs(Instant from, Instant to) {
        return Sql.rows(database, """
                select distinct on (start_at, event_id, element_id) * from psv where start_at >= ? and start_at < ?
                order by start_at, event_id, element_id, version desc""", PostgresCurtailment::psv, from, to);
    }

    private static Psv psv(ResultSet row) throws SQLException {
        return new Psv(
                row.getString("element_id"),
                row.getString("event_id"),
                Sql.instant(row, "start_at"),
                Sql.instant(row, "end_at"),
                row.getLong("baseline_wh"),
                row.getLong("actual_wh"),
                row.getLong("ordered_wh"),
                row.getLong("psv_wh"),
                row.getBigDecimal("loss_factor"),
                row.getString("method"),
                row.getInt("method_version"),
                row.getBoolean("confirmed"),
                Quality.of(row.getInt("quality")),
                row.getInt("version"));
    }

    @Override
    public Optional<String> claimedByOthers(String event, Collection<String> elements, Instant start) {
        return Sql.rows(
                        database,
                        """
                        select element_id, claimant, wh from energy_claim where element_id in (select * from unnest(?::text[])) and start_at = ?
                            and channel = 'IMPORT' and layer = 'MARKET' and claimant <> ? order by element_id""",
                        row -> "%d Wh of %s from %s are claimed by %s already; a kWh is claimed once."
                                .formatted(
                                        row.getLong("wh"),
                                        row.getString("element_id"),
                                        start,
                                        row.getString("claimant")),
                        elements,
                        start,
                        claimant(event))
                .stream()
                .findFirst();
    }

    private static String claimant(String event) {
        return "PSV/" + event;
    }

    @Override
    public void add(List<Claimed> values) {
        List<Part> parts = new ArrayList<>();
        for (Claimed value : values) {
            value.shares().forEach((element, wh) -> {
                if (wh > 0) {
                    parts.add(new Part(
                            element, value.psv().start(), claimant(value.psv().event()), wh));
                }
            });
        }
        List<Psv> psvs = values.stream().map(Claimed::psv).toList();
        PostgresSettlement.once(database, "Keeping supply values", connection -> {
            Sql.insert(
                    connection,
                    PSVS,
                    psvs,
                    text(Psv::element),
                    text(Psv::event),
                    time(Psv::start),
                    time(Psv::end),
                    number(Psv::baselineWh),
                    number(Psv::actualWh),
                    number(Psv::orderedWh),
                    number(Psv::psvWh),
                    exact(Psv::lossFactor),
                    text(Psv::method),
                    number(Psv::methodVersion),
                    flag(Psv::confirmed),
                    number(p -> p.quality().code()),
                    number(Psv::version));
            return Sql.insert(
                    connection,
                    CLAIMS,
                    parts,
                    text(Part::element),
                    time(Part::start),
                    text(Part::claimant),
                    number(Part::wh));
        });
    }
}
