package energy.corridor.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import energy.corridor.credits.CreditOffice;
import energy.corridor.credits.CreditStore;
import energy.corridor.credits.Placement;
import energy.corridor.settlement.SettlementArchive;
import energy.corridor.web.CreditViews.AccountView;
import energy.corridor.web.CreditViews.DeviceJson;
import energy.corridor.web.CreditViews.TransferJson;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Credit accounts, transfers, and changes of the set of devices. */
@Path("/api/credits")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Credits")
public class CreditAccountResource {

    private static final String HOLDER = "holder/";
    private static final String CREDIT = "CREDIT:";

    private final CreditOffice office;
    private final CreditStore store;
    private final SettlementArchive ledger;
    private final Clock clock;

    CreditAccountResource(CreditOffice office, CreditStore store, SettlementArchive ledger, Clock clock) {
        this.office = office;
        this.store = store;
        this.ledger = ledger;
        this.clock = clock;
    }

    @Schema(name = "CreditAccounts")
    record AccountsJson(List<AccountView> accounts) {}

    record TransfersJson(List<TransferJson> transfers) {}

    record ApprovalJson(
            @JsonProperty(required = true) @Schema(description = "Which holder approves")
            String side,

            @JsonProperty(required = true) @Schema(description = "Who approves for it")
            String by) {}

    record RetirementJson(
            @JsonProperty(required = true) String reference,
            @JsonProperty(required = true) String programme,
            @JsonProperty(required = true) String holder,
            @JsonProperty(required = true) BigDecimal credits) {}

    record PlacementJson(List<Placement.Proposal> proposals) {}

    record ConfirmationJson(
            @JsonProperty(required = true) String programme,
            @JsonProperty(required = true) Placement.Kind kind,
            @JsonProperty(required = true) String element,

            @Schema(description = "Element id of the added device; none for a retirement")
            Optional<String> newElement,

            @JsonProperty(required = true) long energyWh,
            @JsonProperty(required = true) long thresholdWh,
            @JsonProperty(required = true) LocalDate periodEnd,
            @JsonProperty(required = true) String by) {}

    @GET
    @Path("/accounts")
    @Operation(summary = "Credits of every holder: charging points and parties")
    public AccountsJson accounts() {
        return new AccountsJson(ledger.balances().stream()
                .filter(b -> b.commodity().startsWith(CREDIT) && b.account().startsWith(HOLDER))
                .map(b -> new AccountView(
                        b.account().substring(HOLDER.length()),
                        b.commodity().substring(CREDIT.length()),
                        SettlementViews.inUnits(b.commodity(), b.amount())))
                .toList());
    }

    @GET
    @Path("/transfers")
    @Operation(summary = "Proposed, completed and cancelled transfers")
    public TransfersJson transfers() {
        return new TransfersJson(
                store.transfers().stream().map(TransferJson::of).toList());
    }

    @POST
    @Path("/transfers")
    @Operation(summary = "Proposes a transfer; the giver's credits are set aside until both sides approve")
    @APIResponse(responseCode = "409", description = "The giver has not so many credits")
    public TransferJson propose(@Nullable TransferJson body) {
        return TransferJson.of(office.transfers().propose(Parameters.body(body).toTransfer(), clock.instant()));
    }

    @POST
    @Path("/transfers/{id}/approve")
    @Operation(summary = "One side approves; with the second the transfer is done")
    public TransferJson approve(@PathParam("id") String id, @Nullable ApprovalJson body) {
        ApprovalJson approval = Parameters.body(body);
        return TransferJson.of(office.transfers().approve(id, approval.side(), approval.by(), clock.instant()));
    }

    @POST
    @Path("/transfers/{id}/cancel")
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "Takes a proposal back; the credits return to the giver")
    public TransferJson cancel(@PathParam("id") String id) {
        return TransferJson.of(office.transfers().cancel(id, clock.instant()));
    }

    @POST
    @Path("/retirements")
    @Operation(summary = "Uses credits up for good")
    public AccountsJson retire(@Nullable RetirementJson body) {
        RetirementJson retirement = Parameters.body(body);
        office.transfers()
                .retire(
                        retirement.reference(),
                        retirement.programme(),
                        retirement.holder(),
                        retirement.credits(),
                        clock.instant());
        return accounts();
    }

    @GET
    @Path("/placement")
    @Operation(
            summary = "Which devices a period suggests to add and to retire",
            description =
                    "One more where the busiest stands; none that stayed below the threshold, scaled by registered days.")
    public PlacementJson placement(
            @QueryParam("programme") @Nullable String programme,
            @QueryParam("from") @Nullable LocalDate from,
            @QueryParam("to") @Nullable LocalDate to,
            @QueryParam("thresholdWh") long thresholdWh,
            @QueryParam("graceDays") int graceDays) {
        if (programme == null || from == null || to == null) {
            throw new InvalidInput("A parameter is missing.", "programme", "programme, from and to (days)");
        }
        return new PlacementJson(office.devices().proposals(programme, from, to, thresholdWh, graceDays));
    }

    @POST
    @Path("/placement")
    @Operation(summary = "Confirms a proposal; a retired device is reported once more for the period in hand")
    public DeviceJson confirm(@Nullable ConfirmationJson body) {
        ConfirmationJson confirmed = Parameters.body(body);
        return DeviceJson.of(office.devices()
                .confirm(
                        confirmed.programme(),
                        new Placement.Proposal(
                                confirmed.kind(), confirmed.element(), confirmed.energyWh(), confirmed.thresholdWh()),
                        confirmed.newElement().orElse(""),
                        confirmed.periodEnd(),
                        confirmed.by(),
                        clock.instant()));
    }
}
