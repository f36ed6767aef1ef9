/**
 * Whether an operator is still there, and which limit holds while it is not.
 *
 * <p>Reads requests and quantity. Gives {@link energy.corridor.grid.contact.ContactBook}. Promises that a lost operator never leaves
 * the site without a limit that it had, nor at zero.
 */
@NullMarked
package energy.corridor.grid.contact;

import org.jspecify.annotations.NullMarked;
