package energy.corridor.ocpp.v201;

import com.fasterxml.jackson.databind.node.ObjectNode;
import energy.corridor.fleet.ConnectorStatus;
import energy.corridor.fleet.StationEvent;
import energy.corridor.fleet.StationEvent.Booted;
import energy.corridor.fleet.StationEvent.Metered;
import energy.corridor.fleet.StationEvent.StatusChanged;
import energy.corridor.fleet.StationIntake;
import energy.corridor.fleet.TransactionReport;
import energy.corridor.fleet.TransactionReport.Kind;
import energy.corridor.ocpp.JsonText;
import energy.corridor.ocpp.Notices;
import energy.corridor.ocpp.OcppMetrics;
import energy.corridor.ocpp.v201.Requests.Authorize;
import energy.corridor.ocpp.v201.Requests.BootNotification;
import energy.corridor.ocpp.v201.Requests.EventData;
import energy.corridor.ocpp.v201.Requests.Evse;
import energy.corridor.ocpp.v201.Requests.IdToken;
import energy.corridor.ocpp.v201.Requests.MeterValues;
import energy.corridor.ocpp.v201.Requests.NotifyEVChargingNeeds;
import energy.corridor.ocpp.v201.Requests.NotifyEvent;
import energy.corridor.ocpp.v201.Requests.StatusNotification;
import energy.corridor.ocpp.v201.Requests.TransactionEvent;
import energy.corridor.telemetry.EvseId;
import energy.corridor.telemetry.Measurand;
import energy.corridor.telemetry.MeterReading;
import energy.corridor.telemetry.StationId;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What each message of a station does, and what it is answered, in OCPP 2.0.1 and where 2.1 says the same. An answer is given only
 * after what it acknowledges is durable; repeats are harmless by content.
 */
public final class Messages {

    private static final Logger LOG = Logger.getLogger(Messages.class);

    /** Kept for people to read, and answered with nothing. */
    private static final Set<String> NOTICES = Set.of(
            "ClearedChargingLimit",
            "FirmwareStatusNotification",
            "LogStatusNotification",
            "NotifyChargingLimit",
            "NotifyCustomerInformation",
            "NotifyDisplayMessages",
            "NotifyMonitoringReport",
            "PublishFirmwareStatusNotification",
            "ReportChargingProfiles",
            "ReservationStatusUpdate",
            "SecurityEventNotification");

    private final StationIntake intake;
    private final Clock clock;
    private final long heartbeatSeconds;
    private final Readings readings;
    private final Map<String, Handler<ObjectNode>> handlers = new HashMap<>();

    /** What a version or this class does with one kind of message. */
    @FunctionalInterface
    public interface Handler<R> {
        CompletionStage<ObjectNode> answer(StationId station, R request, Instant now);
    }

    public Messages(StationIntake intake, Clock clock, Duration heartbeat, OcppMetrics metrics) {
        this.intake = intake;
        this.clock = clock;
        this.heartbeatSeconds = heartbeat.toSeconds();
        this.readings = new Readings(metrics);
        on("BootNotification", BootNotification.class, this::boot);
        on("Heartbeat", (station, request, now) -> done(JsonText.object().put("currentTime", now.toString())));
        on("StatusNotification", StatusNotification.class, this::status);
        on("Authorize", Authorize.class, this::authorize);
        on("MeterValues", MeterValues.class, this::meter);
        on("TransactionEvent", this::transaction);
        on("NotifyEvent", this::event);
        on("NotifyEVChargingNeeds", NotifyEVChargingNeeds.class, this::needs);
        on("NotifyReport", (station, request, now) -> done(JsonText.object())); // whoever asked for it reads it
        on("DataTransfer", (station, request, now) -> done(status("UnknownVendorId")));
        // There is no certificate authority behind this central system, so none is asked.
        on("SignCertificate", (station, request, now) -> noticed(station, "SignCertificate", request, now, "Rejected"));
        on(
                "Get15118EVCertificate",
                (station, request, now) -> done(status("Failed").put("exiResponse", "")));
        on("GetCertificateStatus", (station, request, now) -> done(status("Failed")));
        NOTICES.forEach(action -> on(action, (station, request, now) -> noticed(station, action, request, now, "")));
    }

    /** A version may take more, or do more. */
    public void on(String action, Handler<ObjectNode> handler) {
        handlers.put(action, handler);
    }

    <R> void on(String action, Class<R> type, Handler<R> handler) {
        on(action, (station, request, now) -> handler.answer(station, JsonText.as(request, type), now));
    }

    public boolean takes(String action) {
        return handlers.containsKey(action);
    }

