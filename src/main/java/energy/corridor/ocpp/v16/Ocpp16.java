package energy.corridor.ocpp.v16;

import energy.corridor.dispatch.Setpoint;
import energy.corridor.fleet.StationIntake;
import energy.corridor.ocpp.Fault;
import energy.corridor.ocpp.OcppMetrics;
import energy.corridor.ocpp.OcppSettings;
import energy.corridor.ocpp.OcppVersion;
import energy.corridor.ocpp.Rate;
import energy.corridor.ocpp.Shapes;
import energy.corridor.ocpp.StationSocket;
import energy.corridor.telemetry.EvseId;
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
import eu.chargetime.ocpp.model.smartcharging.SetChargingProfileRequest;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;

/** OCPP 1.6J with its security extension. */
@Singleton
public final class Ocpp16 implements OcppVersion {

    private final Shapes shapes = Shapes.of("ocpp1.6");
    private final FeatureRepository features = features();
    private final StationMessages messages;

    public Ocpp16(StationIntake intake, Clock clock, OcppSettings settings, OcppMetrics metrics) {
        this.messages = new StationMessages(intake, clock, settings.heartbeatInterval(), metrics);
    }

    @Override
    public String subprotocol() {
        return "ocpp1.6";
    }

    @Override
    public Shapes shapes() {
        return shapes;
    }

    @Override
    public String code(Fault.Kind kind) {
        return kind.in16();
    }

    @Override
    public Answers answers(StationId station, StationSocket socket, Calls calls) {
        return new LibrarySession(station, socket, features, messages);
    }

    @Override
    public Request setpoint(Setpoint setpoint, Rate rate) {
        return profile("TxProfile", setpoint.evse(), ChargingProfiles.of(setpoint, rate));
    }

    @Override
    public Request measure(EvseId evse) {
        return new Request(
                "TriggerMessage",
                "{\"requestedMessage\":\"MeterValues\",\"connectorId\":%d}".formatted(evse.number()),
                "measure/" + evse.number());
    }

    @Override
    public Request failsafe(EvseId evse, double failsafeKw, Rate rate) {
        return profile("TxDefaultProfile", evse, ChargingProfiles.failsafe(evse, failsafeKw, rate));
    }

    private static Request profile(String purpose, EvseId evse, SetChargingProfileRequest profile) {
        return new Request("SetChargingProfile", LibraryJson.of(profile), purpose + "/" + evse.number());
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
