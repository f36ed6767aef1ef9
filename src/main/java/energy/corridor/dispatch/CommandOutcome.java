package energy.corridor.dispatch;

/** What a station said to a command. */
public sealed interface CommandOutcome {

    /** It will follow; the meter has the last word. */
    record Accepted() implements CommandOutcome {}

    /** It said no. @param reason the station's status or error, in words */
    record Refused(String reason) implements CommandOutcome {}

    /** Never sent: a newer command of the same kind for the same EVSE took its place in the queue. */
    record Superseded() implements CommandOutcome {}

    /** No answer: not connected, or silent. Whether it follows is unknown. */
    record Unreachable(String reason) implements CommandOutcome {}
}
