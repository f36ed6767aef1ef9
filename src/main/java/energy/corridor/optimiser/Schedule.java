package energy.corridor.optimiser;

/**
 * What an optimiser decides, and nothing that follows from it: kW per interval, on the problem's own grid. The rows are live:
 * writing to one changes the schedule. Starts as nothing at all.
 */
public final class Schedule {

    private final double[][] powerKw;
    private final double[] curtailedKw;
    private final double[][] reservedKw;

    public Schedule(ChargingProblem problem) {
        int steps = problem.grid().steps();
        powerKw = new double[problem.vehicles().size() + problem.storage().size()][steps];
        curtailedKw = new double[steps];
        reservedKw = new double[problem.requests().size()][steps];
    }

    /** Of one battery in the order of {@link Battery#of(ChargingProblem)}; negative = discharging. */
    public double[] powerKw(int battery) {
        return powerKw[battery];
    }

    /** PV power not used, 0 or more. */
    public double[] curtailedKw() {
        return curtailedKw;
    }

    /** What is held ready for the problem's request of that index; 0 for all that are no reserve. */
    public double[] reservedKw(int request) {
        return reservedKw[request];
    }
}
