package energy.corridor.store.register;

import energy.corridor.duty.VehicleId;
import energy.corridor.fleet.Depot;
import energy.corridor.fleet.FleetStore;
import io.quarkus.hibernate.orm.panache.Panache;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;

/** The register of EVSEs and vehicles, and the vehicles' telematics. */
@ApplicationScoped
@Transactional
public class PanacheFleetStore implements FleetStore {

    @Override
    public Depot depot() {
        return new Depot(
                EvseRow.<EvseRow>listAll(Sort.by("position")).stream()
                        .map(EvseRow::evse)
                        .toList(),
                VehicleRow.<VehicleRow>listAll(Sort.by("position")).stream()
                        .map(VehicleRow::vehicle)
                        .toList());
    }

    /** Nothing refers to a register row, so the whole register is written anew; readings, duties and telematics stay. */
    @Override
    public void save(Depot depot) {
        EvseRow.deleteAll();
        VehicleRow.deleteAll();
        for (int i = 0; i < depot.evses().size(); i++) {
            EvseRow.of(i, depot.evses().get(i)).persist();
        }
        for (int i = 0; i < depot.vehicles().size(); i++) {
            VehicleRow.of(i, depot.vehicles().get(i)).persist();
        }
    }

    @Override
    public void save(TelematicsSample sample) {
        entityManager()
                .createNativeQuery("""
                        insert into telematics_sample (vehicle_id, at, received_at, soc_kwh)
                        values (:vehicle, :at, :receivedAt, :socKwh) on conflict do nothing""")
                .setParameter("vehicle", sample.vehicle().value())
                .setParameter("at", sample.at())
                .setParameter("receivedAt", sample.receivedAt())
                .setParameter("socKwh", sample.socKwh())
                .executeUpdate();
    }

    @Override
    public List<TelematicsSample> newestSamples() {
        List<?> rows = entityManager().createNativeQuery("""
                        select vehicle_id, at, received_at, soc_kwh from resume_telematics
                        order by written_order""").getResultList();
        return rows.stream().map(row -> sample((Object[]) row)).toList();
    }

    private static TelematicsSample sample(Object[] row) {
        return new TelematicsSample(
                new VehicleId((String) row[0]), (Instant) row[1], (Instant) row[2], ((Number) row[3]).doubleValue());
    }

    private static EntityManager entityManager() {
        return Panache.getEntityManager();
    }
}
