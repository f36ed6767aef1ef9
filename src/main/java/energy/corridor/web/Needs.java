package energy.corridor.web;

import energy.corridor.access.Role;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which role an address needs: looking and weighing a viewer, running the depot an operator, setting it up an administrator. */
final class Needs {

    private static final Set<String> LOOKS = Set.of("GET", "HEAD", "OPTIONS");

    /** Plan, but change nothing. */
    private static final Set<String> WEIGHED = Set.of("/api/plan", "/api/what-if");

    /** Told by machines, every second. */
    private static final Set<String> MEASURED = Set.of("/api/frequency");

    private static final List<String> SET_UP = List.of("/api/depot", "/api/site", "/api/accounts");
    private static final List<String> SECRET = List.of("/api/audit", "/api/accounts");

    private Needs() {}

    /** @param path begins with a slash; empty where anybody may */
    static Optional<Role> of(String method, String path) {
        if (!below(path, "/api") || below(path, "/api/session")) {
            return Optional.empty();
        }
        if (LOOKS.contains(method)) {
            return Optional.of(SECRET.stream().anyMatch(p -> below(path, p)) ? Role.ADMIN : Role.VIEWER);
        }
        if (WEIGHED.contains(path)) {
            return Optional.of(Role.VIEWER);
        }
        return Optional.of(SET_UP.stream().anyMatch(p -> below(path, p)) ? Role.ADMIN : Role.OPERATOR);
    }

    /** What is written to the audit log: all but looking, weighing and measurements. */
    static boolean acts(String method, String path) {
        return changes(method, path) && !MEASURED.contains(path);
    }

    static boolean changes(String method, String path) {
        return below(path, "/api") && !LOOKS.contains(method) && !WEIGHED.contains(path);
    }

    private static boolean below(String path, String parent) {
        return path.equals(parent) || path.startsWith(parent + "/");
    }
}
