package energy.corridor.sim.scenario;

import java.io.Serial;

/** A scenario that cannot be played; the message is one sentence: what, where, what is allowed. */
public final class ScenarioException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    public ScenarioException(String message) {
        super(message);
    }

    public ScenarioException(String message, Throwable cause) {
        super(message, cause);
    }
}
