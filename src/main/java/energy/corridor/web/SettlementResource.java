package energy.corridor.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import energy.corridor.settlement.BlockStore;
import energy.corridor.settlement.CurtailmentStore;
import energy.corridor.settlement.ElementRegister;
import energy.corridor.settlement.Run;
import energy.corridor.settlement.Settlement;
import energy.corridor.settlement.SettlementArchive;
import energy.corridor.settlement.SettlementLine;
import energy.corridor.settlement.Statement;
import energy.corridor.web.SettlementViews.FindingView;
import energy.corridor.web.SettlementViews.IntervalView;
import energy.corridor.web.SettlementViews.KwpView;
import energy.corridor.web.SettlementViews.LineView;
import energy.corridor.web.SettlementViews.PsvView;
import energy.corridor.web.SettlementViews.PtbView;
import energy.corridor.web.SettlementViews.RateView;
import energy.corridor.web.SettlementViews.SignedView;
import energy.corridor.web.SettlementViews.StatementView;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Settlement: from a statement down to the readings that made it. */
@Path("/api/settlement")
@Produces(MediaType.APPLICATION_JSON)
@Tag(
        name = "Settlement",
        description = "Intervals in whole Wh, packets with their rate, statements. Windows are 24 hours when absent.")
public class SettlementResource {

    private static final int MOST_FINDINGS = 1_000;
    private static final int MOST_LINES = 20_000;

    private final SettlementArchive archive;
    private final CurtailmentStore curtailments;
    private final BlockStore blocks;
    private final ElementRegister elements;
    private final Settlement settlement;
    private final DepotZone zone;
    private final Clock clock;

    SettlementResource(
            SettlementArchive archive,
            CurtailmentStore curtailments,
            BlockStore blocks,
            ElementRegister elements,
            Settlement settlement,
            DepotZone zone,
            Clock clock) {
        this.curtailments = curtailments;
        this.blocks = blocks;
        this.elements = elements;
        this.zone = zone;
        this.archive = archive;
        this.settlement = settlement;
        this.clock = clock;
    }

    @Schema(name = "SettlementIntervals")
    record IntervalsJson(Instant from, Instant to, List<IntervalView> intervals) {}

    @Schema(name = "Kwps")
    record KwpsJson(Instant from, Instant to, List<KwpView> kwps) {}

    record LinesJson(Instant from, Instant to, List<LineView> lines) {}

    record RatesJson(Instant from, Instant to, List<RateView> rates) {}

    record FindingsJson(Instant from, Instant to, List<FindingView> findings) {}

    @Schema(name = "Psvs")
    record PsvsJson(Instant from, Instant to, List<PsvView> psvs) {}

    @Schema(name = "SignedRecord")
    record SignedJson(
            @JsonProperty(required = true) String element,

            @JsonProperty(required = true) @Schema(description = "OCMF|…|…")
            String record) {}

    @Schema(name = "RawReadings")
    record ReadingsJson(List<SettlementArchive.Raw> readings) {}

    @Schema(name = "SettlementRun")
    record RunJson(
            @JsonProperty(required = true) Run run,
            @JsonProperty(required = true) Instant from,
            @JsonProperty(required = true) Instant to) {}

    @Schema(name = "SettlementProgress")
    record ProgressJson(
            @Schema(description = "Every interval that ended until then has been looked at")
            Instant settledUntil,

            @Schema(description = "Length of an interval, ISO 8601", examples = "PT15M")
            String step,

            String currency) {}

    @GET
    @Path("/progress")
    @Operation(summary = "How far settlement has come")
    public ProgressJson progress() {
        return new ProgressJson(
                settlement.settledUntil(),
                settlement.settings().step().toString(),
                settlement.settings().currency());
    }

    @GET
    @Path("/intervals")
    @Operation(summary = "Energy per interval, newest versions, with quality and the readings that made it")
    public IntervalsJson intervals(@QueryParam("element") @Nullable String element, @BeanParam Period period) {
        SettlementWindow window = period.at(clock.instant());
        return new IntervalsJson(
                window.from(),
                window.to(),
                archive.intervals(Optional.ofNullable(element), window.from(), window.to()).stream()
                        .map(IntervalView::of)
                        .toList());
    }

    @GET
    @Path("/intervals.csv")
    @Produces("text/csv")
    @Operation(summary = "The same as CSV: device,channel,start_utc,end_utc,wh,quality,method,version")
    public String intervalsCsv(@QueryParam("element") @Nullable String element, @BeanParam Period period) {
        SettlementWindow window = period.at(clock.instant());
        return IntervalCsv.of(archive.intervals(Optional.ofNullable(element), window.from(), window.to()));
    }

    @GET
    @Path("/kwps")
    @Operation(summary = "Kilowatt packets, all versions")
    public KwpsJson kwps(@QueryParam("element") @Nullable String element, @BeanParam Period period) {
        SettlementWindow window = period.at(clock.instant());
        return new KwpsJson(
                window.from(),
                window.to(),
                archive.kwps(Optional.ofNullable(element), window.from(), window.to()).stream()
                        .map(KwpView::of)
                        .toList());
    }

    @GET
    @Path("/lines")
    @Operation(summary = "What each run posted, packet by packet", description = "At most 20,000; the CSV has all.")
    public LinesJson lines(@QueryParam("party") @Nullable String party, @BeanParam Period period) {
        SettlementWindow window = period.at(clock.instant());
        List<LineView> lines = new ArrayList<>();
        archive.lines(party(party), window.from(), window.to(), (SettlementLine line) -> {
            if (lines.size() < MOST_LINES) {
                lines.add(LineView.of(line));
            }
        });
        return new LinesJson(window.from(), window.to(), lines);
    }

