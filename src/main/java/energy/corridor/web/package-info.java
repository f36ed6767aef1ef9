/**
 * REST, server push, the page, and the JSON of the charging problem.
 *
 * <p>Serves all stages. Promises errors that name the place, the value and the rule.
 */
@NullMarked
package energy.corridor.web;

import org.jspecify.annotations.NullMarked;
