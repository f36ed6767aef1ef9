package energy.corridor.access;

import java.util.Locale;
import java.util.Optional;

/** What somebody may do; each may do what those before it may. */
public enum Role {
    /** Looks. */
    VIEWER,
    /** Runs the depot: stays, requests, stations. */
    OPERATOR,
    /** Sets the depot up: register, site, accounts; reads the audit log. */
    ADMIN;

    public boolean covers(Role needed) {
        return compareTo(needed) >= 0;
    }

    /** Empty for the word none. */
    public static Optional<Role> named(String word) {
        if (word.equalsIgnoreCase("none")) {
            return Optional.empty();
        }
        for (Role role : values()) {
            if (role.name().equalsIgnoreCase(word)) {
                return Optional.of(role);
            }
        }
        throw new IllegalArgumentException(
                "The role \"%s\" is not known; allowed are none, viewer, operator and admin.".formatted(word));
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
