package energy.corridor.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import de.siegmar.fastcsv.writer.CsvWriter;
import energy.corridor.credits.CreditOffice;
import energy.corridor.credits.CreditStore;
import energy.corridor.credits.CreditVehicle;
import energy.corridor.credits.Report;
import energy.corridor.web.CreditViews.DeviceJson;
import energy.corridor.web.CreditViews.NoticeView;
import energy.corridor.web.CreditViews.ProgrammeView;
import energy.corridor.web.CreditViews.ReportView;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** From devices to reports and what the authority said to them. */
@Path("/api/credits")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Credits", description = "Clean-fuel credits for charged energy. Credits and kWh are decimal texts.")
public class CreditResource {

    private final CreditOffice office;
    private final CreditStore store;
    private final Clock clock;

    CreditResource(CreditOffice office, CreditStore store, Clock clock) {
        this.office = office;
        this.store = store;
        this.clock = clock;
    }

    record ProgrammesJson(List<ProgrammeView> programmes) {}

    @Schema(name = "CreditDevices")
    record DevicesJson(@JsonProperty(required = true) List<DeviceJson> devices) {}

    @Schema(name = "CreditVehicles")
    record VehiclesJson(@JsonProperty(required = true) List<CreditVehicleJson> vehicles) {}

    @Schema(name = "CreditReports")
    record ReportsJson(List<ReportView> reports) {}

    record NoticesJson(List<NoticeView> notices) {}

    @Schema(name = "CreditPeriod", description = "Days in the programme's zone, both included")
    record PeriodJson(
            @JsonProperty(required = true) String programme,
            @JsonProperty(required = true) LocalDate from,
            @JsonProperty(required = true) LocalDate to) {}

    @GET
    @Path("/programmes")
    @Operation(summary = "Programmes with their published figures and validity")
    public ProgrammesJson programmes() {
        return new ProgrammesJson(office.table().programmes().stream()
                .map(p -> ProgrammeView.of(p, office.table().factors(p.id())))
                .toList());
    }

    @GET
    @Path("/devices")
    @Operation(summary = "Devices registered under a programme, newest versions")
    public DevicesJson devices(@QueryParam("programme") @Nullable String programme) {
        return new DevicesJson(office.devices().newest(known(programme)).stream()
                .map(DeviceJson::of)
                .toList());
    }

    @POST
    @Path("/devices")
    @Operation(summary = "Registers devices, or new versions of them", description = "All or nothing.")
    public DevicesJson register(@Nullable DevicesJson body) {
        return new DevicesJson(
                office
                        .devices()
                        .register(Parameters.body(body).devices().stream()
                                .map(DeviceJson::toDevice)
                                .toList())
                        .stream()
                        .map(DeviceJson::of)
                        .toList());
    }

    @GET
    @Path("/vehicles")
    @Operation(summary = "Vehicles registered under a programme with flat amounts, newest versions")
    public VehiclesJson vehicles(@QueryParam("programme") @Nullable String programme) {
        return new VehiclesJson(office.vehicles().newest(known(programme)).stream()
                .map(CreditVehicleJson::of)
                .toList());
    }

    @POST
    @Path("/vehicles")
    @Operation(
            summary = "Registers vehicles, or new versions of them",
            description = "All or nothing. Each is claimed once a calendar year, with the flat amount of its class.")
    public VehiclesJson registerVehicles(@Nullable VehiclesJson body) {
        List<CreditVehicle> wanted = Parameters.body(body).vehicles().stream()
                .map(CreditVehicleJson::toVehicle)
                .toList();
        wanted.forEach(v -> known(v.programme()));
        return new VehiclesJson(office.vehicles().register(wanted).stream()
                .map(CreditVehicleJson::of)
                .toList());
    }

    @GET
    @Path("/reports")
    @Operation(summary = "All versions of all reports")
    public ReportsJson reports() {
        return new ReportsJson(store.reports().stream().map(ReportView::of).toList());
    }

    @POST
    @Path("/reports")
    @Operation(
            summary = "Builds a period's report from settled energy and claims that energy",
            description =
                    "VALIDATED when it can be handed in; DRAFT with the reasons when not. The same again changes nothing.")
    @APIResponse(responseCode = "409", description = "Some of the energy is claimed already")
    public ReportView build(@Nullable PeriodJson body) {
        PeriodJson period = Parameters.body(body);
        return ReportView.of(office.build(period.programme(), period.from(), period.to(), clock.instant()));
    }

    @POST
    @Path("/reports/submit")
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "Hands a report in, books the credits that come back and tells every device of its own")
    @APIResponse(responseCode = "502", description = "The authority cannot be reached; try again")
    public ReportView submit(@QueryParam("id") @Nullable String id) {
        try {
            return ReportView.of(office.submit(report(id).id(), clock.instant()));
        } catch (IOException away) {
            throw new Refusal(502, ErrorJson.of("The authority could not be reached: %s".formatted(away.getMessage())));
        }
    }

    @POST
    @Path("/reports/answer")
    @Operation(
            summary = "Takes up an authority's answer to a report that was handed in as a file",
            description =
                    "Credits per registration number, or one total that is split by the lines' estimates, or the reasons of a refusal. Booked"
                            + " and told as if it had come by REST.")
    public ReportView answer(@QueryParam("id") @Nullable String id, @Nullable AnswerJson body) {
        Report report = report(id);
        return ReportView.of(office.answered(report.id(), Parameters.body(body).to(report), clock.instant()));
    }

    @GET
    @Path("/reports/upload.csv")
    @Produces("text/csv")
    @Operation(summary = "The report in the layout of British Columbia's usage upload")
    public String upload(@QueryParam("id") @Nullable String id) {
        Report report = report(id);
        StringWriter text = new StringWriter();
        try (CsvWriter csv = CsvWriter.builder().build(text)) {
            csv.writeRecord(
                    "Site name",
                    "Registration #",
                    "Serial #",
                    "Dates of supply from",
                    "Dates of supply to",
                    "kWh usage",
                    "Compliance notes");
            for (Report.Line line : report.lines()) {
                var device = office.devices().newest(report.programme()).stream()
                        .filter(d -> d.registrationNo().equals(line.registrationNo()))
                        .findFirst();
                csv.writeRecord(
                        StatementCsv.text(device.map(d -> d.siteName()).orElse("")),
                        line.registrationNo(),
                        StatementCsv.text(device.map(d -> d.serial()).orElse("")),
                        report.from().toString(),
                        report.to().toString(),
                        line.kwh().toPlainString(),
                        "");
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    @GET
    @Path("/notices")
    @Operation(summary = "What devices are told of their own credits, and whether they have heard it")
    public NoticesJson notices(@QueryParam("element") @Nullable String element) {
        return new NoticesJson(store.notices(false).stream()
                .filter(n -> element == null || n.element().equals(element))
                .map(NoticeView::of)
                .toList());
    }

    private String known(@Nullable String programme) {
        return office.table().programme(programme == null ? "" : programme).id();
    }

    private Report report(@Nullable String id) {
        return store.newest(id == null ? "" : id)
                .orElseThrow(() -> Refusal.unknown(
                        "report",
                        id == null ? "" : id,
                        store.reports().stream().map(Report::id).distinct().toList()));
    }
}
