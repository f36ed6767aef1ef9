package energy.corridor.web;

import energy.corridor.access.Accounts;
import energy.corridor.access.AuditLog;
import energy.corridor.access.InMemoryAccess;
import energy.corridor.access.Role;
import energy.corridor.app.DepotOptimiser;
import energy.corridor.corridor.CorridorHistory;
import energy.corridor.credits.CreditOffice;
import energy.corridor.credits.CreditStore;
import energy.corridor.credits.FactorTable;
import energy.corridor.credits.PaperCredits;
import energy.corridor.dispatch.OperatorCalls;
import energy.corridor.duty.DutyBook;
import energy.corridor.fleet.FleetBook;
import energy.corridor.fleet.InMemoryJournal;
import energy.corridor.fleet.StationAccess;
import energy.corridor.fleet.StationIntake;
import energy.corridor.grid.GridBook;
import energy.corridor.optimiser.Optimiser;
import energy.corridor.settlement.BlockStore;
import energy.corridor.settlement.ChargedSession;
import energy.corridor.settlement.ElementRegister;
import energy.corridor.settlement.GradeFactors;
import energy.corridor.settlement.Kwp;
import energy.corridor.settlement.PaperBooks;
import energy.corridor.settlement.SessionArchive;
import energy.corridor.settlement.Settlement;
import energy.corridor.settlement.message.InMemoryMessages;
import energy.corridor.settlement.message.MessageExchange;
import energy.corridor.settlement.message.MessageStore;
import energy.corridor.sim.authority.Authority;
import energy.corridor.store.credits.HttpRegulator;
import energy.corridor.telemetry.EvseId;
import energy.corridor.web.ocmf.OcmfSignature;
import io.quarkus.test.junit.QuarkusTestProfile;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The web alone over a {@link LivingDepot}: no database, no broker, no control loop. */
public final class WebTestProfile implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "quarkus.http.test-port", "0",
                "quarkus.arc.exclude-types",
                        "energy.corridor.app.**,energy.corridor.gridlink.**,energy.corridor.ocpp.**,energy.corridor.store.**",
                "quarkus.datasource.active", "false",
                "quarkus.hibernate-orm.active", "false",
                "quarkus.flyway.active", "false",
                "corridor.zone", "Europe/Berlin",
                "corridor.access.anonymous", "viewer");
    }

    @Override
    public Set<Class<?>> getEnabledAlternatives() {
        return Set.of(Beans.class);
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(CompanyLogin.class));
    }

    @Override
    public boolean disableGlobalTestResources() {
        return true;
    }

    @Alternative
    @Singleton
    public static final class Beans {

        private final LivingDepot depot = new LivingDepot();
        private final InMemoryAccess access = new InMemoryAccess();
        private static final Duration QUARTER = Duration.ofMinutes(15);

        private final PaperBooks books = new PaperBooks();
        private final InMemoryMessages messages = new InMemoryMessages();
        private final PaperCredits credits = new PaperCredits(books);
        private final ElementRegister elements = new ElementRegister(books);
        private final Authority authority = authority();

        private static Authority authority() {
            try {
                return new Authority(0);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Produces
        @Singleton
        @Typed(LivingDepot.class)
        LivingDepot depot() {
            return depot;
        }

        @Produces
        @Singleton
        Accounts accounts() {
            var accounts = new Accounts(access);
            accounts.load();
            accounts.put("admin", Role.ADMIN, "night shift");
            accounts.put("operator", Role.OPERATOR, "day shift");
            return accounts;
        }

        @Produces
        @Singleton
        @Typed({AuditLog.class, InMemoryAccess.class})
        InMemoryAccess audit() {
            return access;
        }

        @Produces
        @Singleton
        Clock clock() {
            return depot;
        }

        @Produces
        @Singleton
        DepotView view() {
            return depot;
        }

        @Produces
        @Singleton
        CorridorHistory history() {
            return depot;
        }

        @Produces
        @Singleton
        FleetBook fleet() {
            return depot.fleet;
        }

        @Produces
        @Singleton
        GridBook grid() {
            return depot.grid;
        }

        @Produces
        @Singleton
        DutyBook duties() {
            return depot.duties;
        }

        @Produces
        @Singleton
        StationIntake intake() {
            return new StationIntake(new InMemoryJournal(), depot.fleet);
        }

        @Produces
        @Singleton
        StationAccess access() {
            return new PaperAccess();
        }

        @Produces
        @Singleton
        OperatorCalls operator() {
            return new PaperStations();
        }

        /** Here and not found by itself: other tests' applications have no such books. */
        @Produces
        @Singleton
        SettledEvening settledEvening(ElementRegister elements, Settlement settlement, CreditOffice office) {
            return new SettledEvening(books, elements, settlement, office);
        }

        @Produces
        @Singleton
        PaperBooks books() {
            return books;
        }

        @Produces
        @Singleton
        ElementRegister elements() {
            return elements;
        }

        @Produces
        @Singleton
        Settlement settlement() {
            return new Settlement(
                    elements,
                    books,
                    books,
                    () -> depot.grid.site().prices(),
                    new Settlement.Settings(QUARTER, "EUR", GradeFactors.DEFAULT));
        }

        @Produces
        @Singleton
        MessageStore messages() {
            return messages;
        }

        @Produces
        @Singleton
        MessageExchange exchange() {
            return new MessageExchange(
                    elements,
                    messages,
                    OcmfSignature::verifies,
                    (rate, start) -> books.quotes(start, start.plus(QUARTER)).stream()
                            .anyMatch(q -> q.ref().equals(rate)),
                    new MessageExchange.Settings(QUARTER, Duration.ofSeconds(200), "EUR"));
        }

        @Produces
        @Singleton
        SessionArchive sessions() {
            return new OneSession();
        }

        @Produces
        @Singleton
        BlockStore blocks() {
            return new NoBlocks();
        }

        @Produces
        @Singleton
        CreditStore credits() {
            return credits;
        }

        @Produces
        @Singleton
        CreditOffice creditOffice() {
            return new CreditOffice(
                    credits, books, FactorTable.published(), () -> Optional.of(new HttpRegulator(authority.url())));
        }

        @Produces
        @Singleton
        Optimiser optimiser() {
            return DepotOptimiser.create();
        }
    }

    /** One bus that charged 29 kWh. */
    private static final class OneSession implements SessionArchive {

        @Override
        public List<ChargedSession> sessions(Instant from, Instant to, int skip, int most) {
            Instant start = Instant.parse("2026-03-02T18:00:00Z");
            var quarter = new ChargedSession.Slice(
                    start, start.plusSeconds(900), 29_000, new BigDecimal("84.30"), "site/depot/LOAD");
            return List.of(ChargedSession.of(
                    7,
                    EvseId.of("bay-07", 1),
                    "bus-7",
                    start,
                    start.plusSeconds(900),
                    29_000,
                    List.of("OCMF|{}|{}"),
                    List.of(quarter)));
        }

        @Override
        public int count(Instant from, Instant to) {
            return 5;
        }
    }

    /** Nothing feeds in here, so no block is formed. */
    private static final class NoBlocks implements BlockStore {

        @Override
        public List<Kwp> free(Instant from, Instant to) {
            return List.of();
        }

        @Override
        public Optional<Formed> last(String product) {
            return Optional.empty();
        }

        @Override
        public void add(Formed formed, List<Kwp> members) {
            throw new UnsupportedOperationException("Nothing feeds in here.");
        }

        @Override
        public List<Formed> blocks(Instant from, Instant to) {
            return List.of();
        }
    }
}