    @GET
    @Path("/psvs")
    @Operation(
            summary = "Curtailment: supply values of orders, against the baseline that was frozen when the order came",
            description = "What a value pays is the CURTAILMENT packet of its element and interval.")
    public PsvsJson psvs(@BeanParam Period period) {
        SettlementWindow window = period.at(clock.instant());
        return new PsvsJson(
                window.from(),
                window.to(),
                curtailments.psvs(window.from(), window.to()).stream()
                        .map(PsvView::of)
                        .toList());
    }

    @Schema(name = "Ptbs")
    record PtbsJson(Instant from, Instant to, List<PtbView> ptbs) {}

    @GET
    @Path("/ptbs")
    @Operation(
            summary = "Power trading blocks: supply and curtailment in whole multiples of a least size",
            description = "What is left over is carried into the next block. A packet joins one block at most.")
    public PtbsJson ptbs(@BeanParam Period period) {
        SettlementWindow window = period.at(clock.instant());
        return new PtbsJson(
                window.from(),
                window.to(),
                blocks.blocks(window.from(), window.to()).stream()
                        .map(PtbView::of)
                        .toList());
    }

    @POST
    @Path("/signed")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Verifies a signed meter record (OCMF) with the key that is registered for the element",
            description = "The key is the element's attribute signingKey. Nothing is kept or billed by it.")
    public SignedView signed(@Nullable SignedJson body) {
        SignedJson signed = Parameters.body(body);
        String key = elements.newest(signed.element())
                .orElseThrow(() -> Refusal.unknown("element", signed.element(), List.of()))
                .attributes()
                .getOrDefault("signingKey", "");
        return SignedView.of(signed.record(), key);
    }

    @GET
    @Path("/rates")
    @Operation(summary = "The rates that intervals are settled at")
    public RatesJson rates(@BeanParam Period period) {
        SettlementWindow window = period.at(clock.instant());
        return new RatesJson(
                window.from(),
                window.to(),
                archive.quotes(window.from(), window.to()).stream()
                        .map(RateView::of)
                        .toList());
    }

    @GET
    @Path("/findings")
    @Operation(
            summary = "What validation found, newest first",
            description = "Rejected readings, roll-overs, exchanged meters, held intervals. At most 1000.")
    public FindingsJson findings(@BeanParam Period period) {
        SettlementWindow window = period.at(clock.instant());
        return new FindingsJson(
                window.from(),
                window.to(),
                archive.findings(window.from(), window.to(), MOST_FINDINGS).stream()
                        .map(FindingView::of)
                        .toList());
    }

    @GET
    @Path("/readings")
    @Operation(summary = "Raw readings by their numbers, as the station sent them")
    public ReadingsJson readings(@QueryParam("ids") @Nullable String ids) {
        try {
            return new ReadingsJson(archive.raw(Arrays.stream((ids == null ? "" : ids).split("[, ]+"))
                    .filter(id -> !id.isEmpty())
                    .map(Long::valueOf)
                    .toList()));
        } catch (NumberFormatException broken) {
            throw new InvalidInput("The ids \"%s\" are not numbers.".formatted(ids), "ids", "e.g. 1201,1205");
        }
    }

    @GET
    @Path("/statement")
    @Operation(summary = "What a party pays and earns in a period, with totals per element, run and grade")
    public StatementView statement(@QueryParam("party") @Nullable String party, @BeanParam Period period) {
        SettlementWindow window = period.at(clock.instant());
        return StatementView.of(statement(party, window));
    }

    @GET
    @Path("/statement.csv")
    @Produces("text/csv")
    @Operation(summary = "Every line of the statement as CSV")
    public Response csv(@QueryParam("party") @Nullable String party, @BeanParam Period period) {
        Statement statement = statement(party, period.at(clock.instant()));
        StreamingOutput body = out -> StatementCsv.write(statement, archive, out);
        return Response.ok(body)
                .header("Content-Disposition", "inline; filename=\"%s.csv\"".formatted(statement.id()))
                .build();
    }

    @GET
    @Path("/statement.pdf")
    @Produces("application/pdf")
    @Operation(summary = "The statement on paper")
    public Response pdf(@QueryParam("party") @Nullable String party, @BeanParam Period period) {
        Statement statement = statement(party, period.at(clock.instant()));
        return Response.ok(StatementPdf.of(
                        statement, zone.zone(), StatementView.of(statement).csv()))
                .header("Content-Disposition", "inline; filename=\"%s.pdf\"".formatted(statement.id()))
                .build();
    }

    private Statement statement(@Nullable String party, SettlementWindow window) {
        return Statement.of(party(party), window.from(), window.to(), zone.zone(), archive);
    }

    @POST
    @Path("/runs")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Settles a period again under a run",
            description = "Posts what differs from what was posted before; without a difference, nothing.")
    public Settlement.Outcome run(@Nullable RunJson body) {
        RunJson run = Parameters.body(body);
        Instant now = clock.instant();
        if (!run.from().isBefore(run.to()) || run.to().isAfter(now)) {
            throw new InvalidInput(
                    "The period from %s to %s cannot be settled.".formatted(run.from(), run.to()),
                    "to",
                    "a time after from and not after now (%s)".formatted(now));
        }
        return settlement.settle(run.run(), run.from(), run.to(), now);
    }

    private static String party(@Nullable String party) {
        if (party == null || party.isBlank()) {
            throw new InvalidInput("The parameter party is missing.", "party", "the owner of the elements");
        }
        return party;
    }
}
