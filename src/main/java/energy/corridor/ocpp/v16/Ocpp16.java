package energy.corridor.ocpp.v16;

import energy.corridor.fleet.StationIntake;
import energy.corridor.ocpp.Inbox;
import energy.corridor.ocpp.OcppMetrics;
import energy.corridor.ocpp.OcppSettings;
import energy.corridor.ocpp.OcppVersion;
import energy.corridor.ocpp.StationLink;
import energy.corridor.ocpp.StationSocket;
import energy.corridor.telemetry.StationId;
import eu.chargetime.ocpp.FeatureRepository;
import eu.chargetime.ocpp.feature.profile.Profile;
import eu.chargetime.ocpp.feature.profile.ServerCoreProfile;
import eu.chargetime.ocpp.feature.profile.ServerFirmwareManagementProfile;
import eu.chargetime.ocpp.feature.profile.ServerLocalAuthListProfile;
import eu.chargetime.ocpp.feature.profile.ServerRemoteTriggerProfile;
import eu.chargetime.ocpp.feature.profile.ServerReservationProfile;
import eu.chargetime.ocpp.feature.profile.ServerSmartChargingProfile;
import eu.chargetime.ocpp.feature.profile.securityext.ServerSecurityExtProfile;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;

/** OCPP 1.6J. */
@Singleton
public final class Ocpp16 implements OcppVersion {

    private final FeatureRepository features = features();
    private final StationMessages messages;
    private final OcppSettings settings;
    private final OcppMetrics metrics;

    public Ocpp16(StationIntake intake, Clock clock, OcppSettings settings, OcppMetrics metrics) {
        this.messages = new StationMessages(intake, clock, settings.heartbeatInterval(), metrics);
        this.settings = settings;
        this.metrics = metrics;
    }

    @Override
    public String subprotocol() {
        return "ocpp1.6";
    }

    @Override
    public StationLink open(StationId station, StationSocket socket, Inbox inbox, boolean booted) {
        return new Link16(station, socket, inbox, booted, features, messages, settings, metrics);
    }

    /** All 39 messages of 1.6 and its security extension; the profiles' own handlers are never called. */
    private static FeatureRepository features() {
        FeatureRepository features = new FeatureRepository();
        List<Profile> profiles = List.of(
                new ServerCoreProfile(null),
                new ServerSmartChargingProfile(),
                new ServerRemoteTriggerProfile(),
                new ServerLocalAuthListProfile(),
                new ServerReservationProfile(),
                new ServerFirmwareManagementProfile(null),
                new ServerSecurityExtProfile(null));
        profiles.forEach(features::addFeatureProfile);
        return features;
    }
}
