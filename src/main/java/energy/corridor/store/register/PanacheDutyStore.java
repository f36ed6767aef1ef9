package energy.corridor.store.register;

import energy.corridor.duty.Duty;
import energy.corridor.duty.DutyStore;
import energy.corridor.duty.VehicleId;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** The duty table; stays that have ended are kept. */
@ApplicationScoped
@Transactional
public class PanacheDutyStore implements DutyStore {

    @Override
    public List<Duty> departingFrom(Instant from) {
        return DutyRow.<DutyRow>list("departsAt >= ?1", Sort.by("departsAt", "dutyId"), from).stream()
                .map(DutyRow::duty)
                .toList();
    }

    @Override
    public void replace(Set<VehicleId> vehicles, Instant from, List<Duty> duties) {
        if (!vehicles.isEmpty()) {
            List<String> ids = vehicles.stream().map(VehicleId::value).toList();
            DutyRow.delete("departsAt > ?1 and vehicleId in ?2", from, ids);
        }
        duties.forEach(duty -> DutyRow.of(duty).persist());
    }
}
