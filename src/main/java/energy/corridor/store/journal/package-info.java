/**
 * What happens: stations' events, meter readings, corridor, commands. Plain JDBC through one writer that commits many events
 * with one flush to disk; a stage completes when its event is committed.
 */
@NullMarked
package energy.corridor.store.journal;

import org.jspecify.annotations.NullMarked;
