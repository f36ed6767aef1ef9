package energy.corridor.web;

import energy.corridor.settlement.SettlementArchive;
import energy.corridor.web.SettlementViews.BalanceView;
import energy.corridor.web.SettlementViews.BookingView;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The books. */
@Path("/api/ledger")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Ledger", description = "Double entry in Wh, money and credits. Bookings are only added.")
public class LedgerResource {

    private static final int MOST_BOOKINGS = 1_000;

    private final SettlementArchive archive;
    private final Clock clock;

    LedgerResource(SettlementArchive archive, Clock clock) {
        this.archive = archive;
        this.clock = clock;
    }

    @Schema(name = "LedgerBalances")
    record BalancesJson(List<BalanceView> balances) {}

    @Schema(name = "Bookings")
    record BookingsJson(List<BookingView> bookings) {}

    @GET
    @Path("/balances")
    @Operation(summary = "What every account holds, per commodity; each commodity adds up to 0")
    public BalancesJson balances() {
        return new BalancesJson(archive.balances().stream().map(BalanceView::of).toList());
    }

    @GET
    @Path("/bookings")
    @Operation(summary = "Bookings with their postings, oldest first", description = "At most 1000.")
    public BookingsJson bookings(
            @QueryParam("account") @Nullable String account,
            @QueryParam("reference") @Nullable String reference,
            @BeanParam Period period) {
        SettlementWindow window = period.at(clock.instant().plusSeconds(1));
        return new BookingsJson(archive
                .bookings(
                        Optional.ofNullable(account),
                        Optional.ofNullable(reference),
                        window.from(),
                        window.to(),
                        MOST_BOOKINGS)
                .stream()
                .map(BookingView::of)
                .toList());
    }

    @GET
    @Path("/check")
    @Operation(summary = "Adds everything up again: balances, bookings, the chain of hashes")
    public SettlementArchive.LedgerCheck check() {
        return archive.check();
    }
}
