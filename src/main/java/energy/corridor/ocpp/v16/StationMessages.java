package energy.corridor.ocpp.v16;

import energy.corridor.fleet.ConnectorStatus;
import energy.corridor.fleet.StationEvent.Booted;
import energy.corridor.fleet.StationEvent.Metered;
import energy.corridor.fleet.StationEvent.Noticed;
import energy.corridor.fleet.StationEvent.StatusChanged;
import energy.corridor.fleet.StationEvent.TransactionEnded;
import energy.corridor.fleet.StationIntake;
import energy.corridor.ocpp.JsonText;
import energy.corridor.ocpp.Notices;
import energy.corridor.ocpp.OcppMetrics;
import energy.corridor.telemetry.EvseId;
import energy.corridor.telemetry.StationId;
import eu.chargetime.ocpp.model.Confirmation;
import eu.chargetime.ocpp.model.Request;
import eu.chargetime.ocpp.model.core.AuthorizationStatus;
import eu.chargetime.ocpp.model.core.AuthorizeConfirmation;
import eu.chargetime.ocpp.model.core.AuthorizeRequest;
import eu.chargetime.ocpp.model.core.BootNotificationConfirmation;
import eu.chargetime.ocpp.model.core.BootNotificationRequest;
import eu.chargetime.ocpp.model.core.ChargePointStatus;
import eu.chargetime.ocpp.model.core.DataTransferConfirmation;
import eu.chargetime.ocpp.model.core.DataTransferRequest;
import eu.chargetime.ocpp.model.core.DataTransferStatus;
import eu.chargetime.ocpp.model.core.HeartbeatConfirmation;
import eu.chargetime.ocpp.model.core.HeartbeatRequest;
import eu.chargetime.ocpp.model.core.IdTagInfo;
import eu.chargetime.ocpp.model.core.MeterValue;
import eu.chargetime.ocpp.model.core.MeterValuesConfirmation;
import eu.chargetime.ocpp.model.core.MeterValuesRequest;
import eu.chargetime.ocpp.model.core.RegistrationStatus;
import eu.chargetime.ocpp.model.core.StartTransactionConfirmation;
import eu.chargetime.ocpp.model.core.StartTransactionRequest;
import eu.chargetime.ocpp.model.core.StatusNotificationConfirmation;
import eu.chargetime.ocpp.model.core.StatusNotificationRequest;
import eu.chargetime.ocpp.model.core.StopTransactionConfirmation;
import eu.chargetime.ocpp.model.core.StopTransactionRequest;
import eu.chargetime.ocpp.model.firmware.DiagnosticsStatusNotificationConfirmation;
import eu.chargetime.ocpp.model.firmware.DiagnosticsStatusNotificationRequest;
import eu.chargetime.ocpp.model.firmware.FirmwareStatusNotificationConfirmation;
import eu.chargetime.ocpp.model.firmware.FirmwareStatusNotificationRequest;
import eu.chargetime.ocpp.model.securityext.LogStatusNotificationConfirmation;
import eu.chargetime.ocpp.model.securityext.LogStatusNotificationRequest;
import eu.chargetime.ocpp.model.securityext.SecurityEventNotificationConfirmation;
import eu.chargetime.ocpp.model.securityext.SecurityEventNotificationRequest;
import eu.chargetime.ocpp.model.securityext.SignCertificateConfirmation;
import eu.chargetime.ocpp.model.securityext.SignCertificateRequest;
import eu.chargetime.ocpp.model.securityext.SignedFirmwareStatusNotificationConfirmation;
import eu.chargetime.ocpp.model.securityext.SignedFirmwareStatusNotificationRequest;
import eu.chargetime.ocpp.model.securityext.types.GenericStatusEnumType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What each message of a station does, and what it is answered. An answer is given only after what it acknowledges is durable.
 * Repeats are harmless by content, whatever their message id: the same start finds the same transaction, the first stop wins, the
 * same reading is kept once.
 */
final class StationMessages {

    private static final Logger LOG = Logger.getLogger(StationMessages.class);

    private final StationIntake intake;
    private final Clock clock;
    private final int heartbeatSeconds;
    private final Samples samples;
    private final Map<Class<? extends Request>, Handler<Request>> handlers = new HashMap<>();

    @FunctionalInterface
    private interface Handler<R extends Request> {
        CompletionStage<? extends Confirmation> answer(StationId station, R request, Instant now);
    }

