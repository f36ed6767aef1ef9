package energy.corridor.bench.stations;

import eu.chargetime.ocpp.JSONServer;
import eu.chargetime.ocpp.ServerEvents;
import eu.chargetime.ocpp.feature.profile.ServerCoreEventHandler;
import eu.chargetime.ocpp.feature.profile.ServerCoreProfile;
import eu.chargetime.ocpp.model.SessionInformation;
import eu.chargetime.ocpp.model.core.AuthorizationStatus;
import eu.chargetime.ocpp.model.core.AuthorizeConfirmation;
import eu.chargetime.ocpp.model.core.AuthorizeRequest;
import eu.chargetime.ocpp.model.core.BootNotificationConfirmation;
import eu.chargetime.ocpp.model.core.BootNotificationRequest;
import eu.chargetime.ocpp.model.core.DataTransferConfirmation;
import eu.chargetime.ocpp.model.core.DataTransferRequest;
import eu.chargetime.ocpp.model.core.DataTransferStatus;
import eu.chargetime.ocpp.model.core.HeartbeatConfirmation;
import eu.chargetime.ocpp.model.core.HeartbeatRequest;
import eu.chargetime.ocpp.model.core.IdTagInfo;
import eu.chargetime.ocpp.model.core.MeterValuesConfirmation;
import eu.chargetime.ocpp.model.core.MeterValuesRequest;
import eu.chargetime.ocpp.model.core.RegistrationStatus;
import eu.chargetime.ocpp.model.core.StartTransactionConfirmation;
import eu.chargetime.ocpp.model.core.StartTransactionRequest;
import eu.chargetime.ocpp.model.core.StatusNotificationConfirmation;
import eu.chargetime.ocpp.model.core.StatusNotificationRequest;
import eu.chargetime.ocpp.model.core.StopTransactionConfirmation;
import eu.chargetime.ocpp.model.core.StopTransactionRequest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** {@code eu.chargetime.ocpp.JSONServer} as shipped. Argument: port. */
final class LibraryServerMain implements ServerCoreEventHandler, ServerEvents {

    private static final int HEARTBEAT_SECONDS = 300;

    private final AtomicInteger transactions = new AtomicInteger();

    private LibraryServerMain() {}

    public static void main(String[] args) {
        LibraryServerMain handlers = new LibraryServerMain();
        new JSONServer(new ServerCoreProfile(handlers)).open("0.0.0.0", Integer.parseInt(args[0]), handlers);
    }

    private static ZonedDateTime now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS).atZone(ZoneOffset.UTC);
    }

    @Override
    public AuthorizeConfirmation handleAuthorizeRequest(UUID session, AuthorizeRequest request) {
        return new AuthorizeConfirmation(new IdTagInfo(AuthorizationStatus.Accepted));
    }

    @Override
    public BootNotificationConfirmation handleBootNotificationRequest(UUID session, BootNotificationRequest request) {
        return new BootNotificationConfirmation(now(), HEARTBEAT_SECONDS, RegistrationStatus.Accepted);
    }

    @Override
    public DataTransferConfirmation handleDataTransferRequest(UUID session, DataTransferRequest request) {
        return new DataTransferConfirmation(DataTransferStatus.UnknownVendorId);
    }

    @Override
    public HeartbeatConfirmation handleHeartbeatRequest(UUID session, HeartbeatRequest request) {
        return new HeartbeatConfirmation(now());
    }

    @Override
    public MeterValuesConfirmation handleMeterValuesRequest(UUID session, MeterValuesRequest request) {
        return new MeterValuesConfirmation();
    }

    @Override
    public StartTransactionConfirmation handleStartTransactionRequest(UUID session, StartTransactionRequest request) {
        return new StartTransactionConfirmation(
                new IdTagInfo(AuthorizationStatus.Accepted), transactions.incrementAndGet());
    }

    @Override
    public StatusNotificationConfirmation handleStatusNotificationRequest(
            UUID session, StatusNotificationRequest request) {
        return new StatusNotificationConfirmation();
    }

    @Override
    public StopTransactionConfirmation handleStopTransactionRequest(UUID session, StopTransactionRequest request) {
        return new StopTransactionConfirmation();
    }

    @Override
    public void authenticateSession(SessionInformation information, String user, byte[] password) {}

    @Override
    public void newSession(UUID session, SessionInformation information) {}

    @Override
    public void lostSession(UUID session) {}
}
