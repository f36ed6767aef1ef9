package energy.corridor.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import energy.corridor.grid.GridBook;
import energy.corridor.grid.contact.Contact;
import energy.corridor.grid.contact.ContactState;
import energy.corridor.grid.contact.OperatorRules;
import energy.corridor.quantity.Units;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Operators whose contact is watched: while it is lost, the site keeps to what was agreed for that. */
@Path("/api/operators")
@Produces(MediaType.APPLICATION_JSON)
@Tag(
        name = "Grid operators",
        description = "Who may limit the site, whether they are heard, and the limit that holds while not.")
public class OperatorResource {

    private final GridBook grid;
    private final Clock clock;

    OperatorResource(GridBook grid, Clock clock) {
        this.grid = grid;
        this.clock = clock;
    }

    /** What is agreed with an operator; times in seconds. */
    @Schema(name = "OperatorRules")
    record RulesJson(
            @Schema(description = "kW, the site's import limit while contact is lost") @JsonProperty(required = true)
            Double failsafeKw,

            @Schema(description = "How often the operator lets itself be heard, s; 60 when absent")
            Optional<Double> expectedEverySeconds,

            @Schema(description = "How long the first exchange may take after a start, s; 120 when absent")
            Optional<Double> startTimeoutSeconds,

            @Schema(description = "How long the failsafe holds at least, s; 0 when absent")
            Optional<Double> leastFailsafeSeconds,

            @Schema(
                    description =
                            "How long the known schedule may go on without contact, s; as long as it reaches when absent")
            Optional<Double> mostHoldingSeconds) {

        OperatorRules rules(String operator) {
            return new OperatorRules(
                    operator,
                    failsafeKw,
                    expectedEverySeconds.map(Units::seconds).orElse(OperatorRules.EXPECTED_EVERY),
                    startTimeoutSeconds.map(Units::seconds).orElse(OperatorRules.START_TIMEOUT),
                    leastFailsafeSeconds.map(Units::seconds).orElse(Duration.ZERO),
                    mostHoldingSeconds.map(Units::seconds));
        }

        static RulesJson of(OperatorRules rules) {
            return new RulesJson(
                    rules.failsafeKw(),
                    Optional.of(Units.seconds(rules.expectedEvery())),
                    Optional.of(Units.seconds(rules.startTimeout())),
                    Optional.of(Units.seconds(rules.leastFailsafe())),
                    rules.mostHolding().map(Units::seconds));
        }
    }

    @Schema(name = "Operator")
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record OperatorJson(
            String operator,
            ContactState state,
            Instant since,
            Optional<Instant> lastHeard,

            @Schema(description = "Why it is in the state, in plain words")
            String reason,

            RulesJson rules) {

        static OperatorJson of(Contact contact) {
            return new OperatorJson(
                    contact.rules().operator(),
                    contact.state(),
                    contact.since(),
                    contact.lastHeard(),
                    contact.reason(),
                    RulesJson.of(contact.rules()));
        }
    }

    @GET
    @Operation(summary = "Operators and the contact with each")
    public List<OperatorJson> list() {
        return grid.contacts().all().stream().map(OperatorJson::of).toList();
    }

    @PUT
    @Path("/{operator}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Agrees on an operator's contact, or on other rules for it",
            description = "From then on it must be heard; until its first heartbeat the failsafe limit holds.")
    public OperatorJson agree(String operator, @Nullable RulesJson body) {
        grid.contacts().agree(Parameters.body(body).rules(operator), clock.instant());
        return OperatorJson.of(known(operator));
    }

    @POST
    @Path("/{operator}/heartbeat")
    @Operation(summary = "The operator lets itself be heard")
    @APIResponse(responseCode = "404", description = "There is no such operator; the known ones are named")
    public OperatorJson heartbeat(String operator) {
        known(operator);
        grid.heard(operator, clock.instant());
        return OperatorJson.of(known(operator));
    }

    @DELETE
    @Path("/{operator}")
    @Operation(summary = "Ends the watch over an operator's contact; its requests stay")
    public void forget(String operator) {
        known(operator);
        grid.contacts().forget(operator);
    }

    private Contact known(String operator) {
        return grid.contacts()
                .find(operator)
                .orElseThrow(() -> Refusal.unknown(
                        "operator",
                        operator,
                        grid.contacts().all().stream()
                                .map(c -> c.rules().operator())
                                .toList()));
    }
}
