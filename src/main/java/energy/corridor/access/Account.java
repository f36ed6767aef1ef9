package energy.corridor.access;

import java.util.regex.Pattern;

/** Somebody who may sign in. @param passwordHash as {@link PasswordHash} writes it */
public record Account(String name, Role role, String passwordHash) {

    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9._@-]{1,64}");

    public Account {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "The account name \"%s\" must be 1 to 64 letters, digits or . _ @ -".formatted(name));
        }
    }

    public Person person() {
        return new Person(name, role);
    }
}
