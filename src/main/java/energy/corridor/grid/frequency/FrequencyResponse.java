package energy.corridor.grid.frequency;

import java.time.Instant;
import java.util.Optional;

/**
 * What the grid's frequency asks for at an instant.
 *
 * @param newest measurement, fresh or not
 * @param askedKw change of the import, kW; 0 unless the state is {@link State#MEASURED}
 * @param reason a sentence
 */
public record FrequencyResponse(State state, Optional<Measurement> newest, double askedKw, String reason) {

    public enum State {
        /** No power is set. */
        OFF,
        /** It is not the time of day for it. */
        OUTSIDE_WINDOW,
        NO_MEASUREMENT,
        /** The newest measurement is too old to act on. */
        STALE,
        MEASURED
    }

    /** @param at when it was measured, depot's clock */
    public record Measurement(double hz, Instant at) {}
}
