/**
 * Settlement messages between elements and the coordinator: reads what elements tell and what settlement made; gives messages with
 * acknowledgements. Promises: by (element, sequence) every message counts once, and what is acknowledged is durable.
 */
@NullMarked
package energy.corridor.settlement.message;

import org.jspecify.annotations.NullMarked;
