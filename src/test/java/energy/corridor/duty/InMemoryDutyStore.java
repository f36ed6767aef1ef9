package energy.corridor.duty;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A duty table for stage tests; nothing survives. */
public final class InMemoryDutyStore implements DutyStore {

    private final List<Duty> duties = new ArrayList<>();

    @Override
    public List<Duty> departingFrom(Instant from) {
        return duties.stream().filter(d -> !d.departure().isBefore(from)).toList();
    }

    @Override
    public void replace(Set<VehicleId> vehicles, Instant from, List<Duty> replacement) {
        duties.removeIf(d -> vehicles.contains(d.vehicle()) && d.departure().isAfter(from));
        duties.addAll(replacement);
    }
}
