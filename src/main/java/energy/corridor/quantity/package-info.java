/**
 * Time grids, series and the only unit conversions of the service.
 *
 * <p>Reads nothing. Gives values that say their unit. Promises that one scale (kW, kWh, EUR/kWh) holds inside.
 */
@NullMarked
package energy.corridor.quantity;

import org.jspecify.annotations.NullMarked;
