package energy.corridor.dispatch;

import energy.corridor.telemetry.StationId;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.concurrent.CompletionStage;

/**
 * How people who look after stations ask one of them something, in the words of its own protocol version. It takes its turn among
 * the commands of dispatch.
 */
public interface OperatorCalls {

    /** What a station speaks now, and what it may be asked; empty while it is not connected. */
    Optional<Speech> speech(StationId station);

    /** @param payload JSON of the station's version. The stage never fails: every end is a reply. */
    CompletionStage<Reply> ask(StationId station, String action, String payload);

    /**
     * @param version of the protocol, e.g. {@code OCPP 1.6}
     * @param actions what may be asked in it
     * @param capabilities what the station said that it can do, by the names of its version
     */
    record Speech(String version, SortedSet<String> actions, Map<String, String> capabilities) {}

    /** What came of it. */
    sealed interface Reply {}

    /** @param payload JSON of the station's answer */
    record Answered(String payload) implements Reply {}

    /** The station answered with an error. @param code as the station sent it */
    record Failed(String code, String description) implements Reply {}

    /** It was not sent, since the version has no such action for us to send. */
    record NoSuchAction(String reason) implements Reply {}

    /** It was not sent, since it is wrong or would do harm. @param reason a sentence */
    record Invalid(String reason) implements Reply {}

    /** It was not sent: the station is not connected, has not booted, or too much waits for it. @param reason a sentence */
    record NotSent(String reason) implements Reply {}

    /** It was sent, and no answer came. Whether the station acted is unknown. @param reason a sentence */
    record Silent(String reason) implements Reply {}
}
