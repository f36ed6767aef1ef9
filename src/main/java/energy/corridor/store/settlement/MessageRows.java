package energy.corridor.store.settlement;

import static energy.corridor.store.settlement.Sql.flag;
import static energy.corridor.store.settlement.Sql.number;
import static energy.corridor.store.settlement.Sql.text;
import static energy.corridor.store.settlement.Sql.time;

import energy.corridor.settlement.Direction;
import energy.corridor.settlement.Quality;
import energy.corridor.settlement.message.MessageStore.Received;
import energy.corridor.settlement.message.Priority;
import energy.corridor.settlement.message.SettlementMessage;
import energy.corridor.settlement.message.SettlementMessage.Packet;
import energy.corridor.settlement.message.SettlementMessage.Route;
import energy.corridor.settlement.message.SettlementMessage.SecurityClass;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Messages and their packets as rows and back. */
final class MessageRows {

    private static final String MESSAGES = """
            insert into settlement_message (outbound, element_id, seq, start_at, end_at, sent_at, received_at, late, route, priority,
                security_class, members, body_hash, signature)
            select * from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    private static final String PACKETS = """
            insert into settlement_packet (outbound, element_id, seq, position, direction, start_at, end_at, energy_wh, quality, rate_ref,
                currency, source, version)
            select * from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    private static final String DELIVERIES = """
            insert into settlement_delivery (written_order, priority, state, answer)
            select m.written_order, m.priority, 'READY', '' from unnest(?, ?) as w (element_id, seq)
            join settlement_message m on m.element_id = w.element_id and m.seq = w.seq and m.outbound""";

    private static final String LAST = """
            select element_id, max(seq) as seq from settlement_message
            where outbound and element_id in (select * from unnest(?::text[])) group by element_id""";

    /** A packet of a message that has its number. */
    private record Row(SettlementMessage message, boolean outbound, int position, Packet packet) {}

    private MessageRows() {}

    /** Messages of settlement, each numbered after the last of its element. */
    static void addMade(Connection connection, List<SettlementMessage> made, Duration onTime) throws SQLException {
        if (made.isEmpty()) {
            return;
        }
        inOrder(connection); // the last numbers are read under it, too
        Map<String, Long> last = new HashMap<>();
        Sql.rows(
                        connection,
                        LAST,
                        row -> Map.entry(row.getString("element_id"), row.getLong("seq")),
                        made.stream().map(SettlementMessage::element).distinct().toList())
                .forEach(e -> last.put(e.getKey(), e.getValue()));
        List<Received> numbered = new ArrayList<>();
        for (SettlementMessage message : made) {
            long seq = last.merge(message.element(), 1L, Long::sum);
            numbered.add(new Received(
                    message.numbered(seq),
                    message.sentAt(),
                    message.sentAt().isAfter(message.end().plus(onTime))));
        }
        add(connection, numbered, true);
        Sql.insert(
                connection,
                DELIVERIES,
                numbered,
                text((Received r) -> r.message().element()),
                number(r -> r.message().seq()));
    }

    /** One at a time, so that what is committed later has the higher place in the order. */
    static void inOrder(Connection connection) throws SQLException {
        Sql.rows(connection, "select pg_advisory_xact_lock(hashtext('settlement_message'))", row -> 0);
    }

    static void add(Connection connection, List<Received> messages, boolean outbound) throws SQLException {
        inOrder(connection);
        Sql.insert(
                connection,
                MESSAGES,
                messages,
                flag((Received r) -> outbound),
                text(r -> r.message().element()),
                number(r -> r.message().seq()),
                time(r -> r.message().start()),
                time(r -> r.message().end()),
                time(r -> r.message().sentAt()),
                time(Received::receivedAt),
                flag(Received::late),
                text(r -> r.message().route().name()),
                number(r -> r.message().priority().ordinal()),
                text(r -> r.message().securityClass().name()),
                number(r -> r.message().members()),
                text(r -> r.message().bodyHash()),
                text(r -> r.message().signature()));
        List<Row> rows = new ArrayList<>();
        for (Received received : messages) {
            SettlementMessage message = received.message();
            for (int i = 0; i < message.packets().size(); i++) {
                rows.add(new Row(message, outbound, i, message.packets().get(i)));
            }
        }
        Sql.insert(
                connection,
                PACKETS,
                rows,
                flag(Row::outbound),
                text(r -> r.message().element()),
                number(r -> r.message().seq()),
                number(Row::position),
                text(r -> r.packet().direction().name()),
                time(r -> r.packet().start()),
                time(r -> r.packet().end()),
                number(r -> r.packet().energyWh()),
                number(r -> r.packet().quality().code()),
                text(r -> r.packet().rateRef()),
                text(r -> r.packet().currency()),
                text(r -> r.packet().source()),
                number(r -> r.packet().version()));
    }

    /** A row of {@code settlement_message m join settlement_packet p}, whose packet columns begin with {@code p_}. */
    static final String COLUMNS = "m.*, p.direction as p_direction, p.start_at as p_start, p.end_at as p_end,"
            + " p.energy_wh as p_wh, p.quality as p_quality, p.rate_ref as p_rate, p.currency as p_currency,"
            + " p.source as p_source, p.version as p_version";

    static final String JOIN = "settlement_message m join settlement_packet p on p.element_id = m.element_id"
            + " and p.outbound = m.outbound and p.seq = m.seq";

    /** One row per packet, in their order. */
    record Kept(long order, SettlementMessage message, Instant receivedAt, boolean late, String state, String answer) {}

    static Kept kept(ResultSet row, boolean delivery) throws SQLException {
        SettlementMessage message = new SettlementMessage(
                row.getString("element_id"),
                row.getLong("seq"),
                Sql.instant(row, "start_at"),
                Sql.instant(row, "end_at"),
                Sql.instant(row, "sent_at"),
                Route.valueOf(row.getString("route")),
                Priority.values()[row.getInt("priority")],
                SecurityClass.valueOf(row.getString("security_class")),
                row.getInt("members"),
                List.of(packet(row)),
                row.getString("signature"));
        return new Kept(
                row.getLong("written_order"),
                message,
                Sql.instant(row, "received_at"),
                row.getBoolean("late"),
                delivery ? row.getString("state") : "",
                delivery ? row.getString("answer") : "");
    }

    static Packet packet(ResultSet row) throws SQLException {
        return new Packet(
                Direction.valueOf(row.getString("p_direction")),
                Sql.instant(row, "p_start"),
                Sql.instant(row, "p_end"),
                row.getLong("p_wh"),
                Quality.of(row.getInt("p_quality")),
                row.getString("p_rate"),
                row.getString("p_currency"),
                row.getString("p_source"),
                row.getInt("p_version"));
    }

    /** Rows of the same message become one, in the order of the rows. */
    static List<Kept> together(List<Kept> rows) {
        Map<Long, Kept> byOrder = new LinkedHashMap<>();
        for (Kept row : rows) {
            byOrder.merge(
                    row.order(),
                    row,
                    (a, b) -> new Kept(
                            a.order(),
                            a.message().with(b.message().packets()),
                            a.receivedAt(),
                            a.late(),
                            a.state(),
                            a.answer()));
        }
        return List.copyOf(byOrder.values());
    }
}
