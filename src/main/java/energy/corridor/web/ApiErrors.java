package energy.corridor.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.InvalidNullException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import energy.corridor.credits.CreditStore;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/** Turns everything that can go wrong in a request into an {@link ErrorJson} with the right status. */
public final class ApiErrors {

    static final String MEDIA_TYPE = "application/problem+json";

    private static final Logger LOG = Logger.getLogger(ApiErrors.class);

    @ServerExceptionMapper
    public Response refusal(Refusal refusal) {
        Response.ResponseBuilder response = answer(refusal.status(), refusal.error());
        return refusal.status() == 503
                ? response.header(HttpHeaders.RETRY_AFTER, 2).build()
                : response.build();
    }

    /** The energy, or the credits, belong to somebody else already. */
    @ServerExceptionMapper
    public Response claimed(CreditStore.ClaimedException claimed) {
        return answer(409, ErrorJson.of(String.valueOf(claimed.getMessage()))).build();
    }

    @ServerExceptionMapper
    public Response notCovered(CreditStore.NotCoveredException missing) {
        return answer(409, ErrorJson.of(String.valueOf(missing.getMessage()))).build();
    }

    /** A rule of a stage was broken; its sentence is the answer. */
    @ServerExceptionMapper
    public Response brokenRule(IllegalArgumentException broken) {
        LOG.debug("Refused.", broken);
        return answer(400, sentence(broken)).build();
    }

    @ServerExceptionMapper
    public Response wrongJson(MismatchedInputException wrong) {
        return answer(400, sentence(wrong)).build();
    }

    @ServerExceptionMapper
    public Response http(WebApplicationException exception, UriInfo uri) {
        int status = exception.getResponse().getStatus();
        Throwable cause = exception.getCause();
        if (cause instanceof JsonProcessingException wrong) {
            return answer(400, sentence(wrong)).build();
        }
        if (status < 400) {
            return exception.getResponse();
        }
        if (status == 404 && cause != null && !uri.getQueryParameters().isEmpty()) {
            // A value that is no time, no day, no number or none of the words it may be is a 404 by the letter of
            // JAX-RS.
            return answer(
                            400,
                            ErrorJson.of("A parameter of the query cannot be read: %s".formatted(cause.getMessage())))
                    .build();
        }
        return answer(status, ErrorJson.of(sentence(status))).build();
    }

    @ServerExceptionMapper
    public Response broken(RuntimeException unexpected) {
        LOG.error("A request failed.", unexpected);
        return answer(500, ErrorJson.of("Corridor could not do this because of a fault of its own; its log says why."))
                .build();
    }

    private static Response.ResponseBuilder answer(int status, ErrorJson error) {
        return Response.status(status).type(MEDIA_TYPE).entity(error);
    }

    private static ErrorJson sentence(IllegalArgumentException broken) {
        String message = broken.getMessage() == null ? "The request breaks a rule." : broken.getMessage();
        return broken instanceof InvalidInput input
                ? ErrorJson.of(message, input.field(), input.allowed())
                : ErrorJson.of(message);
    }

    private static String sentence(int status) {
        return switch (status) {
            case 404 -> "There is nothing at this address; /q/openapi lists what there is.";
            case 405 -> "This address does not take this method; /q/openapi lists those it takes.";
            case 406 -> "This address cannot answer in the media type that was asked for.";
            case 413 -> "The body is too large.";
            case 415 -> "This address does not take a body of this Content-Type; /q/openapi lists those it takes.";
            default -> "The request was answered with status %d.".formatted(status);
        };
    }

    /** What Jackson found, in words that do not need Jackson. */
    static ErrorJson sentence(JsonProcessingException wrong) {
        String field = wrong instanceof JsonMappingException mapping ? path(mapping) : "";
        if (wrong instanceof ValueInstantiationException value
                && value.getCause() instanceof IllegalArgumentException broken) {
            ErrorJson inner = sentence(broken);
            return inner.field().isEmpty() ? ErrorJson.of(inner.error(), field, "") : inner;
        }
        if (wrong instanceof UnrecognizedPropertyException unknown) {
            Collection<Object> known = unknown.getKnownPropertyIds();
            return ErrorJson.of(
                    "The field \"%s\" is not known.".formatted(unknown.getPropertyName()),
                    field,
                    known == null
                            ? ""
                            : known.stream().map(Object::toString).sorted().collect(Collectors.joining(", ")));
        }
        if (wrong instanceof InvalidNullException) {
            return ErrorJson.of("The field \"%s\" must not be null.".formatted(field), field, "");
        }
        if (wrong instanceof InvalidFormatException format) {
            String allowed = allowed(format.getTargetType());
            return ErrorJson.of(
                    "The value \"%s\" of %s must be %s.".formatted(format.getValue(), field, allowed), field, allowed);
        }
        if (wrong instanceof MismatchedInputException mismatch) {
            if (mismatch.getOriginalMessage().startsWith("Missing required creator property")) {
                return ErrorJson.of("The field \"%s\" is missing.".formatted(field), field, "");
            }
            String where = field.isEmpty() ? "The body" : "The value of " + field;
            String allowed = allowed(mismatch.getTargetType());
            return ErrorJson.of("%s must be %s.".formatted(where, allowed), field, allowed);
        }
        String place = wrong.getLocation() == null
                ? ""
                : " (line %d, column %d)"
                        .formatted(
                                wrong.getLocation().getLineNr(),
                                wrong.getLocation().getColumnNr());
        return ErrorJson.of(
                "The body is not valid JSON%s: %s.".formatted(place, withoutSource(wrong.getOriginalMessage())));
    }

    /** Jackson speaks of its own settings where it may not quote the input. */
    private static String withoutSource(String message) {
        int source = message.indexOf(" (start marker");
        return source < 0 ? message : message.substring(0, source);
    }

    private static String path(JsonMappingException wrong) {
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference step : wrong.getPath()) {
            if (step.getFieldName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
            }
        }
        return path.toString();
    }

    private static String allowed(@Nullable Class<?> type) {
        if (type == null) {
            return "of another kind";
        }
        if (type.isEnum()) {
            return "one of "
                    + Arrays.stream(type.getEnumConstants())
                            .map(Object::toString)
                            .collect(Collectors.joining(", "));
        }
        if (type == Instant.class) {
            return Parameters.TIME;
        }
        if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
            return "a whole number";
        }
        if (type == double.class || type == Double.class) {
            return "a number";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        if (type == String.class) {
            return "a text";
        }
        return Collection.class.isAssignableFrom(type) || type.isArray() ? "a JSON array" : "a JSON object";
    }
}
