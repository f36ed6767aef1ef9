package energy.corridor.ocpp;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** What the operator watches of the station side; names and meanings are in {@code docs/ocpp.md}. */
@Singleton
public final class OcppMetrics {

    private static final Set<String> ERROR_CODES = Set.of(
            "NotImplemented",
            "NotSupported",
            "InternalError",
            "ProtocolError",
            "SecurityError",
            "FormationViolation",
            "FormatViolation",
            "RpcFrameworkError",
            "MessageTypeNotSupported",
            "PropertyConstraintViolation",
            "OccurenceConstraintViolation",
            "OccurrenceConstraintViolation",
            "TypeConstraintViolation",
            "GenericError");

    private final MeterRegistry registry;
    private final AtomicInteger waiting = new AtomicInteger();

    public OcppMetrics(MeterRegistry registry, StationLinks links) {
        this.registry = registry;
        Gauge.builder("corridor.ocpp.stations.connected", links, StationLinks::size)
                .description("Charging stations with an open WebSocket")
                .register(registry);
        Gauge.builder("corridor.ocpp.calls.waiting", waiting, AtomicInteger::get)
                .description("Calls to stations that wait for their turn")
                .register(registry);
    }

    /** A CALL of a station was answered. @param answer {@code ok} or the error code */
    public void answered(String action, String answer, long nanos) {
        Timer.builder("corridor.ocpp.inbound")
                .description("Calls of stations until their answer is written")
                .tag("action", action)
                .tag("answer", answer)
                .register(registry)
                .record(nanos, TimeUnit.NANOSECONDS);
    }

    /** A CALL of ours has ended. */
    public void called(String action, Answer answer, long nanos) {
        Timer.builder("corridor.ocpp.outbound")
                .description("Calls to stations from sending to their end")
                .tag("action", action)
                .tag("answer", kind(answer))
                .register(registry)
                .record(nanos, TimeUnit.NANOSECONDS);
    }

    /** A setpoint or a failsafe has ended. @param outcome the class of the outcome */
    public void commanded(String command, String outcome) {
        registry.counter("corridor.ocpp.commands", "command", command, "outcome", outcome)
                .increment();
    }

    /** Something arrived that no handler sees: a broken frame, a late answer, a reading that is not used. */
    public void ignored(String what) {
        registry.counter("corridor.ocpp.ignored", "what", what).increment();
    }

    /** A handshake was refused. */
    public void refusedHandshake(int status) {
        registry.counter("corridor.ocpp.handshakes.refused", "status", Integer.toString(status))
                .increment();
    }

    void waiting(int change) {
        waiting.addAndGet(change);
    }

    private static String kind(Answer answer) {
        if (answer instanceof Answer.Result) {
            return "ok";
        }
        if (answer instanceof Answer.Error error) {
            return ERROR_CODES.contains(error.code()) ? error.code() : "other";
        }
        return answer instanceof Answer.Superseded
                ? "superseded"
                : answer instanceof Answer.NotSent ? "not sent" : "silent";
    }
}
