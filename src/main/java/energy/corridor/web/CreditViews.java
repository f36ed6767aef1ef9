package energy.corridor.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;
import energy.corridor.credits.CreditBookings;
import energy.corridor.credits.CreditDevice;
import energy.corridor.credits.CreditStore;
import energy.corridor.credits.CreditTransfer;
import energy.corridor.credits.Factor;
import energy.corridor.credits.Programme;
import energy.corridor.credits.Report;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Credits as JSON. Credits, kWh and prices are decimal texts. */
final class CreditViews {

    private CreditViews() {}

    @Schema(name = "CreditProgramme")
    record ProgrammeView(
            String id, String name, Programme.Formula formula, String unit, String zone, List<FactorView> factors) {
        static ProgrammeView of(Programme p, List<Factor> factors) {
            return new ProgrammeView(
                    p.id(),
                    p.name(),
                    p.formula(),
                    p.unit(),
                    p.zone().getId(),
                    factors.stream().map(FactorView::of).toList());
        }
    }

    record FactorView(String key, LocalDate from, LocalDate to, String value, String source) {
        static FactorView of(Factor f) {
            return new FactorView(f.key(), f.from(), f.to(), f.value().toPlainString(), f.source());
        }
    }

    @Schema(name = "CreditDevice")
    record DeviceJson(
            @JsonProperty(required = true) String programme,

            @JsonProperty(required = true) @Schema(description = "Grid element whose settled energy it reports")
            String element,

            @Schema(description = "Given by Corridor") Optional<Integer> version,

            @JsonProperty(required = true) @Schema(examples = "DEP01-007")
            String registrationNo,

            @JsonProperty(required = true) String serial,
            @JsonProperty(required = true) String manufacturer,
            @JsonProperty(required = true) String model,
            Optional<CreditDevice.Level> level,

            @Schema(description = "1 or 2; 1 when absent") Optional<Integer> ports,

            @JsonProperty(required = true) BigDecimal ratedKw,
            @JsonProperty(required = true) String siteName,

            @JsonProperty(required = true) @Schema(examples = "battery-bus")
            String endUse,

            Optional<String> users,
            @JsonProperty(required = true) BigDecimal latitude,
            @JsonProperty(required = true) BigDecimal longitude,
            Optional<CreditDevice.Status> status,
            @JsonProperty(required = true) LocalDate validFrom) {
        static DeviceJson of(CreditDevice d) {
            return new DeviceJson(
                    d.programme(),
                    d.element(),
                    Optional.of(d.version()),
                    d.registrationNo(),
                    d.serial(),
                    d.manufacturer(),
                    d.model(),
                    Optional.of(d.level()),
                    Optional.of(d.ports()),
                    d.ratedKw(),
                    d.siteName(),
                    d.endUse(),
                    Optional.of(d.users()),
                    d.latitude(),
                    d.longitude(),
                    Optional.of(d.status()),
                    d.validFrom());
        }

        CreditDevice toDevice() {
            return new CreditDevice(
                    programme,
                    element,
                    1,
                    registrationNo,
                    serial,
                    manufacturer,
                    model,
                    level.orElse(CreditDevice.Level.DCFC),
                    ports.orElse(1),
                    ratedKw,
                    siteName,
                    endUse,
                    users.orElse("Fleet"),
                    latitude,
                    longitude,
                    status.orElse(CreditDevice.Status.ACTIVE),
                    validFrom);
        }
    }

    @Schema(name = "CreditReport")
    record ReportView(
            String id,
            int version,
            String programme,
            LocalDate from,
            LocalDate to,
            Report.Status status,
            Instant builtAt,
            @Nullable String receipt,

            @Schema(description = "What is wrong with a DRAFT, or what the authority said")
            String answer,

            String energyKwh,
            String estimate,
            String credits,
            List<LineView> lines) {
        static ReportView of(Report r) {
            return new ReportView(
                    r.id(),
                    r.version(),
                    r.programme(),
                    r.from(),
                    r.to(),
                    r.status(),
                    r.builtAt(),
                    r.receipt().orElse(null),
                    r.answer(),
                    sum(r, l -> Optional.of(l.kwh())),
                    sum(r, l -> Optional.of(l.estimate())),
                    sum(r, Report.Line::credits),
                    r.lines().stream().map(LineView::of).toList());
        }

        private static String sum(Report r, java.util.function.Function<Report.Line, Optional<BigDecimal>> of) {
            return r.lines().stream()
                    .map(of)
                    .flatMap(Optional::stream)
                    .reduce(BigDecimal.ZERO, BigDecimal::add)
                    .toPlainString();
        }
    }

    record LineView(
            String element,
            String registrationNo,
            String endUse,
            String kwh,
            @Schema(description = "Our own figure") String estimate,

            @Schema(description = "The authority's figure") @Nullable String credits,

            Report.Match match,

            @Schema(description = "Settled packets that make it")
            int intervals,

            String evidence) {
        static LineView of(Report.Line l) {
            return new LineView(
                    l.element(),
                    l.registrationNo(),
                    l.endUse(),
                    l.kwh().toPlainString(),
                    l.estimate().toPlainString(),
                    l.credits().map(BigDecimal::toPlainString).orElse(null),
                    l.match(),
                    l.intervals(),
                    l.evidence());
        }
    }

    @Schema(name = "CreditAccount")
    record AccountView(String holder, String programme, String credits) {}

    @Schema(name = "CreditNotice", description = "What a device is told of its own credits")
    record NoticeView(
            String id,
            String element,
            CreditStore.Notice.State state,
            int attempts,
            Instant at,
            @JsonRawValue String notice) {
        static NoticeView of(CreditStore.Notice n) {
            return new NoticeView(n.id(), n.element(), n.state(), n.attempts(), n.at(), n.json());
        }
    }

    @Schema(name = "CreditTransfer")
    record TransferJson(
            @JsonProperty(required = true) String id,
            @JsonProperty(required = true) String programme,
            @JsonProperty(required = true) String from,
            @JsonProperty(required = true) String to,
            @JsonProperty(required = true) BigDecimal credits,

            @JsonProperty(required = true) @Schema(description = "Per credit")
            BigDecimal price,

            @JsonProperty(required = true) String currency,
            Optional<String> approvedByGiver,
            Optional<String> approvedByTaker,
            Optional<CreditTransfer.State> state) {
        static TransferJson of(CreditTransfer t) {
            return new TransferJson(
                    t.id(),
                    t.programme(),
                    t.from(),
                    t.to(),
                    CreditBookings.credits(t.units()),
                    t.price(),
                    t.currency(),
                    t.approvedByGiver(),
                    t.approvedByTaker(),
                    Optional.of(t.state()));
        }

        CreditTransfer toTransfer() {
            return new CreditTransfer(
                    id,
                    programme,
                    from,
                    to,
                    CreditBookings.units(credits),
                    price,
                    currency,
                    Optional.empty(),
                    Optional.empty(),
                    CreditTransfer.State.PROPOSED);
        }
    }
}
