package energy.corridor.grid.request;

import java.time.Instant;

/**
 * A step in a request's life.
 *
 * @param code why, as a word for machines
 * @param reason why, in plain words
 */
public record Transition(Instant at, RequestState state, ReasonCode code, String reason) {}
