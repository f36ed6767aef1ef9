package energy.corridor.duty;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Where duties outlive the process. Calls return when the change is durable. */
public interface DutyStore {

    /** Every duty that departs at or after {@code from}. */
    List<Duty> departingFrom(Instant from);

    /** In one transaction: the later duties of {@code vehicles} (those that depart after {@code from}) give way to {@code duties}. */
    void replace(Set<VehicleId> vehicles, Instant from, List<Duty> duties);
}
