package energy.corridor.store.settlement;

import static energy.corridor.store.settlement.Sql.number;
import static energy.corridor.store.settlement.Sql.text;
import static energy.corridor.store.settlement.Sql.time;

import energy.corridor.settlement.BlockStore;
import energy.corridor.settlement.Direction;
import energy.corridor.settlement.Kwp;
import energy.corridor.settlement.Ptb;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/** Trading blocks and their members. */
@ApplicationScoped
public class PostgresBlocks implements BlockStore {

    private static final String FREE = """
            select * from (
                select distinct on (element_id, start_at, direction) * from kwp
                where start_at >= ? and start_at < ? and direction in ('SUPPLY', 'CURTAILMENT')
                order by element_id, start_at, direction, version desc) k
            where energy_wh > 0
                and not exists (select from trading_block_member m
                    where m.element_id = k.element_id and m.start_at = k.start_at and m.direction = k.direction)
                and not exists (select from energy_claim c where k.direction = 'SUPPLY'
                    and c.element_id = k.element_id and c.start_at = k.start_at and c.channel = 'EXPORT' and c.layer = 'MARKET')
            order by start_at, element_id""";

    private static final String MEMBERS = """
            insert into trading_block_member (product, number, element_id, start_at, direction, source, wh)
            select * from unnest(?, ?, ?, ?, ?, ?, ?)""";

    private static final String CLAIMS = """
            insert into energy_claim (element_id, channel, start_at, layer, claimant, wh)
            select w.element_id, 'EXPORT', w.start_at, 'MARKET', w.claimant, w.wh from unnest(?, ?, ?, ?) as w (element_id, start_at, claimant, wh)""";

    private static final String BLOCKS = """
            select b.*, m.source, m.wh from trading_block b join trading_block_member m using (product, number) where %s
            order by b.product, b.number, m.element_id, m.direction""";

    private final DataSource database;

    PostgresBlocks(DataSource database) {
        this.database = database;
    }

    @Override
    public List<Kwp> free(Instant from, Instant to) {
        return Sql.rows(database, FREE, SettlementRows::kwp, from, to);
    }

    @Override
    public Optional<Formed> last(String product) {
        return formed(Sql.rows(
                        database,
                        BLOCKS.formatted(
                                "b.product = ? and b.number = (select max(number) from trading_block where product = b.product)"),
                        PostgresBlocks::row,
                        product))
                .stream()
                .findFirst();
    }

    @Override
    public List<Formed> blocks(Instant from, Instant to) {
        return formed(Sql.rows(
                database, BLOCKS.formatted("b.start_at >= ? and b.start_at < ?"), PostgresBlocks::row, from, to));
    }

    @Override
    public void add(Formed formed, List<Kwp> members) {
        Ptb block = formed.block();
        PostgresSettlement.once(database, "Keeping a trading block", connection -> {
            Sql.run(
                    connection,
                    """
                    insert into trading_block (product, number, start_at, end_at, min_wh, carried_wh, total_wh, blocks, block_wh, carry_wh,
                        status, formed_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'FORMED', ?)""",
                    block.product(),
                    formed.number(),
                    block.start(),
                    block.end(),
                    block.minWh(),
                    block.carriedWh(),
                    block.totalWh(),
                    block.blocks(),
                    block.blockWh(),
                    block.carryWh(),
                    formed.formedAt());
            Sql.insert(
                    connection,
                    MEMBERS,
                    members,
                    text((Kwp k) -> block.product()),
                    number(k -> formed.number()),
                    text(Kwp::element),
                    time(Kwp::start),
                    text(k -> k.direction().name()),
                    text(Kwp::id),
                    number(Kwp::energyWh));
            return Sql.insert(
                    connection,
                    CLAIMS,
                    members.stream()
                            .filter(k -> k.direction() == Direction.SUPPLY)
                            .toList(),
                    text(Kwp::element),
                    time(Kwp::start),
                    text(k -> "PTB/%s/%d".formatted(block.product(), formed.number())),
                    number(Kwp::energyWh));
        });
    }

    private record Row(
            String product,
            long number,
            Instant start,
            Instant end,
            long minWh,
            long carriedWh,
            Instant formedAt,
            Ptb.Member member) {}

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                row.getString("product"),
                row.getLong("number"),
                Sql.instant(row, "start_at"),
                Sql.instant(row, "end_at"),
                row.getLong("min_wh"),
                row.getLong("carried_wh"),
                Sql.instant(row, "formed_at"),
                new Ptb.Member(row.getString("source"), row.getLong("wh")));
    }

    private static List<Formed> formed(List<Row> rows) {
        Map<String, List<Row>> byBlock = new LinkedHashMap<>();
        rows.forEach(r -> byBlock.computeIfAbsent(r.product() + "#" + r.number(), key -> new ArrayList<>())
                .add(r));
        return byBlock.values().stream()
                .map(own -> {
                    Row first = own.get(0);
                    Ptb block = new Ptb(
                            first.product(),
                            first.start(),
                            first.end(),
                            first.minWh(),
                            first.carriedWh(),
                            own.stream().map(Row::member).toList());
                    return new Formed(first.number(), block, first.formedAt());
                })
                .toList();
    }
}