    StationMessages(StationIntake intake, Clock clock, Duration heartbeat, OcppMetrics metrics) {
        this.intake = intake;
        this.clock = clock;
        this.heartbeatSeconds = Math.toIntExact(heartbeat.toSeconds());
        this.samples = new Samples(metrics);
        on(BootNotificationRequest.class, this::boot);
        on(HeartbeatRequest.class, (station, request, now) -> done(new HeartbeatConfirmation(Times.utc(now))));
        on(StatusNotificationRequest.class, this::status);
        on(AuthorizeRequest.class, this::authorize);
        on(StartTransactionRequest.class, this::start);
        on(StopTransactionRequest.class, this::stop);
        on(MeterValuesRequest.class, this::meter);
        on(DataTransferRequest.class, this::data);
        notice(DiagnosticsStatusNotificationRequest.class, DiagnosticsStatusNotificationConfirmation::new);
        notice(FirmwareStatusNotificationRequest.class, FirmwareStatusNotificationConfirmation::new);
        notice(SignedFirmwareStatusNotificationRequest.class, SignedFirmwareStatusNotificationConfirmation::new);
        notice(LogStatusNotificationRequest.class, LogStatusNotificationConfirmation::new);
        notice(SecurityEventNotificationRequest.class, SecurityEventNotificationConfirmation::new);
        // There is no certificate authority behind this central system, so none is asked.
        notice(SignCertificateRequest.class, () -> new SignCertificateConfirmation(GenericStatusEnumType.Rejected));
    }

    /** What changes no charging is kept for people. */
    private <R extends Request> void notice(Class<R> type, Supplier<Confirmation> answer) {
        String action = type.getSimpleName().replaceAll("Request$", "");
        on(type, (station, request, now) -> {
            String detail = LibraryJson.of(request);
            LOG.infof("Station %s: %s %s", station, action, JsonText.cut(detail, 300));
            return intake.receive(Notices.of(station, action, JsonText.ours(detail), now))
                    .thenApply(durable -> answer.get());
        });
    }

    private <R extends Request> void on(Class<R> type, Handler<R> handler) {
        handlers.put(type, (station, request, now) -> handler.answer(station, type.cast(request), now));
    }

    boolean handles(Class<? extends Request> type) {
        return handlers.containsKey(type);
    }

    /** May wait for locks; not for an event loop. */
    CompletionStage<? extends Confirmation> answer(StationId station, Request request) {
        Instant now = Times.now(clock);
        intake.seen(station, now);
        Handler<Request> handler = handlers.get(request.getClass());
        return handler == null
                ? CompletableFuture.failedStage(new IllegalStateException("No handler for " + request.getClass()))
                : handler.answer(station, request, now);
    }

    private CompletionStage<Confirmation> boot(StationId station, BootNotificationRequest request, Instant now) {
        String serial = text(request.getChargePointSerialNumber());
        Booted booted = new Booted(
                station,
                now,
                request.getChargePointVendor(),
                request.getChargePointModel(),
                text(request.getFirmwareVersion()),
                serial.isEmpty() ? text(request.getChargeBoxSerialNumber()) : serial);
        return intake.receive(booted).thenApply(durable -> {
            LOG.infof("Station %s booted: %s %s %s", station, booted.vendor(), booted.model(), booted.firmware());
            return new BootNotificationConfirmation(Times.utc(now), heartbeatSeconds, RegistrationStatus.Accepted);
        });
    }

    private CompletionStage<Confirmation> status(StationId station, StatusNotificationRequest request, Instant now) {
        if (request.getConnectorId() == 0) { // the station as a whole; its EVSEs report for themselves
            LOG.infof("Station %s is %s (%s).", station, request.getStatus(), request.getErrorCode());
            return done(new StatusNotificationConfirmation());
        }
        StatusChanged changed = new StatusChanged(
                new EvseId(station, request.getConnectorId()),
                request.getTimestamp() == null ? now : Times.instant(request.getTimestamp()),
                now,
                status(request.getStatus()),
                request.getErrorCode().name());
        return intake.receive(changed).thenApply(durable -> new StatusNotificationConfirmation());
    }

    private CompletionStage<Confirmation> authorize(StationId station, AuthorizeRequest request, Instant now) {
        return done(new AuthorizeConfirmation(tagInfo(request.getIdTag())));
    }

