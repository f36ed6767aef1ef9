package energy.corridor.store.register;

import energy.corridor.duty.Duty;
import energy.corridor.duty.VehicleId;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "duty")
class DutyRow extends PanacheEntityBase {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    long dutyId;

    String vehicleId = "";
    Instant arrivesAt = Instant.EPOCH;
    Instant departsAt = Instant.EPOCH;
    double requiredKwh;
    double tripKwh;

    @Nullable Instant readyBy;

    static DutyRow of(Duty duty) {
        DutyRow row = new DutyRow();
        row.vehicleId = duty.vehicle().value();
        row.arrivesAt = duty.arrival();
        row.departsAt = duty.departure();
        row.requiredKwh = duty.requiredKwh();
        row.tripKwh = duty.tripKwh();
        row.readyBy = duty.readyBy().orElse(null);
        return row;
    }

    Duty duty() {
        return new Duty(
                new VehicleId(vehicleId), arrivesAt, departsAt, requiredKwh, tripKwh, Optional.ofNullable(readyBy));
    }
}
