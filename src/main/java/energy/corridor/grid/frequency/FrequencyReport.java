package energy.corridor.grid.frequency;

/**
 * One control cycle's frequency response.
 *
 * @param upKw by how much the import could be lowered for as long as agreed, whatever departures and limits need, kW
 * @param downKw by how much it could be raised
 * @param givenKw by how much the setpoints of this cycle differ from the plan's because of it; above zero is more import
 */
public record FrequencyReport(FrequencyResponse response, double upKw, double downKw, double givenKw) {}
