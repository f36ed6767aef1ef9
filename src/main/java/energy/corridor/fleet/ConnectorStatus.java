package energy.corridor.fleet;

/** OCPP 1.6 section 7.7 ChargePointStatus; UNKNOWN until the station has said one. */
public enum ConnectorStatus {
    AVAILABLE,
    PREPARING,
    CHARGING,
    SUSPENDED_EVSE,
    SUSPENDED_EV,
    FINISHING,
    RESERVED,
    UNAVAILABLE,
    FAULTED,
    UNKNOWN
}
