/**
 * What was delivered against what was ordered: baselines, metered energy per interval with its quality, reports.
 *
 * <p>Reads quantity. Gives {@link energy.corridor.grid.delivery.DeliveryReport}. Promises that missing meter values are never a zero.
 */
@NullMarked
package energy.corridor.grid.delivery;

import org.jspecify.annotations.NullMarked;
