/**
 * An authority to hand credit reports in to, over real HTTP. It knows nothing of the service: its own figures, its own arithmetic, its
 * own rounding and its own reasons to refuse.
 */
@NullMarked
package energy.corridor.sim.authority;

import org.jspecify.annotations.NullMarked;
