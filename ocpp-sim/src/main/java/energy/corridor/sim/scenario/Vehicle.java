package energy.corridor.sim.scenario;

import java.util.List;

/**
 * A vehicle and its days.
 *
 * @param soc state of charge at the start, share of the capacity
 * @param visits by rising arrival, not overlapping
 */
public record Vehicle(String id, VehicleType type, double soc, List<Visit> visits) {

    public Vehicle {
        visits = List.copyOf(visits);
    }

    /** OCPP 1.6 allows 20 characters. */
    public String idTag() {
        return id.length() <= 20 ? id : id.substring(0, 20);
    }
}
