package energy.corridor.grid.delivery;

import java.time.Instant;
import java.util.List;

/** Where the EVSEs' energy registers are read. */
public interface SiteMeter {

    /** One for every EVSE with a transaction in {@code [from, to)}, its readings of that time and around it. */
    List<Register> registers(Instant from, Instant to);
}
