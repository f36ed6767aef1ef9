package energy.corridor.web;

import energy.corridor.fleet.StationAccess;
import energy.corridor.telemetry.StationId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps what was required, and refuses what is too short. */
final class PaperAccess implements StationAccess {

    private final Map<StationId, Integer> profiles = new ConcurrentHashMap<>();

    @Override
    public int securityProfile(StationId station) {
        return profiles.getOrDefault(station, 0);
    }

    @Override
    public boolean hasPassword(StationId station) {
        return profiles.containsKey(station);
    }

    @Override
    public void require(StationId station, int securityProfile, String password) {
        if (password.length() < 8) {
            throw new IllegalArgumentException("The password is too short.");
        }
        profiles.put(station, securityProfile);
    }

    @Override
    public void forget(StationId station) {
        profiles.remove(station);
    }
}
