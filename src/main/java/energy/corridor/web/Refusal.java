package energy.corridor.web;

import java.util.Collection;

/** An answer other than success, with its HTTP status. */
final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient ErrorJson error;

    Refusal(int status, ErrorJson error) {
        super(error.error());
        this.status = status;
        this.error = error;
    }

    /** 404, with what there is instead. */
    static Refusal unknown(String what, String id, Collection<String> known) {
        String allowed = known.isEmpty() ? "there is none yet" : String.join(", ", known);
        return new Refusal(404, ErrorJson.of("There is no %s \"%s\".".formatted(what, id), "id", allowed));
    }

    /** 503: the first control cycle has not run. */
    static Refusal notYet() {
        return new Refusal(503, ErrorJson.of("No control cycle has run yet; ask again in a few seconds."));
    }

    int status() {
        return status;
    }

    ErrorJson error() {
        return error;
    }
}
