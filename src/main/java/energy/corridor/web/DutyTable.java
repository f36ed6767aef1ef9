package energy.corridor.web;

import energy.corridor.duty.Duty;
import energy.corridor.duty.VehicleId;
import energy.corridor.fleet.Depot;
import energy.corridor.fleet.Vehicle;
import energy.corridor.quantity.Units;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A duty table before it is taken over: each of its lines is right, or named with what is wrong. All or nothing. */
final class DutyTable {

    /** @param line where it stands in what was sent */
    record Row(long line, DutyJson duty) {}

    private final Map<String, Vehicle> vehicles;
    private final List<TableProblem> problems;
    private final Map<Duty, Long> lines = new TreeMap<>(
            Comparator.comparing(Duty::vehicle).thenComparing(Duty::arrival).thenComparing(Duty::departure));

    /** @param problems those that reading has found already */
    DutyTable(Depot depot, List<Row> rows, List<TableProblem> problems) {
        this.vehicles = depot.vehicles().stream().collect(Collectors.toMap(v -> v.id().value(), Function.identity()));
        this.problems = new ArrayList<>(problems);
        rows.forEach(this::check);
        checkOverlaps();
    }

    /** @throws Refusal when a line is wrong */
    List<Duty> duties() {
        if (!problems.isEmpty()) {
            problems.sort(Comparator.comparingLong(TableProblem::line));
            TableProblem first = problems.get(0);
            throw new Refusal(
                    400,
                    new ErrorJson(
                            "The duty table is wrong in %d place(s), nothing was changed; the first is line %d, column %s: \"%s\" must be %s."
                                    .formatted(
                                            problems.size(), first.line(), first.column(), first.value(), first.rule()),
                            first.column(),
                            first.rule(),
                            problems));
        }
        return List.copyOf(lines.keySet());
    }

    private void check(Row row) {
        DutyJson duty = row.duty();
        Vehicle vehicle = vehicles.get(duty.vehicle());
        int before = problems.size();
        if (vehicle == null) {
            wrong(row, "vehicle", duty.vehicle(), "a vehicle of the register (GET /api/depot)");
            return;
        }
        if (!duty.departure().isAfter(duty.arrival())) {
            wrong(row, "departure", duty.departure(), "after the arrival " + duty.arrival());
        }
        double capacityKwh = vehicle.capacityKwh();
        if (duty.requiredKwh().isPresent() == duty.requiredPercent().isPresent()) {
            wrong(row, "required", duty.requiredKwh().isPresent() ? "both" : "", "either kWh or percent");
            return;
        }
        duty.requiredKwh()
                .filter(kwh -> !(0 <= kwh && kwh <= capacityKwh))
                .ifPresent(kwh ->
                        wrong(row, "required_kwh", kwh, "in 0..%s, the vehicle's capacity".formatted(capacityKwh)));
        duty.requiredPercent()
                .filter(p -> !(0 <= p && p <= 100))
                .ifPresent(p -> wrong(row, "required_percent", p, "in 0..100"));
        duty.tripKwh()
                .filter(kwh -> !(0 <= kwh && kwh < 1e6))
                .ifPresent(kwh -> wrong(row, "trip_kwh", kwh, "0 or more"));
        if (problems.size() == before) {
            double requiredKwh = duty.requiredKwh()
                    .orElseGet(() -> Units.percentToKwh(duty.requiredPercent().orElseThrow(), capacityKwh));
            Long other = lines.putIfAbsent(
                    new Duty(
                            vehicle.id(),
                            duty.arrival(),
                            duty.departure(),
                            requiredKwh,
                            duty.tripKwh().orElse(0.0),
                            duty.readyBy()),
                    row.line());
            if (other != null) {
                wrong(row, "arrival", duty.arrival(), "another time than that of line " + other);
            }
        }
    }

    private void checkOverlaps() {
        Map<VehicleId, Duty> last = new TreeMap<>();
        lines.forEach((duty, line) -> {
            Duty before = last.put(duty.vehicle(), duty);
            if (before != null && duty.arrival().isBefore(before.departure())) {
                problems.add(new TableProblem(
                        line,
                        "arrival",
                        duty.arrival().toString(),
                        "at or after the departure %s of line %d".formatted(before.departure(), lines.get(before))));
            }
        });
    }

    private void wrong(Row row, String column, Object value, String rule) {
        problems.add(new TableProblem(row.line(), column, value.toString(), rule));
    }
}
