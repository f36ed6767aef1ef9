/**
 * Reads the depot's state and what binds, and changes to them that nobody has made. Gives the charging problem as it would be.
 * Promises that the depot itself is left as it is.
 */
@org.jspecify.annotations.NullMarked
package energy.corridor.optimiser.whatif;
