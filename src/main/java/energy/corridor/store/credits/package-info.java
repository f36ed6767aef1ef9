/** Devices, reports, claims and transfers of credits, and the way to the authority. */
@NullMarked
package energy.corridor.store.credits;

import org.jspecify.annotations.NullMarked;
