package energy.corridor.sim.scenario;

/**
 * A charging station with one connector.
 *
 * @param id its OCPP identity
 * @param gridConnector the grid connector that feeds it
 * @param maxKw most it gives, grid side
 * @param minKw below this limit it gives nothing
 */
public record ChargingStation(String id, String gridConnector, double maxKw, double minKw) {}
