package energy.corridor.store.settlement;

import energy.corridor.grid.PricePoint;
import energy.corridor.settlement.ElementRegister;
import energy.corridor.settlement.GradeFactors;
import energy.corridor.settlement.SessionArchive;
import energy.corridor.settlement.Settlement;
import energy.corridor.settlement.SignedStore;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;

/** Settlement over a real database, without a service around it. */
public final class SettlementOn {

    public final PostgresSettlement store;
    public final PostgresSettlementArchive archive;
    public final SignedStore signed;
    public final SessionArchive sessions;
    public final ElementRegister register;
    public final Settlement settlement;

    public SettlementOn(DataSource database, List<PricePoint> prices) {
        store = new PostgresSettlement(database);
        sessions = new PostgresSessions(database);
        signed = new PostgresSigned(database);
        archive = new PostgresSettlementArchive(database);
        register = new ElementRegister(new PostgresElements(database));
        settlement = new Settlement(
                register,
                store,
                new PostgresCurtailment(database),
                () -> prices,
                new Settlement.Settings(Duration.ofMinutes(15), "EUR", GradeFactors.DEFAULT));
    }
}
