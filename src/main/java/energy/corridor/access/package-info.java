/**
 * Who may do what, and who did what.
 *
 * <p>Reads nothing but its own ports. Gives accounts with roles, sessions, and the audit log. Promises that a password is kept only as
 * its hash.
 */
@NullMarked
package energy.corridor.access;

import org.jspecify.annotations.NullMarked;
