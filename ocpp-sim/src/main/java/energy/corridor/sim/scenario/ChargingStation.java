package energy.corridor.sim.scenario;

/**
 * A charging station with one connector.
 *
 * @param id its OCPP identity
 * @param gridConnector the grid connector that feeds it
 * @param maxKw most it gives, grid side
 * @param minKw below this limit it gives nothing
 * @param ocpp what it speaks
 */
public record ChargingStation(String id, String gridConnector, double maxKw, double minKw, OcppVersion ocpp) {

    public ChargingStation(String id, String gridConnector, double maxKw, double minKw) {
        this(id, gridConnector, maxKw, minKw, OcppVersion.V16);
    }
}
