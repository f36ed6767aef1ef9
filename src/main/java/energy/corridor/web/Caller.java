package energy.corridor.web;

import energy.corridor.access.Role;
import java.util.Optional;

/** Who calls. @param name "anonymous" for somebody who has not signed in @param role empty for somebody who may do nothing */
record Caller(String name, Optional<Role> role, boolean signedIn) {

    boolean may(Role needed) {
        return role.filter(r -> r.covers(needed)).isPresent();
    }
}
