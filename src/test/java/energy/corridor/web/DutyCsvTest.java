package energy.corridor.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import energy.corridor.duty.Duty;
import energy.corridor.duty.VehicleId;
import energy.corridor.fleet.ChargingCurve;
import energy.corridor.fleet.Depot;
import energy.corridor.fleet.Vehicle;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Timetables as depots send them, for bus-1 and bus-2 with 400 kWh each. */
class DutyCsvTest {

    private static final Depot DEPOT = new Depot(
            List.of(), Stream.of("bus-1", "bus-2").map(DutyCsvTest::bus).toList());

    @Test
    void aTableInAnyOrderOfColumnsBecomesDuties() {
        assertThat(duties("""
                departure,trip_kwh,vehicle,required_percent,arrival
                2026-03-03T05:45:00+01:00,120,bus-1,90,2026-03-02T18:30:00+01:00
                2026-03-03T06:00:00Z,,bus-2,75.5,2026-03-02T19:00:00Z
                """))
                .containsExactly(
                        new Duty(
                                new VehicleId("bus-1"),
                                at("2026-03-02T17:30:00Z"),
                                at("2026-03-03T04:45:00Z"),
                                360,
                                120),
                        new Duty(
                                new VehicleId("bus-2"),
                                at("2026-03-02T19:00:00Z"),
                                at("2026-03-03T06:00:00Z"),
                                302,
                                0));
    }

    @Test
    void aSpreadsheetsSemicolonsMarkAndLineEndsAreUnderstood() {
        assertThat(duties("\uFEFFVehicle;Arrival;Departure;Required_kWh\r\n"
                        + "\"bus-1\";2026-03-02T18:30:00+01:00;2026-03-03T05:45:00+01:00;300\r\n\r\n"))
                .hasSize(1);
    }

    @Test
    void everyWrongCellIsNamed() {
        assertThat(problems("""
                vehicle,arrival,departure,required_kwh,trip_kwh
                bus-1,2026-03-02T18:30:00,2026-03-03T05:45:00Z,lots,0
                tram-1,2026-03-02T18:30:00Z,2026-03-03T05:45:00Z,300,0
                bus-2,2026-03-02T18:30:00Z,2026-03-02T05:45:00Z,450,-1
                bus-2,2026-03-02T18:30:00Z
                """))
                .containsExactly(
                        new TableProblem(2, "arrival", "2026-03-02T18:30:00", Parameters.TIME),
                        new TableProblem(2, "required_kwh", "lots", "a number with a decimal point"),
                        new TableProblem(3, "vehicle", "tram-1", "a vehicle of the register (GET /api/depot)"),
                        new TableProblem(
                                4, "departure", "2026-03-02T05:45:00Z", "after the arrival 2026-03-02T18:30:00Z"),
                        new TableProblem(4, "required_kwh", "450.0", "in 0..400.0, the vehicle's capacity"),
                        new TableProblem(4, "trip_kwh", "-1.0", "0 or more"),
                        new TableProblem(5, "all", "2 fields", "5 fields as in the header"));
    }

    @Test
    void notANumberAndInfinityAreNoEnergies() {
        assertThat(problems("""
                vehicle,arrival,departure,required_kwh,trip_kwh
                bus-1,2026-03-02T18:30:00Z,2026-03-03T05:45:00Z,NaN,0
                bus-2,2026-03-02T18:30:00Z,2026-03-03T05:45:00Z,300,Infinity
                """)).extracting(TableProblem::column).containsExactly("required_kwh", "trip_kwh");
    }

    @Test
    void staysThatOverlapAreNamedWithBothLines() {
        assertThat(problems("""
                vehicle,arrival,departure,required_kwh
                bus-1,2026-03-02T18:30:00Z,2026-03-03T05:45:00Z,300
                bus-1,2026-03-03T05:00:00Z,2026-03-03T09:45:00Z,300
                """))
                .containsExactly(new TableProblem(
                        3,
                        "arrival",
                        "2026-03-03T05:00:00Z",
                        "at or after the departure 2026-03-03T05:45:00Z of line 2"));
    }

    @Test
    void theHeaderIsCheckedByName() {
        assertThatThrownBy(() -> duties("vehicle,arrival,departure,required_mwh\n"))
                .hasMessage("The header of the duty table has the column \"required_mwh\" that is not known.");
        assertThatThrownBy(() -> duties("vehicle,arrival,departure,required_kwh,arrival\n"))
                .hasMessage("The header of the duty table has the column \"arrival\" twice.");
        assertThatThrownBy(() -> duties("vehicle,arrival,required_kwh\n"))
                .hasMessage("The header of the duty table lacks a column, or has both ways to require energy.");
        assertThatThrownBy(() -> duties("")).hasMessage("The duty table is empty.");
    }

    @Test
    void brokenQuotesAreRefused() {
        assertThatThrownBy(() -> duties("vehicle,arrival,departure,required_kwh\n\"bus-1\"x,2026,2027,5\n"))
                .isInstanceOf(InvalidInput.class)
                .hasMessageStartingWith("The duty table is not CSV after line 1: ");
        assertThat(problems("vehicle,arrival,departure,required_kwh\n\"bus-1"))
                .containsExactly(new TableProblem(2, "all", "1 fields", "4 fields as in the header"));
    }

    private static List<Duty> duties(String csv) {
        DutyCsv table = new DutyCsv(csv);
        return new DutyTable(DEPOT, table.rows(), table.problems()).duties();
    }

    private static List<TableProblem> problems(String csv) {
        try {
            return List.of(new TableProblem(0, "none", duties(csv).toString(), "refused"));
        } catch (Refusal refusal) {
            return refusal.error().problems();
        }
    }

    private static Instant at(String time) {
        return Instant.parse(time);
    }

    private static Vehicle bus(String id) {
        return new Vehicle(new VehicleId(id), List.of(id), 400, 0, 150, 0, 0, 0.95, 0.95, 0, ChargingCurve.FLAT);
    }
}
