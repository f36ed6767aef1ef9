package energy.corridor.store.register;

import energy.corridor.duty.VehicleId;
import energy.corridor.fleet.ChargingCurve;
import energy.corridor.fleet.ChargingCurve.Point;
import energy.corridor.fleet.Vehicle;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

@Entity
@Table(name = "vehicle")
class VehicleRow extends PanacheEntityBase {

    @Id
    String vehicleId = "";

    int position;
    double capacityKwh;
    double minSocKwh;
    double maxChargeKw;
    double minChargeKw;
    double maxDischargeKw;
    double chargeEfficiency;
    double dischargeEfficiency;
    double wearEurPerKwh;
    double[] curveSoc = {};
    double[] curveMaxKw = {};

    @ElementCollection
    @CollectionTable(name = "vehicle_id_tag", joinColumns = @JoinColumn(name = "vehicle_id"))
    @OrderColumn(name = "position")
    @Column(name = "id_tag")
    List<String> idTags = new ArrayList<>();

    static VehicleRow of(int position, Vehicle vehicle) {
        VehicleRow row = new VehicleRow();
        row.vehicleId = vehicle.id().value();
        row.position = position;
        row.capacityKwh = vehicle.capacityKwh();
        row.minSocKwh = vehicle.minSocKwh();
        row.maxChargeKw = vehicle.maxChargeKw();
        row.minChargeKw = vehicle.minChargeKw();
        row.maxDischargeKw = vehicle.maxDischargeKw();
        row.chargeEfficiency = vehicle.chargeEfficiency();
        row.dischargeEfficiency = vehicle.dischargeEfficiency();
        row.wearEurPerKwh = vehicle.wearEurPerKwh();
        List<Point> points = vehicle.curve().points();
        row.curveSoc = points.stream().mapToDouble(Point::soc).toArray();
        row.curveMaxKw = points.stream().mapToDouble(Point::maxKw).toArray();
        row.idTags.addAll(vehicle.idTags());
        return row;
    }

    Vehicle vehicle() {
        List<Point> points = IntStream.range(0, curveSoc.length)
                .mapToObj(i -> new Point(curveSoc[i], curveMaxKw[i]))
                .toList();
        return new Vehicle(
                new VehicleId(vehicleId),
                idTags,
                capacityKwh,
                minSocKwh,
                maxChargeKw,
                minChargeKw,
                maxDischargeKw,
                chargeEfficiency,
                dischargeEfficiency,
                wearEurPerKwh,
                new ChargingCurve(points));
    }
}
