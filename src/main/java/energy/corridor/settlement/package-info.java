/**
 * Metered energy and orders into settlement-grade intervals, kilowatt packets, ledger entries and statements.
 *
 * <p>Reads telemetry, grid, dispatch. Gives values in whole Wh and micro units of money. Promises that every Wh is counted once, that
 * every amount can be followed back to its readings and its rate, and that a run without change posts nothing.
 */
@NullMarked
package energy.corridor.settlement;

import org.jspecify.annotations.NullMarked;
