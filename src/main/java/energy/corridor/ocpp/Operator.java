package energy.corridor.ocpp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import energy.corridor.dispatch.OperatorCalls;
import energy.corridor.telemetry.StationId;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jboss.logging.Logger;

/** What people ask of stations. Every message that a central system may send in the station's version, checked by its table. */
@Singleton
public final class Operator implements OperatorCalls {

    private static final Logger LOG = Logger.getLogger(Operator.class);

    /** Messages that only stations send, in any version. */
    private static final Set<String> FROM_STATIONS = Set.of(
            "Authorize",
            "BatterySwap",
            "BootNotification",
            "ClearedChargingLimit",
            "ClosePeriodicEventStream",
            "DiagnosticsStatusNotification",
            "FirmwareStatusNotification",
            "Get15118EVCertificate",
            "GetCertificateChainStatus",
            "GetCertificateStatus",
            "Heartbeat",
            "LogStatusNotification",
            "MeterValues",
            "NotifyChargingLimit",
            "NotifyCustomerInformation",
            "NotifyDERAlarm",
            "NotifyDERStartStop",
            "NotifyDisplayMessages",
            "NotifyEVChargingNeeds",
            "NotifyEVChargingSchedule",
            "NotifyEvent",
            "NotifyMonitoringReport",
            "NotifyPeriodicEventStream",
            "NotifyPriorityCharging",
            "NotifyReport",
            "NotifySettlement",
            "NotifyWebPaymentStarted",
            "OpenPeriodicEventStream",
            "PublishFirmwareStatusNotification",
            "PullDynamicScheduleUpdate",
            "ReportChargingProfiles",
            "ReportDERControl",
            "ReservationStatusUpdate",
            "SecurityEventNotification",
            "SignCertificate",
            "SignedFirmwareStatusNotification",
            "StartTransaction",
            "StatusNotification",
            "StopTransaction",
            "TransactionEvent",
            "VatNumberValidation");

    private final StationLinks links;

    public Operator(StationLinks links) {
        this.links = links;
    }

    @Override
    public Optional<Speech> speech(StationId station) {
        return links.find(station)
                .map(link -> new Speech(link.version().title(), actions(link.version()), link.capabilities()));
    }

    /** What a central system may send in a version. */
    static SortedSet<String> actions(OcppVersion version) {
        SortedSet<String> actions = new TreeSet<>(version.shapes().actions());
        actions.removeAll(FROM_STATIONS);
        return actions;
    }

    @Override
    public CompletionStage<Reply> ask(StationId station, String action, String payload) {
        Optional<StationLink> link = links.find(station);
        return link.isPresent()
                ? ask(link.get(), action, payload)
                : CompletableFuture.completedStage(new NotSent("The station is not connected."));
    }

    private static CompletionStage<Reply> ask(StationLink link, String action, String payload) {
        if (!actions(link.version()).contains(action)) {
            return CompletableFuture.completedStage(new NoSuchAction("A central system cannot send %s in %s."
                    .formatted(
                            JsonText.quote(JsonText.cut(action, 60)),
                            link.version().title())));
        }
        JsonNode json;
        try {
            json = JsonText.read(payload.isBlank() ? "{}" : payload);
        } catch (JsonProcessingException e) {
            return CompletableFuture.completedStage(
                    new Invalid("The payload of %s is not one JSON text of at most 32 levels.".formatted(action)));
        }
        Optional<String> fault = link.fault(action, json).map(Fault::text).or(() -> harm(action, json));
        if (fault.isPresent()) {
            return CompletableFuture.completedStage(new Invalid(fault.get()));
        }
        LOG.infof("An operator sends %s to station %s.", action, link.station());
        return link.call(action, json).thenApply(answer -> {
            LOG.infof("%s of an operator to station %s ended: %s", action, link.station(), kind(answer));
            return reply(answer);
        });
    }

    /** Without a criterion every profile is cleared, the failsafe among them, and the station is without a limit (1.6 section 5.5). */
    private static Optional<String> harm(String action, JsonNode json) {
        boolean all = action.equals("ClearChargingProfile")
                && json instanceof ObjectNode object
                && object.deepCopy().without("chargingProfileCriteria").isEmpty()
                && json.path("chargingProfileCriteria").isEmpty();
        return all
                ? Optional.of(
                        "A ClearChargingProfile without a criterion clears every profile, the failsafe among them;"
                                + " name an id, a purpose, a stack level or an EVSE.")
                : Optional.empty();
    }

    private static Reply reply(Answer answer) {
        if (answer instanceof Answer.Result result) {
            return new Answered(result.payload().toString());
        }
        if (answer instanceof Answer.Error error) {
            return new Failed(JsonText.cut(error.code(), 60), JsonText.cut(error.description(), 255));
        }
        if (answer instanceof Answer.NotSent notSent) {
            return new NotSent(notSent.reason());
        }
        return answer instanceof Answer.Silent silent
                ? new Silent(silent.reason())
                : new NotSent("A newer call took its place.");
    }

    /** Payloads may hold secrets and stay out of the log. */
    private static String kind(Answer answer) {
        return answer instanceof Answer.Result result
                ? "answered " + result.payload().path("status").asText("")
                : answer.toString();
    }
}
