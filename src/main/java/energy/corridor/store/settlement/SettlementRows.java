package energy.corridor.store.settlement;

import static energy.corridor.store.settlement.Sql.exact;
import static energy.corridor.store.settlement.Sql.flag;
import static energy.corridor.store.settlement.Sql.number;
import static energy.corridor.store.settlement.Sql.text;
import static energy.corridor.store.settlement.Sql.time;

import energy.corridor.settlement.Channel;
import energy.corridor.settlement.Direction;
import energy.corridor.settlement.Finding;
import energy.corridor.settlement.IntervalEnergy;
import energy.corridor.settlement.Kwp;
import energy.corridor.settlement.Quality;
import energy.corridor.settlement.RateQuote;
import energy.corridor.settlement.Run;
import energy.corridor.settlement.SettlementLine;
import energy.corridor.settlement.message.SettlementMessage;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/** Intervals, quotes, packets, lines and findings as rows and back. */
final class SettlementRows {

    private static final String INTERVALS = """
            insert into interval_energy (element_id, channel, start_at, end_at, version, wh, quality, method, inputs)
            select * from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?)""";
    private static final String QUOTES = """
            insert into rate_quote (issuer, point, direction, start_at, end_at, currency, per_mwh, version)
            select * from unnest(?, ?, ?, ?, ?, ?, ?, ?)""";
    private static final String KWPS = """
            insert into kwp (element_id, owner, point, start_at, end_at, direction, energy_wh, quality, interval_version, rate_ref,
                per_mwh, currency, factor, amount, version)
            select * from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";
    private static final String LINES = """
            insert into settlement_line (element_id, start_at, direction, run, kwp_version, energy_wh, amount_micro, prior_wh,
                prior_micro, settled_at)
            select * from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";
    private static final String SHARES = """
            insert into proceeds_share (element_id, start_at, direction, run, kwp_version, member_id, wh, amount_micro, prior_micro)
            select * from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?)""";
    private static final String FINDINGS = """
            insert into finding (subject, kind, element_id, at, rejected, sentence)
            select * from unnest(?, ?, ?, ?, ?, ?) on conflict do nothing""";
    private static final String LIFTED = """
            update finding set lifted = true where rejected and not lifted and kind <> 'HELD' and subject in (select * from unnest(?))""";

    private SettlementRows() {}

    static void addIntervals(Connection connection, List<IntervalEnergy> intervals) throws SQLException {
        Sql.insert(
                connection,
                INTERVALS,
                intervals,
                text(IntervalEnergy::element),
                text(i -> i.channel().name()),
                time(IntervalEnergy::start),
                time(IntervalEnergy::end),
                number(IntervalEnergy::version),
                number(IntervalEnergy::wh),
                number(i -> i.quality().code()),
                text(IntervalEnergy::method),
                text(i -> i.inputs().stream().map(String::valueOf).collect(Collectors.joining(" "))));
    }

    static IntervalEnergy interval(ResultSet row) throws SQLException {
        String inputs = row.getString("inputs");
        return new IntervalEnergy(
                row.getString("element_id"),
                Channel.valueOf(row.getString("channel")),
                Sql.instant(row, "start_at"),
                Sql.instant(row, "end_at"),
                row.getLong("wh"),
                Quality.of(row.getInt("quality")),
                row.getString("method"),
                inputs.isEmpty()
                        ? List.of()
                        : Arrays.stream(inputs.split(" ")).map(Long::valueOf).toList(),
                row.getInt("version"));
    }

    static void addQuotes(Connection connection, List<RateQuote> quotes) throws SQLException {
        Sql.insert(
                connection,
                QUOTES,
                quotes,
                text(RateQuote::issuer),
                text(RateQuote::point),
                text(q -> q.direction().name()),
                time(RateQuote::start),
                time(RateQuote::end),
                text(RateQuote::currency),
                exact(RateQuote::perMwh),
                number(RateQuote::version));
    }

    static RateQuote quote(ResultSet row) throws SQLException {
        return new RateQuote(
                row.getString("issuer"),
                row.getString("point"),
                Direction.valueOf(row.getString("direction")),
                Sql.instant(row, "start_at"),
                Sql.instant(row, "end_at"),
                row.getString("currency"),
                row.getBigDecimal("per_mwh"),
                row.getInt("version"));
    }

    static void addKwps(Connection connection, List<Kwp> kwps) throws SQLException {
        Sql.insert(
                connection,
                KWPS,
                kwps,
                text(Kwp::element),
                text(Kwp::owner),
                text(Kwp::point),
                time(Kwp::start),
                time(Kwp::end),
                text(k -> k.direction().name()),
                number(Kwp::energyWh),
                number(k -> k.quality().code()),
                number(Kwp::intervalVersion),
                text(Kwp::rateRef),
                exact(Kwp::perMwh),
                text(Kwp::currency),
                exact(Kwp::factor),
                exact(Kwp::amount),
                number(Kwp::version));
    }