    /** An unknown tag is told so, with a transaction id all the same: the station decides, and the energy flows meanwhile. */
    private CompletionStage<Confirmation> start(StationId station, StartTransactionRequest request, Instant now) {
        return intake.start(
                        new EvseId(station, request.getConnectorId()),
                        request.getIdTag(),
                        Times.instant(request.getTimestamp()),
                        now,
                        request.getMeterStart())
                .thenApply(started -> new StartTransactionConfirmation(
                        tagInfo(request.getIdTag()), Math.toIntExact(started.transaction())));
    }

    private CompletionStage<Confirmation> stop(StationId station, StopTransactionRequest request, Instant now) {
        return intake.end(
                        station,
                        request.getTransactionId(),
                        Times.instant(request.getTimestamp()),
                        now,
                        request.getMeterStop(),
                        request.getReason() == null
                                ? "Local"
                                : request.getReason().name())
                .thenCompose(ended -> keep(station, ended, request, now))
                .thenApply(durable -> {
                    StopTransactionConfirmation answer = new StopTransactionConfirmation();
                    if (request.getIdTag() != null) {
                        answer.setIdTagInfo(tagInfo(request.getIdTag()));
                    }
                    return answer;
                });
    }

    /** A stop names no connector: its readings belong where the transaction began. */
    private CompletionStage<@Nullable Void> keep(
            StationId station, Optional<TransactionEnded> ended, StopTransactionRequest request, Instant now) {
        MeterValue[] data = request.getTransactionData();
        if (ended.isEmpty()) {
            LOG.warnf(
                    "Station %s stopped transaction %d, which is unknown; the stop is kept, %d meter values are not.",
                    station, request.getTransactionId(), data == null ? 0 : data.length);
            return CompletableFuture.completedStage(null);
        }
        return data == null
                ? CompletableFuture.completedStage(null)
                : record(
                        station,
                        now,
                        samples.told(ended.get().evse(), ended.get().transaction(), data, now));
    }

    /** Connector 0 is the station's main meter, which no vehicle hangs on. A transaction id below 1 is one the station never got. */
    private CompletionStage<Confirmation> meter(StationId station, MeterValuesRequest request, Instant now) {
        if (request.getConnectorId() == 0) {
            LOG.debugf("Station %s sent values of its main meter, which are not used.", station);
            return done(new MeterValuesConfirmation());
        }
        Integer transaction = request.getTransactionId();
        Samples.Told told = samples.told(
                new EvseId(station, request.getConnectorId()),
                transaction == null ? 0 : Math.max(0, transaction),
                request.getMeterValue(),
                now);
        return record(station, now, told).thenApply(durable -> new MeterValuesConfirmation());
    }

    private CompletionStage<Confirmation> data(StationId station, DataTransferRequest request, Instant now) {
        return done(new DataTransferConfirmation(DataTransferStatus.UnknownVendorId));
    }

    private CompletionStage<@Nullable Void> record(StationId station, Instant now, Samples.Told told) {
        CompletionStage<@Nullable Void> kept = told.readings().isEmpty()
                ? CompletableFuture.completedStage(null)
                : intake.receive(new Metered(station, now, told.readings())).thenApply(durable -> null);
        for (Noticed notice : told.notices()) {
            kept = kept.thenCompose(before -> intake.receive(notice)).thenApply(durable -> null);
        }
        return kept;
    }

    private IdTagInfo tagInfo(String idTag) {
        return new IdTagInfo(intake.accepts(idTag) ? AuthorizationStatus.Accepted : AuthorizationStatus.Invalid);
    }

    private static ConnectorStatus status(ChargePointStatus status) {
        return switch (status) {
            case Available -> ConnectorStatus.AVAILABLE;
            case Preparing -> ConnectorStatus.PREPARING;
            case Charging -> ConnectorStatus.CHARGING;
            case SuspendedEVSE -> ConnectorStatus.SUSPENDED_EVSE;
            case SuspendedEV -> ConnectorStatus.SUSPENDED_EV;
            case Finishing -> ConnectorStatus.FINISHING;
            case Reserved -> ConnectorStatus.RESERVED;
            case Unavailable -> ConnectorStatus.UNAVAILABLE;
            case Faulted -> ConnectorStatus.FAULTED;
        };
    }

    private static CompletionStage<Confirmation> done(Confirmation answer) {
        return CompletableFuture.completedStage(answer);
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
