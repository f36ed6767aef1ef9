/**
 * What a plan's site import could still be changed by, proven vehicle by vehicle ({@code docs/flexibility.md}).
 *
 * <p>Reads optimiser, quantity. Gives {@link energy.corridor.optimiser.flexibility.Flexibility}. Promises that every figure can be
 * delivered within every limit, and every promise kept afterwards.
 */
@NullMarked
package energy.corridor.optimiser.flexibility;

import org.jspecify.annotations.NullMarked;
