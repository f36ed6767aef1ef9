/** Load of many charging stations on one central system: a generator that knows only the wire, and the systems it is turned on. */
@NullMarked
package energy.corridor.bench.stations;

import org.jspecify.annotations.NullMarked;
