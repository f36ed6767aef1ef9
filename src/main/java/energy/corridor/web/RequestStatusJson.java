package energy.corridor.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import energy.corridor.grid.delivery.DeliveryReport;
import energy.corridor.grid.delivery.Quality;
import energy.corridor.grid.request.Decision;
import energy.corridor.grid.request.GridSignal;
import energy.corridor.grid.request.GridSignal.Band;
import energy.corridor.grid.request.ReasonCode;
import energy.corridor.grid.request.RequestRecord;
import energy.corridor.grid.request.RequestState;
import energy.corridor.grid.request.Transition;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A request, how it stands and everything that happened to it. */
@Schema(name = "RequestStatus")
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record RequestStatusJson(
        @Schema(
                description =
                        "Its name in the addresses of this API: the id, with \"OPERATOR:\" before it unless it is the depot's")
        String key,

        RequestState state,

        @Schema(description = "Why it is in the state, as a word for machines")
        ReasonCode code,

        @Schema(description = "Why it is in the state, in plain words")
        String reason,

        Instant receivedAt,
        RequestJson asked,

        @Schema(description = "What was decided, once it is")
        Optional<DecisionJson> decision,

        @Schema(description = "What the newest plan delivers of what was accepted; empty when all of it")
        List<RequestJson.IntervalJson> expected,

        @Schema(description = "What was delivered, once meter values tell; all of it at /api/requests/KEY/delivery")
        Optional<DeliveredJson> delivered,

        @Schema(description = "Every step, oldest first") List<Transition> history) {

    /** @param accepted kW of each interval; absent for a band, of which lowerKwh and upperKwh are accepted */
    @Schema(name = "Decision")
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record DecisionJson(
            RequestState state,
            ReasonCode code,
            String reason,
            Optional<List<RequestJson.IntervalJson>> accepted,
            Optional<Double> lowerKwh,
            Optional<Double> upperKwh,

            @Schema(description = "Vehicles that leave with less because of it, the most first")
            List<Decision.Cost> costs) {

        static DecisionJson of(Decision decision) {
            Optional<GridSignal> accepted = decision.accepted();
            Optional<Band> band = accepted.filter(Band.class::isInstance).map(Band.class::cast);
            return new DecisionJson(
                    decision.state(),
                    decision.code(),
                    decision.reason(),
                    accepted.map(RequestJson::slots).filter(s -> !s.isEmpty()).map(RequestJson.IntervalJson::of),
                    band.map(Band::lowerKwh),
                    band.map(Band::upperKwh),
                    decision.costs());
        }
    }

    @Schema(name = "Delivered")
    record DeliveredJson(double deliveredKwh, double shortfallKwh, Quality quality, boolean last) {
        static DeliveredJson of(DeliveryReport report) {
            return new DeliveredJson(
                    Rounded.of(report.deliveredKwh()),
                    Rounded.of(report.shortfallKwh()),
                    report.quality(),
                    report.last());
        }
    }

    static RequestStatusJson of(RequestRecord request) {
        return new RequestStatusJson(
                request.key(),
                request.state(),
                request.newest().code(),
                request.newest().reason(),
                request.receivedAt(),
                RequestJson.of(request.asked(), request.expires()),
                request.decision().map(DecisionJson::of),
                RequestJson.IntervalJson.of(request.expected()),
                request.delivery().map(DeliveredJson::of),
                request.history());
    }
}
