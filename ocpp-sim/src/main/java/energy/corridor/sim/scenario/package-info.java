/**
 * The scenario file: what stands where, who comes and goes, what the site may draw and what energy costs.
 *
 * <p>Reads and writes the JSON format of SpiceEV; gives immutable values.
 */
@NullMarked
package energy.corridor.sim.scenario;

import org.jspecify.annotations.NullMarked;
