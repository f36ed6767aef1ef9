/**
 * What the depot enters: vehicles, EVSEs, duties, site, requests, plans. Hibernate ORM with Panache; a call returns when the
 * change is committed.
 */
@NullMarked
package energy.corridor.store.register;

import org.jspecify.annotations.NullMarked;
