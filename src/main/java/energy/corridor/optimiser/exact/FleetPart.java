package energy.corridor.optimiser.exact;

/**
 * The fleet's variables and rows of the {@link InteriorPoint}, which knows the site's. Powers come in {@code unitKw}, money in
 * {@code unitEur}; {@code at} are prices per node, those of all limits above included.
 */
interface FleetPart {

    /** A product this many times the target, or a part of it, is far from it. */
    double FAR = 10;

    /** Sum and number of products of variables and their dual slacks. */
    final class Products {
        double sum;
        long count;

        void add(double product) {
            sum += product;
            count++;
        }

        double mean() {
            return count == 0 ? 0 : sum / count;
        }
    }

    /** Remembers the point. */
    void save();

    void restore();

    /**
     * Makes room for what is new and gives it a place.
     *
     * @param central the mean product now
     * @return whether nothing had a place before: the program begins
     */
    boolean place(double[][] at, double central);

    /** Product of a variable and its slack that the program begins with, 0 where slacks begin as they are. */
    double firstProduct();

    /** Towards the centre; see {@code InteriorPoint.lift}. */
    void lift(double least, double part);

    void products(Products products);

    /** Adds the fleet's flow to the nodes' and notes what its own rows lack. @return its cost */
    double residual(double[][] flow);

    /** What its own rows lack at most, in the row's own size. */
    double lacking();

    /** Notes the dual residuals. @return its part of the dual value */
    double duals(double[][] at);

    double dualResidual();

    /** Prepares the step: barrier weights and what its own rows eliminate. */
    void weigh();

    /** Adds rows {@code first..last-1} of the fleet's part below a node to its matrix, upper triangle. */
    void square(int node, int first, int last, double[][] to);

    /** Aims all products at a complementarity. @param corrected whether by what the last direction's own product adds */
    void aim(double target, boolean corrected);

    /** Adds to the nodes' flow what the variables move by themselves. */
    void moved(double[][] flow);

    /** Adds to the nodes' coordinates what the elimination of its own rows takes off their right-hand sides. */
    void carry(double[][] carried);

    /** Its own steps, given those of the prices. */
    void recover(double[][] at);

    /** @return the longest step up to {@code most} that keeps all variables, or all slacks, positive */
    double longest(boolean ofPrimal, double most);

    /** The products after steps of these lengths. */
    void after(double primalStep, double dualStep, Products products);

    void move(double primalStep, double dualStep);

    /** What a step leaves of the way to the nearest bound. */
    double stepFactor();

    /** How often at most a direction is corrected towards the centre; where never, what follows is not asked for. */
    default int corrections() {
        return 0;
    }

    /** Aims products that steps of these lengths would leave far from the target nearer to it, each by {@link #correction}. */
    default void correct(double primalStep, double dualStep, double target) {}

    /** Remembers the steps. */
    default void keepSteps() {}

    /** Takes up the remembered steps. */
    default void keptSteps() {}

    /** What a product lacks of a tenth of the target, or has above ten times it; at most so much (Gondzio 1996). */
    static double correction(double product, double target) {
        double least = target / FAR;
        double most = target * FAR;
        return product < least ? least - product : product > most ? Math.max(-most, most - product) : 0;
    }
}
