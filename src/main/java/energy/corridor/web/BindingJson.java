package energy.corridor.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import energy.corridor.grid.GridRequest;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A piece of what operators ask that binds in a window; a limit for each stretch of time, a failsafe with them. */
@Schema(name = "Binding")
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record BindingJson(
        String id,
        RequestJson.Kind kind,
        Instant from,
        Instant to,
        Optional<Double> kw,
        Optional<Double> lowerKwh,
        Optional<Double> upperKwh) {

    static BindingJson of(GridRequest request) {
        if (request instanceof GridRequest.ImportLimit r) {
            return power(r, RequestJson.Kind.IMPORT_LIMIT, r.kw());
        } else if (request instanceof GridRequest.DispatchRequest r) {
            return power(r, RequestJson.Kind.DISPATCH, r.kw());
        } else if (request instanceof GridRequest.Reserve r) {
            return power(r, r.up() ? RequestJson.Kind.RESERVE_UP : RequestJson.Kind.RESERVE_DOWN, r.kw());
        } else if (request instanceof GridRequest.SumSocBand r) {
            return new BindingJson(
                    r.id(),
                    RequestJson.Kind.SUM_SOC_BAND,
                    r.from(),
                    r.to(),
                    Optional.empty(),
                    Optional.of(r.lowerKwh()),
                    Optional.of(r.upperKwh()));
        }
        throw new IllegalStateException("Unknown kind of request: " + request);
    }

    private static BindingJson power(GridRequest r, RequestJson.Kind kind, double kw) {
        return new BindingJson(r.id(), kind, r.from(), r.to(), Optional.of(kw), Optional.empty(), Optional.empty());
    }
}
