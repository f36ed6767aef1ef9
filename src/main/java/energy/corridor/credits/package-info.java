/**
 * Settled energy into regulator reports, credits per device, and credit accounts.
 *
 * <p>Reads settlement. Gives reports, outcomes and bookings. Promises exact decimals with one stated rounding, that the authority's figure
 * is the one that counts, and that no Wh is claimed twice.
 */
@NullMarked
package energy.corridor.credits;

import org.jspecify.annotations.NullMarked;
