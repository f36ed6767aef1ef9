package energy.corridor.store.settlement;

import energy.corridor.settlement.Direction;
import energy.corridor.settlement.Finding;
import energy.corridor.settlement.Quality;
import energy.corridor.settlement.message.Acknowledgement;
import energy.corridor.settlement.message.MessageStore;
import energy.corridor.settlement.message.Priority;
import energy.corridor.settlement.message.SettlementMessage;
import energy.corridor.settlement.message.SettlementMessage.Packet;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/** Settlement messages in PostgreSQL. */
@ApplicationScoped
public class PostgresMessages implements MessageStore {

    private static final String RECEIVED = "select " + MessageRows.COLUMNS + " from " + MessageRows.JOIN
            + " where not m.outbound and m.element_id = ? and m.seq = ? order by p.position";

    private static final String NEWEST_TOLD = "select " + MessageRows.COLUMNS + " from " + MessageRows.JOIN
            + " where m.written_order in (select written_order from settlement_message where not outbound"
            + " and element_id = coalesce(?, element_id) order by written_order desc limit ?)"
            + " order by m.written_order desc, p.position";

    private static final String SENT = "select " + MessageRows.COLUMNS + ", d.state, d.answer from " + MessageRows.JOIN
            + " join settlement_delivery d on d.written_order = m.written_order";

    private static final String READY = SENT + " where m.written_order in (select d.written_order"
            + " from settlement_delivery d join settlement_message m using (written_order)"
            + " where d.state = 'READY' and m.received_at >= ? order by d.priority, d.written_order limit ?)"
            + " order by m.priority, m.written_order, p.position";

    private static final String NEWEST_SENT = SENT + " where m.written_order in (select written_order"
            + " from settlement_message where outbound and element_id = coalesce(?, element_id)"
            + " order by written_order desc limit ?) order by m.written_order desc, p.position";

    static final String TOLD = """
            select distinct on (p.element_id, p.start_at, p.direction) p.element_id, p.seq, p.direction as p_direction, p.start_at as p_start,
                p.end_at as p_end, p.energy_wh as p_wh, p.quality as p_quality, p.rate_ref as p_rate, p.currency as p_currency,
                p.source as p_source, p.version as p_version
            from settlement_packet p where not p.outbound and p.element_id in (select * from unnest(?::text[]))
                and p.start_at >= ? and p.start_at < ?
            order by p.element_id, p.start_at, p.direction, p.version desc, p.seq""";

    /** What the masters of the newly told intervals have in all: their members' newest packets and their own. */
    private static final String SUMS = """
            with fresh as (
                select distinct m.element_id, m.start_at, m.end_at from settlement_message m
                where m.outbound and m.members = 0 and m.written_order > ? and m.written_order <= ?),
            part as (
                select f.start_at, f.end_at, coalesce(e.master_id, f.element_id) as master
                from fresh f join lateral (select master_id, type from grid_element e where e.element_id = f.element_id
                    order by version desc limit 1) e on e.master_id is not null or e.type = 'MASTER'
                group by 1, 2, 3),
            own as (
                select p.start_at, p.end_at, p.master, k.element_id, k.direction, k.energy_wh, k.quality, k.currency,
                    row_number() over (partition by p.master, p.start_at, k.element_id, k.direction order by k.version desc) as age
                from part p join kwp k on k.start_at = p.start_at
                join lateral (select master_id from grid_element e where e.element_id = k.element_id order by version desc limit 1) e
                    on e.master_id = p.master or k.element_id = p.master)
            select start_at, end_at, master, direction, currency, sum(energy_wh)::bigint as wh, count(distinct element_id)::int as members,
                array_agg(distinct quality)::int[] as qualities
            from own where age = 1 group by start_at, end_at, master, direction, currency order by start_at, master, direction""";

    private final DataSource database;

    PostgresMessages(DataSource database) {
        this.database = database;
    }

    @Override
    public Optional<Received> received(String element, long seq) {
        return told(Sql.rows(database, RECEIVED, row -> MessageRows.kept(row, false), element, seq)).stream()
                .map(Told::received)
                .findFirst();
    }

    @Override
    public List<Packet> told(String element, Instant from, Instant to) {
        return Sql.rows(database, TOLD, MessageRows::packet, List.of(element), from, to);
    }

    @Override
    public void add(Received received) {
        PostgresSettlement.once(database, "Keeping a message", connection -> {
            MessageRows.add(connection, List.of(received), false);
            return 0;
        });
    }

    @Override
    public void add(Refused refused, Finding finding) {
        Sql.<Integer>transaction(database, "Keeping a refused message", connection -> {
            Acknowledgement answer = refused.answer();
            int added = Sql.run(
                    connection,
                    """
                    insert into refused_message (element_id, seq, code, reason, received_at, body) values (?, ?, ?, ?, ?, ?)
                    on conflict do nothing""",
                    answer.element(),
                    answer.seq(),
                    answer.code().name(),
                    answer.reason(),
                    answer.receivedAt(),
                    refused.body());
            if (added > 0) {
                SettlementRows.addFindings(connection, List.of(finding));
            }
            return added;
        });
    }

