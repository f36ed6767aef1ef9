package energy.corridor.access;

import java.time.Instant;

/**
 * One thing that somebody did by hand.
 *
 * @param at on the depot's clock
 * @param who account, subject of a token, or "anonymous"
 * @param action method and path
 * @param status HTTP status of the answer
 * @param asked what was sent, shortened; empty for nothing
 * @param before what it replaced, as JSON; empty where there was nothing or nobody said
 */
public record AuditEntry(Instant at, String who, Role role, String action, int status, String asked, String before) {}
