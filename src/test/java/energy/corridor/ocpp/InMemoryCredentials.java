package energy.corridor.ocpp;

import energy.corridor.fleet.CredentialStore;
import energy.corridor.telemetry.StationId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Credentials for tests without a database. */
final class InMemoryCredentials implements CredentialStore {

    private final Map<StationId, Credential> credentials = new ConcurrentHashMap<>();

    @Override
    public List<Credential> credentials() {
        return List.copyOf(credentials.values());
    }

    @Override
    public void save(Credential credential) {
        credentials.put(credential.station(), credential);
    }

    @Override
    public void delete(StationId station) {
        credentials.remove(station);
    }
}
