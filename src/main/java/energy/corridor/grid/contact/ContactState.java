package energy.corridor.grid.contact;

/** Contact with an operator, and with it which limit is in force; modelled on EEBus LPC and the OSCP fallback. */
public enum ContactState {
    /** The service has begun and waits for a first full exchange: the schedule known from before, and the failsafe. */
    STARTING,
    /** In contact, and no limit covers now. */
    FREE,
    /** In contact, and a limit covers now. */
    LIMITED,
    /** Contact is lost; the known schedule goes on, and where it says nothing the failsafe. */
    HOLDING,
    /** Contact is lost and the schedule has run out: the failsafe. */
    FAILSAFE,
    /** Contact is back, and the failsafe holds until one full exchange. */
    RECOVERING
}