    @Override
    public List<Refused> refused(int most) {
        return Sql.rows(
                database,
                "select * from refused_message order by refused_order desc limit ?",
                row -> new Refused(
                        new Acknowledgement(
                                row.getString("element_id"),
                                row.getLong("seq"),
                                Acknowledgement.Code.valueOf(row.getString("code")),
                                row.getString("reason"),
                                Sql.instant(row, "received_at")),
                        row.getString("body")),
                most);
    }

    @Override
    public List<Told> received(Optional<String> element, int most) {
        return told(Sql.rows(database, NEWEST_TOLD, row -> MessageRows.kept(row, false), element.orElse(null), most));
    }

    private static List<Told> told(List<MessageRows.Kept> rows) {
        return MessageRows.together(rows).stream()
                .map(k -> new Told(k.order(), new Received(k.message(), k.receivedAt(), k.late())))
                .toList();
    }

    @Override
    public List<Sent> ready(Instant since, int most) {
        return sent(Sql.rows(database, READY, row -> MessageRows.kept(row, true), since, most));
    }

    @Override
    public List<Sent> sent(Optional<String> element, int most) {
        return sent(Sql.rows(database, NEWEST_SENT, row -> MessageRows.kept(row, true), element.orElse(null), most));
    }

    private static List<Sent> sent(List<MessageRows.Kept> rows) {
        return MessageRows.together(rows).stream()
                .map(k -> new Sent(
                        k.order(), k.message(), k.receivedAt(), k.late(), Sent.State.valueOf(k.state()), k.answer()))
                .toList();
    }

    @Override
    public void published(Collection<Long> orders) {
        Sql.<Integer>transaction(database, "Noting published messages", connection -> Sql.run(connection, """
                        update settlement_delivery set state = 'PUBLISHED'
                        where state = 'READY' and written_order in (select * from unnest(?::bigint[]))""", orders));
    }

    @Override
    public boolean answer(String element, long seq, boolean accepted, String reason) {
        return Sql.<Integer>transaction(
                        database,
                        "Noting the answer to a message",
                        connection -> Sql.run(connection, """
                                update settlement_delivery set state = ?, answer = ? where written_order = (select written_order
                                    from settlement_message where outbound and element_id = ? and seq = ?)""", accepted ? "ACKED" : "REFUSED", reason, element, seq))
                > 0;
    }

    @Override
    public int aggregate(Instant now, Duration onTime) {
        return Sql.<Integer>transaction(database, "Adding messages up", connection -> {
            MessageRows.inOrder(connection);
            long done = first(connection, "select coalesce(max(written_order), 0) from settlement_aggregation");
            long last =
                    first(connection, "select coalesce(max(written_order), 0) from settlement_message where outbound");
            if (last <= done) {
                return 0;
            }
            List<SettlementMessage> sums = sums(connection, done, last, now);
            MessageRows.addMade(connection, sums, onTime);
            Sql.run(connection, """
                    insert into settlement_aggregation (written_order) values (?)
                    on conflict (only_row) do update set written_order = excluded.written_order""", last);
            return sums.size();
        });
    }

    private record Sum(Instant start, Instant end, String master, int members, Packet packet) {}

    private static List<SettlementMessage> sums(Connection connection, long after, long until, Instant now)
            throws SQLException {
        Map<String, List<Sum>> together = new LinkedHashMap<>();
        Sql.rows(
                        connection,
                        SUMS,
                        row -> new Sum(
                                Sql.instant(row, "start_at"),
                                Sql.instant(row, "end_at"),
                                row.getString("master"),
                                row.getInt("members"),
                                new Packet(
                                        Direction.valueOf(row.getString("direction")),
                                        Sql.instant(row, "start_at"),
                                        Sql.instant(row, "end_at"),
                                        row.getLong("wh"),
                                        worst((Integer[])
                                                row.getArray("qualities").getArray()),
                                        "",
                                        row.getString("currency"),
                                        "",
                                        1)),
                        after,
                        until)
                .forEach(s -> together.computeIfAbsent(s.master() + s.start(), key -> new ArrayList<>())
                        .add(s));
        return together.values().stream()
                .map(sums -> new SettlementMessage(
                        sums.get(0).master(),
                        0,
                        sums.get(0).start(),
                        sums.get(0).end(),
                        now,
                        SettlementMessage.Route.COORDINATOR,
                        Priority.ENERGY_SETTLEMENT,
                        SettlementMessage.SecurityClass.STANDARD,
                        sums.stream().mapToInt(Sum::members).max().orElse(1),
                        sums.stream().map(Sum::packet).toList(),
                        ""))
                .toList();
    }

    private static Quality worst(Integer[] codes) {
        Quality worst = Quality.VALID;
        for (Integer code : codes) {
            Quality quality = Quality.of(code);
            worst = quality.grade().compareTo(worst.grade()) > 0 ? quality : worst;
        }
        return worst;
    }

    private static long first(Connection connection, String sql) throws SQLException {
        return Sql.rows(connection, sql, row -> row.getLong(1)).get(0);
    }
}