    /** May wait for locks; not for an event loop. */
    public CompletionStage<ObjectNode> answer(StationId station, String action, ObjectNode request) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        intake.seen(station, now);
        Handler<ObjectNode> handler = handlers.get(action);
        return handler == null
                ? CompletableFuture.failedStage(new IllegalStateException("No handler for " + action))
                : handler.answer(station, request, now);
    }

    private CompletionStage<ObjectNode> boot(StationId station, BootNotification request, Instant now) {
        Requests.ChargingStation told = request.chargingStation();
        Booted booted = new Booted(
                station, now, told.vendorName(), told.model(), text(told.firmwareVersion()), text(told.serialNumber()));
        return intake.receive(booted).thenApply(durable -> {
            LOG.infof(
                    "Station %s booted (%s): %s %s %s",
                    station, request.reason(), booted.vendor(), booted.model(), booted.firmware());
            return status("Accepted").put("currentTime", now.toString()).put("interval", heartbeatSeconds);
        });
    }

    /** EVSE 0 is the station as a whole; its EVSEs report for themselves. */
    private CompletionStage<ObjectNode> status(StationId station, StatusNotification request, Instant now) {
        if (request.evseId() < 1) {
            LOG.infof("Station %s is %s.", station, request.connectorStatus());
            return done(JsonText.object());
        }
        return changed(
                new EvseId(station, request.evseId()),
                request.connectorStatus(),
                Requests.instant(request.timestamp()),
                now);
    }

    private CompletionStage<ObjectNode> changed(EvseId evse, String status, Instant at, Instant now) {
        return connectorStatus(evse, status)
                .map(known -> intake.receive(new StatusChanged(
                                evse, at, now, known, known == ConnectorStatus.FAULTED ? "OtherError" : "NoError"))
                        .thenApply(durable -> JsonText.object()))
                .orElseGet(() -> done(JsonText.object()).toCompletableFuture());
    }

    /** What occupies an EVSE with a transaction, its transaction tells better. */
    private Optional<ConnectorStatus> connectorStatus(EvseId evse, String status) {
        return switch (status) {
            case "Available" -> Optional.of(ConnectorStatus.AVAILABLE);
            case "Occupied" -> intake.isCharging(evse) ? Optional.empty() : Optional.of(ConnectorStatus.PREPARING);
            case "Reserved" -> Optional.of(ConnectorStatus.RESERVED);
            case "Unavailable" -> Optional.of(ConnectorStatus.UNAVAILABLE);
            case "Faulted" -> Optional.of(ConnectorStatus.FAULTED);
            default -> Optional.empty();
        };
    }

    private CompletionStage<ObjectNode> authorize(StationId station, Authorize request, Instant now) {
        return done(JsonText.object().set("idTokenInfo", tokenInfo(request.idToken())));
    }

    /** EVSE 0 is the station's main meter, which no vehicle hangs on. */
    private CompletionStage<ObjectNode> meter(StationId station, MeterValues request, Instant now) {
        if (request.evseId() < 1) {
            LOG.debugf("Station %s sent values of its main meter, which are not used.", station);
            return done(JsonText.object());
        }
        EvseId evse = new EvseId(station, request.evseId());
        List<MeterReading> told = readings.of(evse, request.meterValue(), now);
        CompletionStage<?> kept = told.isEmpty()
                ? CompletableFuture.completedStage(true)
                : intake.receive(new Metered(station, now, told));
        return kept.thenCompose(durable -> noticed(readings.notices(evse, request.meterValue(), now)))
                .thenApply(durable -> JsonText.object());
    }

    private CompletionStage<?> noticed(List<StationEvent.Noticed> notices) {
        CompletionStage<?> all = CompletableFuture.completedStage(true);
        for (StationEvent.Noticed notice : notices) {
            all = all.thenCompose(before -> intake.receive(notice));
        }
        return all;
    }

    private CompletionStage<ObjectNode> transaction(StationId station, ObjectNode json, Instant now) {
        TransactionEvent request = JsonText.as(json, TransactionEvent.class);
        int evse = evse(station, request.evse());
        List<MeterReading> told = readings.of(new EvseId(station, Math.max(1, evse)), request.meterValue(), now);
        Kind kind = Kind.valueOf(request.eventType().toUpperCase(Locale.ROOT));
        IdToken token = request.idToken();
        Instant at = Requests.instant(request.timestamp());
        TransactionReport report = new TransactionReport(
                station,
                request.transactionInfo().transactionId(),
                request.seqNo(),
                kind,
                at,
                now,
                request.triggerReason(),
                request.offline(),
                evse,
                token == null ? "" : intake.registered(token.tag()),
                Readings.registerWh(
                        told, kind == Kind.ENDED ? "Transaction.End" : "Transaction.Begin", kind == Kind.ENDED),
                told,
                Optional.ofNullable(request.transactionInfo().stoppedReason()).orElse("Local"),
                json.toString());
        return intake.report(report)
                .thenCompose(events -> charging(events, request, at, now))
                .thenCompose(durable ->
                        noticed(readings.notices(new EvseId(station, Math.max(1, evse)), request.meterValue(), now)))
                .thenApply(durable ->
                        token == null ? JsonText.object() : JsonText.object().set("idTokenInfo", tokenInfo(token)));
    }

    /** A report that names no EVSE belongs to its transaction's; of a new one, to the station's only EVSE, where it has one. */
    private int evse(StationId station, @Nullable Evse named) {
        if (named != null && named.id() > 0) {
            return named.id();
        }
        List<EvseId> evses = intake.evsesOf(station);
        return evses.size() == 1 ? evses.get(0).number() : 0;
    }

    private CompletionStage<?> charging(List<StationEvent> events, TransactionEvent request, Instant at, Instant now) {
        String state = text(request.transactionInfo().chargingState());
        ConnectorStatus status = switch (state) {
            case "Charging" -> ConnectorStatus.CHARGING;
            case "SuspendedEV" -> ConnectorStatus.SUSPENDED_EV;
            case "SuspendedEVSE" -> ConnectorStatus.SUSPENDED_EVSE;
            case "EVConnected", "Idle" -> ConnectorStatus.PREPARING;
            default -> ConnectorStatus.UNKNOWN;
        };
        boolean tells =
                status != ConnectorStatus.UNKNOWN && !request.eventType().equals("Ended");
        for (StationEvent event : events) {
            if (tells && event instanceof StationEvent.TransactionStarted start && intake.isCharging(start.evse())) {
                return intake.receive(new StatusChanged(start.evse(), at, now, status, "NoError"));
            }
        }
        return CompletableFuture.completedStage(true);
    }

    /** Availability may come as an event of a component instead of a StatusNotification; the rest is for people. */
    private CompletionStage<ObjectNode> event(StationId station, ObjectNode json, Instant now) {
        CompletionStage<ObjectNode> all = done(JsonText.object());
        List<EventData> others = new ArrayList<>();
        for (EventData event : JsonText.as(json, NotifyEvent.class).eventData()) {
            Evse evse = event.component().evse();
            if (event.variable().name().equals("AvailabilityState") && evse != null && evse.id() > 0) {
                all = all.thenCompose(before -> changed(
                        new EvseId(station, evse.id()), event.actualValue(), Requests.instant(event.timestamp()), now));
            } else {
                others.add(event);
            }
        }
        return others.isEmpty() ? all : all.thenCompose(before -> noticed(station, "NotifyEvent", json, now, ""));
    }

    /** The vehicle's state of charge is a reading. When it wants to leave, the depot's timetable knows better. */
    private CompletionStage<ObjectNode> needs(StationId station, NotifyEVChargingNeeds request, Instant now) {
        EvseId evse = new EvseId(station, request.evseId());
        Requests.DcParameters dc = request.chargingNeeds().dcChargingParameters();
        Integer percent = dc == null ? null : dc.stateOfCharge();
        LOG.infof(
                "The vehicle at %s wants to leave at %s and has %s %%.",
                evse, request.chargingNeeds().departureTime(), percent);
        long transaction = intake.transactionAt(evse);
        if (percent == null || transaction == 0) {
            return done(status("Processing"));
        }
        MeterReading soc =
                new MeterReading(evse, transaction, now, now, Measurand.SOC, "", "Other", BigDecimal.valueOf(percent));
        return intake.receive(new Metered(station, now, List.of(soc))).thenApply(durable -> status("Processing"));
    }

    /** Keeps a message for people. @param status of the answer, "" for an empty one */
    public CompletionStage<ObjectNode> noticed(
            StationId station, String action, ObjectNode request, Instant now, String status) {
        LOG.infof("Station %s: %s %s", station, action, JsonText.cut(request.toString(), 300));
        return intake.receive(Notices.of(station, action, request, now))
                .thenApply(durable -> status.isEmpty() ? JsonText.object() : status(status));
    }

    private ObjectNode tokenInfo(IdToken token) {
        return status(token.type().equals(IdToken.NOBODY) || intake.accepts(token.idToken()) ? "Accepted" : "Invalid");
    }

    public static ObjectNode status(String status) {
        return JsonText.object().put("status", status);
    }

    public static CompletionStage<ObjectNode> done(ObjectNode answer) {
        return CompletableFuture.completedStage(answer);
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
