package energy.corridor.fleet;

/** Where an estimate of a vehicle's energy comes from, best first. */
public enum SocSource {
    /** The charger's SoC sample. */
    CHARGER,
    /** The vehicle's own telematics. */
    TELEMATICS,
    /** Energy counted since the last known value. */
    COUNTED,
    /** The duty table's expectation, or nothing at all. */
    ASSUMED
}
