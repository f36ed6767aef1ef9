package energy.corridor.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import energy.corridor.credits.RegulatorGateway.Answer;
import energy.corridor.credits.Report;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What an authority said to a report that was handed in as a file. */
@Schema(name = "CreditAnswer")
record AnswerJson(
        @JsonProperty(required = true) String receipt,

        @Schema(description = "By registration number", examples = "{\"DEP01-001\": 0.01963}")
        Optional<Map<String, BigDecimal>> credits,

        @Schema(
                description =
                        "Instead of credits: the sum, which is split by the lines' estimates in units of its last decimal place")
        Optional<BigDecimal> total,

        @Schema(description = "Why it was refused; with these nothing is booked")
        Optional<List<String>> reasons) {

    Answer to(Report report) {
        boolean refused = reasons.filter(r -> !r.isEmpty()).isPresent();
        long said = (credits.isPresent() ? 1 : 0) + (total.isPresent() ? 1 : 0) + (refused ? 1 : 0);
        if (said != 1) {
            throw new InvalidInput(
                    "The answer says %d things.".formatted(said), "credits", "one of credits, total and reasons");
        }
        Optional<BigDecimal> below = credits.map(Map::values).stream()
                .flatMap(c -> c.stream())
                .filter(c -> c.signum() < 0)
                .findFirst();
        if (total.filter(t -> t.signum() < 0 || t.scale() > 5).isPresent() || below.isPresent()) {
            throw new InvalidInput("The credits cannot be so.", "total", "0 or more, with at most 5 decimal places");
        }
        return total.map(t -> Answer.ofTotal(report, receipt, t))
                .orElseGet(() -> new Answer(receipt, !refused, credits.orElse(Map.of()), reasons.orElse(List.of())));
    }
}
