package energy.corridor.store.register;

import energy.corridor.fleet.Evse;
import energy.corridor.telemetry.EvseId;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

@Entity
@Table(name = "evse")
class EvseRow extends PanacheEntityBase {

    @Id
    int position;

    String stationId = "";
    int evseNumber;
    String limitId = "";
    double maxKw;
    double minKw;
    double failsafeKw;
    int phases;

    static EvseRow of(int position, Evse evse) {
        EvseRow row = new EvseRow();
        row.position = position;
        row.stationId = evse.id().station().value();
        row.evseNumber = evse.id().number();
        row.limitId = evse.limit();
        row.maxKw = evse.maxKw();
        row.minKw = evse.minKw();
        row.failsafeKw = evse.failsafeKw();
        row.phases = evse.phases();
        return row;
    }

    Evse evse() {
        return new Evse(EvseId.of(stationId, evseNumber), limitId, maxKw, minKw, failsafeKw, phases);
    }
}