    static Kwp kwp(ResultSet row) throws SQLException {
        Quality quality = Quality.of(row.getInt("quality"));
        return new Kwp(
                row.getString("element_id"),
                row.getString("owner"),
                row.getString("point"),
                Sql.instant(row, "start_at"),
                Sql.instant(row, "end_at"),
                Direction.valueOf(row.getString("direction")),
                row.getLong("energy_wh"),
                quality.grade(),
                quality,
                row.getInt("interval_version"),
                row.getString("rate_ref"),
                row.getBigDecimal("per_mwh"),
                row.getString("currency"),
                row.getBigDecimal("factor"),
                row.getBigDecimal("amount"),
                row.getInt("version"));
    }

    static void addLines(Connection connection, List<SettlementLine> lines) throws SQLException {
        Sql.insert(
                connection,
                LINES,
                lines,
                text((SettlementLine l) -> l.kwp().element()),
                time(l -> l.kwp().start()),
                text(l -> l.kwp().direction().name()),
                text(l -> l.run().name()),
                number(l -> l.kwp().version()),
                number(SettlementLine::energyWh),
                number(SettlementLine::amountMicro),
                number(SettlementLine::priorWh),
                number(SettlementLine::priorMicro),
                time(SettlementLine::settledAt));
        List<Shared> shared = lines.stream()
                .flatMap(l -> l.shares().stream().map(s -> new Shared(l, s)))
                .toList();
        Sql.insert(
                connection,
                SHARES,
                shared,
                text((Shared s) -> s.line().kwp().element()),
                time(s -> s.line().kwp().start()),
                text(s -> s.line().kwp().direction().name()),
                text(s -> s.line().run().name()),
                number(s -> s.line().kwp().version()),
                text(s -> s.share().member()),
                number(s -> s.share().wh()),
                number(s -> s.share().amountMicro()),
                number(s -> s.share().priorMicro()));
    }

    private record Shared(SettlementLine line, SettlementLine.Share share) {}

    /** A row of {@code settlement_line l join kwp} whose line columns begin with {@code line_}. */
    static SettlementLine line(ResultSet row) throws SQLException {
        return new SettlementLine(
                kwp(row),
                Run.valueOf(row.getString("run")),
                row.getLong("line_wh"),
                row.getLong("amount_micro"),
                row.getLong("prior_wh"),
                row.getLong("prior_micro"),
                Sql.instant(row, "settled_at"),
                List.of());
    }

    /** What members have of their masters' lines, by the line's id. */
    static Map<String, List<SettlementLine.Share>> shares(
            DataSource database, Collection<String> masters, Instant from, Instant to) {
        Map<String, List<SettlementLine.Share>> shares = new HashMap<>();
        Sql.rows(
                        database,
                        """
                        select * from proceeds_share where element_id in (select * from unnest(?::text[])) and start_at >= ? and start_at < ?
                        order by member_id""",
                        row -> Map.entry(
                                SettlementLine.id(
                                        row.getString("element_id"),
                                        Sql.instant(row, "start_at"),
                                        Direction.valueOf(row.getString("direction")),
                                        Run.valueOf(row.getString("run")),
                                        row.getInt("kwp_version")),
                                new SettlementLine.Share(
                                        row.getString("member_id"),
                                        row.getLong("wh"),
                                        row.getLong("amount_micro"),
                                        row.getLong("prior_micro"))),
                        masters,
                        from,
                        to)
                .forEach(e -> shares.computeIfAbsent(e.getKey(), key -> new ArrayList<>())
                        .add(e.getValue()));
        return shares;
    }

    /** An interval that an element told by message. */
    static IntervalEnergy told(ResultSet row) throws SQLException {
        SettlementMessage.Packet packet = MessageRows.packet(row);
        return new IntervalEnergy(
                row.getString("element_id"),
                packet.direction() == Direction.LOAD ? Channel.IMPORT : Channel.EXPORT,
                packet.start(),
                packet.end(),
                packet.energyWh(),
                packet.quality(),
                "told by message %d, version %d".formatted(row.getLong("seq"), packet.version()),
                List.of(),
                1);
    }

    static final String LINE_COLUMNS =
            "kwp.*, l.run, l.energy_wh as line_wh, l.amount_micro, l.prior_wh, l.prior_micro, l.settled_at";

    static final String LINE_JOIN = """
            settlement_line l join kwp on kwp.element_id = l.element_id and kwp.start_at = l.start_at
                and kwp.direction = l.direction and kwp.version = l.kwp_version""";

    static void addFindings(Connection connection, List<Finding> findings) throws SQLException {
        Sql.insert(
                connection,
                FINDINGS,
                findings,
                text(Finding::subject),
                text(f -> f.kind().name()),
                text(Finding::element),
                time(Finding::at),
                flag(Finding::rejected),
                text(Finding::sentence));
        List<String> accepted = findings.stream()
                .filter(f -> f.kind() == Finding.Kind.METER_EXCHANGE)
                .map(Finding::subject)
                .toList();
        Sql.insert(connection, LIFTED, accepted, text((String s) -> s));
    }

    static Finding finding(ResultSet row) throws SQLException {
        return new Finding(
                row.getString("subject"),
                Finding.Kind.valueOf(row.getString("kind")),
                row.getString("element_id"),
                Sql.instant(row, "at"),
                row.getBoolean("rejected") && !row.getBoolean("lifted"),
                row.getString("sentence"));
    }
}
