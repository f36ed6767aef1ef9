package energy.corridor.web;

import energy.corridor.settlement.ElementRegister;
import energy.corridor.settlement.GridElement;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The register of grid elements. */
@Path("/api/elements")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Elements", description = "What is registered for settlement. Power in W, registers in Wh.")
public class ElementResource {

    private final ElementRegister register;
    private final Clock clock;

    ElementResource(ElementRegister register, Clock clock) {
        this.register = register;
        this.clock = clock;
    }

    record ElementsJson(List<ElementJson> elements) {}

    @GET
    @Operation(summary = "The newest version of every element, by id")
    public ElementsJson list() {
        return new ElementsJson(register.newest().stream().map(ElementJson::of).toList());
    }

    @GET
    @Path("/history")
    @Operation(summary = "Every version of one element, oldest first")
    public ElementsJson history(@QueryParam("id") @Nullable String id) {
        return new ElementsJson(
                register.history(known(id)).stream().map(ElementJson::of).toList());
    }

    @POST
    @Operation(
            summary = "Registers an element, or a new version of it",
            description = "The same content again is the version that is there. A retired id is not used again.")
    public ElementJson register(@Nullable ElementJson body) {
        GridElement wanted = Parameters.body(body).toElement(clock.instant());
        wanted.master().filter(m -> register.newest(m).isEmpty()).ifPresent(m -> {
            throw new InvalidInput(
                    "The master \"%s\" is not registered.".formatted(m), "master", "a registered element");
        });
        return ElementJson.of(register.register(wanted));
    }

    @POST
    @Path("/{state: suspend|activate|retire}")
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "Suspends, activates or retires an element", description = "From now on; retired is final.")
    public ElementJson move(@PathParam("state") String state, @QueryParam("id") @Nullable String id) {
        GridElement.State next = switch (state) {
            case "suspend" -> GridElement.State.SUSPENDED;
            case "activate" -> GridElement.State.ACTIVE;
            default -> GridElement.State.RETIRED;
        };
        return ElementJson.of(register.move(known(id), next, clock.instant()));
    }

    private String known(@Nullable String id) {
        if (id == null || register.newest(id).isEmpty()) {
            throw Refusal.unknown(
                    "element",
                    id == null ? "" : id,
                    register.newest().stream().map(GridElement::id).limit(20).toList());
        }
        return id;
    }
}
