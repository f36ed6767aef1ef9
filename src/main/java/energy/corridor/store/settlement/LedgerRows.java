package energy.corridor.store.settlement;

import static energy.corridor.store.settlement.Sql.number;
import static energy.corridor.store.settlement.Sql.text;
import static energy.corridor.store.settlement.Sql.time;

import energy.corridor.settlement.EntrySet;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Bookings as rows, each chained to the one before. */
public final class LedgerRows {

    private static final String BOOKINGS = """
            insert into ledger_booking (key, kind, reference, booked_at, prev_hash, hash)
            select key, kind, reference, booked_at, prev_hash, hash
            from unnest(?, ?, ?, ?, ?, ?) with ordinality as b (key, kind, reference, booked_at, prev_hash, hash, position)
            order by position returning booking_id, key""";

    private static final String POSTINGS = """
            insert into ledger_posting (booking_id, position, account, commodity, amount)
            select * from unnest(?, ?, ?, ?, ?)""";

    private record Chained(EntrySet booking, String prevHash, String hash) {}

    private record Row(long booking, int position, EntrySet.Posting posting) {}

    private LedgerRows() {}

    /** Within the caller's transaction; only one at a time can prolong the chain. */
    public static void add(Connection connection, List<EntrySet> bookings) throws SQLException {
        if (bookings.isEmpty()) {
            return;
        }
        Sql.rows(connection, "select pg_advisory_xact_lock(hashtext('ledger_chain'))", row -> 0);
        String last = Sql.rows(
                        connection,
                        "select hash from ledger_booking order by booking_id desc limit 1",
                        row -> row.getString(1))
                .stream()
                .findFirst()
                .orElse("");
        List<Chained> chained = new ArrayList<>();
        for (EntrySet booking : bookings) {
            String hash = hash(last, booking);
            chained.add(new Chained(booking, last, hash));
            last = hash;
        }
        Map<String, Long> ids = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(BOOKINGS)) {
            Sql.bindColumns(
                    connection,
                    statement,
                    chained,
                    text((Chained c) -> c.booking().key()),
                    text(c -> c.booking().kind()),
                    text(c -> c.booking().reference()),
                    time(c -> c.booking().bookedAt()),
                    text(Chained::prevHash),
                    text(Chained::hash));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    ids.put(rows.getString("key"), rows.getLong("booking_id"));
                }
            }
        }
        List<Row> postings = new ArrayList<>();
        for (EntrySet booking : bookings) {
            long id = java.util.Objects.requireNonNull(ids.get(booking.key()));
            for (int i = 0; i < booking.postings().size(); i++) {
                postings.add(new Row(id, i, booking.postings().get(i)));
            }
        }
        Sql.insert(
                connection,
                POSTINGS,
                postings,
                number((Row r) -> r.booking()),
                number(Row::position),
                text(r -> r.posting().account()),
                text(r -> r.posting().commodity()),
                number(r -> r.posting().amount()));
    }

    static String hash(String prevHash, EntrySet booking) {
        return hash(prevHash, booking.canonical());
    }

    static String hash(String prevHash, String canonical) {
        return EntrySet.sha256(prevHash + "\n" + canonical);
    }
}
