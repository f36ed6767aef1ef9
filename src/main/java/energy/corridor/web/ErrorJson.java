package energy.corridor.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The one shape of every error of the API. */
@Schema(name = "Error", description = "What was wrong, where, and what is allowed. Nothing was changed.")
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record ErrorJson(
        @Schema(description = "One sentence", examples = "The kw (-5.0) must be a finite number, 0 or more.")
        String error,

        @Schema(description = "Where, as a path into the body or the name of a parameter")
        String field,

        @Schema(description = "What would be right") String allowed,
        @Schema(description = "Every wrong line of a table") List<TableProblem> problems) {

    static ErrorJson of(String error) {
        return new ErrorJson(error, "", "", List.of());
    }

    static ErrorJson of(String error, String field, String allowed) {
        return new ErrorJson(error, field, allowed, List.of());
    }
}
