package energy.corridor.fleet;

import energy.corridor.telemetry.StationId;

/** What a station must show to be let in. */
public interface StationAccess {

    /** The least OCPP security profile that the station may connect with: 0 nothing, 1 password, 2 password and TLS, 3 certificate. */
    int securityProfile(StationId station);

    boolean hasPassword(StationId station);

    /**
     * From the next connection on.
     *
     * @param securityProfile 1 to 3
     * @param password "" for none, with profile 3 only
     * @throws IllegalArgumentException with a sentence
     */
    void require(StationId station, int securityProfile, String password);

    /** What holds for all stations holds for this one again. */
    void forget(StationId station);
}
