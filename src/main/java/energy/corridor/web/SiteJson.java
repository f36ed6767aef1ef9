package energy.corridor.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import energy.corridor.grid.GridLimit;
import energy.corridor.grid.LoadPoint;
import energy.corridor.grid.PricePoint;
import energy.corridor.grid.Site;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The site's connection, limit tree, prices and other loads as JSON. */
@Schema(name = "Site")
record SiteJson(
        @Schema(description = "kW, the connection for vehicles and other loads together", examples = "500")
        @JsonProperty(required = true)
        double importLimitKw,

        @Schema(description = "kW, most that may flow back; 0 when absent")
        Optional<Double> exportLimitKw,

        @Schema(description = "Nodes below the connection; none when absent")
        Optional<List<LimitJson>> limits,

        @Schema(description = "EUR per kW of the highest import; 0 when absent")
        Optional<Double> demandChargeEurPerKw,

        @Schema(description = "Each holds until the next; before the first the first holds. None: 0 EUR/kWh")
        Optional<List<PriceJson>> prices,

        @Schema(description = "Each holds until the next. None: 0 kW")
        Optional<List<LoadJson>> loads) {

    @Schema(name = "Limit")
    record LimitJson(
            @Schema(examples = "feeder-1") @JsonProperty(required = true)
            String id,

            @Schema(description = "The node above; absent: the connection")
            Optional<String> parent,

            @Schema(description = "kW", examples = "250") @JsonProperty(required = true)
            double importLimitKw,

            @Schema(description = "kW; 0 when absent") Optional<Double> exportLimitKw) {}

    @Schema(name = "Price")
    record PriceJson(
            @JsonProperty(required = true) Instant from,

            @Schema(description = "EUR/kWh", examples = "0.31") @JsonProperty(required = true)
            double importEurPerKwh,

            @Schema(description = "EUR/kWh; 0 when absent") Optional<Double> exportEurPerKwh) {

        PricePoint toPoint() {
            return new PricePoint(from, importEurPerKwh, exportEurPerKwh.orElse(0.0));
        }
    }

    @Schema(name = "Load")
    record LoadJson(
            @JsonProperty(required = true) Instant from,

            @Schema(description = "kW of everything but vehicles", examples = "80") @JsonProperty(required = true)
            double baseLoadKw,

            @Schema(description = "kW; 0 when absent") Optional<Double> pvKw) {}

    static SiteJson of(Site site) {
        return new SiteJson(
                site.importLimitKw(),
                Optional.of(site.exportLimitKw()),
                Optional.of(site.limits().stream()
                        .map(l -> new LimitJson(l.id(), l.parent(), l.importLimitKw(), Optional.of(l.exportLimitKw())))
                        .toList()),
                Optional.of(site.demandChargeEurPerKw()),
                Optional.of(site.prices().stream()
                        .map(p -> new PriceJson(p.from(), p.importEurPerKwh(), Optional.of(p.exportEurPerKwh())))
                        .toList()),
                Optional.of(site.loads().stream()
                        .map(l -> new LoadJson(l.from(), l.baseLoadKw(), Optional.of(l.pvKw())))
                        .toList()));
    }

    Site toSite() {
        return new Site(
                importLimitKw,
                exportLimitKw.orElse(0.0),
                limits.orElse(List.of()).stream()
                        .map(l -> new GridLimit(
                                l.id(),
                                l.parent(),
                                l.importLimitKw(),
                                l.exportLimitKw().orElse(0.0)))
                        .toList(),
                demandChargeEurPerKw.orElse(0.0),
                prices.orElse(List.of()).stream().map(PriceJson::toPoint).toList(),
                loads.orElse(List.of()).stream()
                        .map(l ->
                                new LoadPoint(l.from(), l.baseLoadKw(), l.pvKw().orElse(0.0)))
                        .toList());
    }
}
