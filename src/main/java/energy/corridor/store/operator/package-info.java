/** Requests of grid operators, each step of theirs, and the contact with them. Promises that a call returns when it is durable. */
@NullMarked
package energy.corridor.store.operator;

import org.jspecify.annotations.NullMarked;
