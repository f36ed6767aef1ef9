/**
 * What settlement makes of the journal's registers: intervals, packets, lines and the ledger. Plain JDBC in large statements; the
 * database itself refuses a change, an unbalanced booking and a second claim.
 */
@NullMarked
package energy.corridor.store.settlement;

import org.jspecify.annotations.NullMarked;
