package energy.corridor.web;

import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** The parameters of a question about a period; the last 24 hours when they say nothing. */
public class Period {

    @QueryParam("from")
    @Parameter(description = "ISO 8601 instant; 24 hours before to when absent")
    @Nullable String from;

    @QueryParam("to")
    @Parameter(description = "ISO 8601 instant; now when absent")
    @Nullable String to;

    SettlementWindow at(Instant now) {
        return SettlementWindow.of(from, to, now);
    }
}
