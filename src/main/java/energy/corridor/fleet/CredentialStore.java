package energy.corridor.fleet;

import energy.corridor.telemetry.StationId;
import java.util.List;

/** Where stations' credentials outlive the process. */
public interface CredentialStore {

    /**
     * How a station proves who it is.
     *
     * @param securityProfile the least OCPP security profile that it may connect with, 1 to 3
     * @param passwordHash "" where it has no password
     */
    record Credential(StationId station, int securityProfile, String passwordHash) {}

    List<Credential> credentials();

    /** Keeps a credential in place of the station's last. Returns when it is on disk. */
    void save(Credential credential);

    void delete(StationId station);
}
