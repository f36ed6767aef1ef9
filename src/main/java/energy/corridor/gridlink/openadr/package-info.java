/**
 * OpenADR 3 as a virtual end node, versions 3.0.1 and 3.1.0: events of a server become the operator's signals, what was delivered goes
 * back as reports.
 *
 * <p>Serves grid. Promises that only a complete exchange counts as contact, that what a server says wrongly changes nothing that
 * was accepted, and that nothing of it sets the site to zero or to unlimited by mistake.
 */
@NullMarked
package energy.corridor.gridlink.openadr;

import org.jspecify.annotations.NullMarked;
