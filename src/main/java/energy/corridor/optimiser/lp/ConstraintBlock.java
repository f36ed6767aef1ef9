package energy.corridor.optimiser.lp;

/** One family of constraints: its mathematics is its comment, its name a heading in docs/charging-lp.md. */
interface ConstraintBlock {

    /** Adds the family's variables, rows and contributions to the aims. */
    void addTo(LpModel model);
}
