package energy.corridor.store.register;

import energy.corridor.optimiser.ChargingPlan;
import energy.corridor.optimiser.ChargingPlan.Corridor;
import energy.corridor.optimiser.ChargingPlan.ShadowPrices;
import energy.corridor.optimiser.ChargingPlan.StoragePlan;
import energy.corridor.optimiser.ChargingPlan.VehiclePlan;
import energy.corridor.quantity.Series;
import energy.corridor.quantity.TimeGrid;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A plan without its shadow prices, reasons and answers to requests. */
@Entity
@Table(name = "charging_plan")
class PlanRow extends PanacheEntityBase {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    long planId;

    Instant plannedAt = Instant.EPOCH;

    @Enumerated(EnumType.STRING)
    ChargingPlan.Status status = ChargingPlan.Status.FALLBACK;

    double objectiveEur;
    double boundEur;
    long millis;
    Instant gridStart = Instant.EPOCH;
    long stepSeconds;
    int steps;
    double peakKw;
    double[] sitePowerKw = {};
    double[] limitExceededKw = {};
    double[] corridorUpperKwh = {};
    double[] corridorLowerKwh = {};
    double[] corridorSumKwh = {};

    @ElementCollection
    @CollectionTable(name = "charging_plan_vehicle", joinColumns = @JoinColumn(name = "plan_id"))
    @OrderColumn(name = "position")
    List<OfVehicle> vehicles = new ArrayList<>();

    @ElementCollection
    @CollectionTable(name = "charging_plan_storage", joinColumns = @JoinColumn(name = "plan_id"))
    @OrderColumn(name = "position")
    List<OfStorage> storage = new ArrayList<>();

    @ElementCollection
    @CollectionTable(name = "charging_plan_shortfall", joinColumns = @JoinColumn(name = "plan_id"))
    @OrderColumn(name = "position")
    List<Shortfall> shortfalls = new ArrayList<>();

    @Embeddable
    record OfVehicle(String vehicleId, double[] powerKw, double[] socKwh, double[] unmetKwh) {}

    @Embeddable
    record OfStorage(String storageId, double[] powerKw, double[] socKwh) {}

    @Embeddable
    record Shortfall(String vehicleId, int stay, double shortKwh, String because) {}

    static PlanRow of(ChargingPlan plan, Instant plannedAt) {
        PlanRow row = new PlanRow();
        row.plannedAt = plannedAt;
        row.status = plan.status();
        row.objectiveEur = plan.objectiveEur();
        row.boundEur = plan.boundEur();
        row.millis = plan.millis();
        row.gridStart = plan.grid().start();
        row.stepSeconds = plan.grid().step().toSeconds();
        row.steps = plan.grid().steps();
        row.peakKw = plan.peakKw();
        row.sitePowerKw = plan.sitePowerKw().toArray();
        row.limitExceededKw = plan.limitExceededKw().toArray();
        row.corridorUpperKwh = plan.corridor().upperKwh().toArray();
        row.corridorLowerKwh = plan.corridor().lowerKwh().toArray();
        row.corridorSumKwh = plan.corridor().sumKwh().toArray();
        plan.vehicles()
                .forEach(v -> row.vehicles.add(new OfVehicle(
                        v.id(),
                        v.powerKw().toArray(),
                        v.socKwh().toArray(),
                        v.unmetKwh().stream().mapToDouble(Double::doubleValue).toArray())));
        plan.storage()
                .forEach(s -> row.storage.add(
                        new OfStorage(s.id(), s.powerKw().toArray(), s.socKwh().toArray())));
        plan.shortfalls().forEach(s -> row.shortfalls.add(new Shortfall(s.vehicle(), s.stay(), s.kwh(), s.because())));
        return row;
    }

    ChargingPlan plan() {
        return new ChargingPlan(
                status,
                objectiveEur,
                boundEur,
                millis,
                new TimeGrid(gridStart, Duration.ofSeconds(stepSeconds), steps),
                vehicles.stream()
                        .map(v -> new VehiclePlan(
                                v.vehicleId(),
                                Series.of(v.powerKw()),
                                Series.of(v.socKwh()),
                                Arrays.stream(v.unmetKwh()).boxed().toList()))
                        .toList(),
                storage.stream()
                        .map(s -> new StoragePlan(s.storageId(), Series.of(s.powerKw()), Series.of(s.socKwh())))
                        .toList(),
                Series.of(sitePowerKw),
                peakKw,
                Series.of(limitExceededKw),
                new Corridor(Series.of(corridorUpperKwh), Series.of(corridorLowerKwh), Series.of(corridorSumKwh)),
                shortfalls.stream()
                        .map(s -> new ChargingPlan.Shortfall(s.vehicleId(), s.stay(), s.shortKwh(), s.because()))
                        .toList(),
                new ShadowPrices(Series.of(), Map.of()),
                List.of());
    }
}
