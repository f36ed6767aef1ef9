package energy.corridor.store.credits;

import static energy.corridor.store.settlement.Sql.number;
import static energy.corridor.store.settlement.Sql.text;
import static energy.corridor.store.settlement.Sql.time;

import energy.corridor.credits.CreditStore.Claim;
import energy.corridor.credits.CreditStore.ClaimedException;
import energy.corridor.store.settlement.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** One Wh, one claim: what somebody else has claimed in the same layer cannot be claimed. */
final class ClaimRows {

    /** A claimant may claim again what is its own already. */
    private static final String OTHERS = """
            select c.element_id, c.start_at, c.claimant from unnest(?, ?, ?, ?) as w (element_id, start_at, layer, claimant)
            join energy_claim c on c.element_id = w.element_id and c.start_at = w.start_at and c.layer = w.layer and c.channel = 'IMPORT'
            where c.claimant <> w.claimant order by c.start_at limit 1""";

    private static final String INSERT = """
            insert into energy_claim (element_id, channel, start_at, layer, claimant, wh)
            select w.element_id, 'IMPORT', w.start_at, w.layer, w.claimant, w.wh
            from unnest(?, ?, ?, ?, ?) as w (element_id, start_at, layer, claimant, wh)
            where not exists (select from energy_claim c where c.element_id = w.element_id and c.start_at = w.start_at
                and c.layer = w.layer and c.channel = 'IMPORT' and c.claimant = w.claimant)""";

    private ClaimRows() {}

    static void add(Connection connection, List<Claim> claims) throws SQLException {
        if (claims.isEmpty()) {
            return;
        }
        Sql.query(
                        connection,
                        OTHERS,
                        claims,
                        row -> "The energy of %s from %s is claimed by %s already; a kWh is claimed once."
                                .formatted(row.getString(1), Sql.instant(row, "start_at"), row.getString(3)),
                        text(Claim::element),
                        time(Claim::start),
                        text(Claim::layer),
                        text(Claim::claimant))
                .stream()
                .findFirst()
                .ifPresent(sentence -> {
                    throw new ClaimedException(sentence);
                });
        Sql.insert(
                connection,
                INSERT,
                claims,
                text(Claim::element),
                time(Claim::start),
                text(Claim::layer),
                text(Claim::claimant),
                number(Claim::wh));
    }
}
