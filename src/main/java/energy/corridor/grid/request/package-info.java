/**
 * What operators ask for, and what becomes of it: from receipt to report, every step with its instant and its reason.
 *
 * <p>Reads quantity. Gives {@link energy.corridor.grid.request.RequestBook}. Promises that nothing accepted is lost and that a
 * request said twice has one effect.
 */
@NullMarked
package energy.corridor.grid.request;

import org.jspecify.annotations.NullMarked;
