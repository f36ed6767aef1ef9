package archfixture.org.optaplanner;

/** Stands for the bay solver's library while no stage uses it yet. */
public interface Solver {}
