package energy.corridor.grid;

import java.util.Optional;

/**
 * A node of the site's limit tree.
 *
 * @param parent the node above, empty directly below the site's connection
 * @param importLimitKw most that may flow towards the vehicles, 0 or more
 * @param exportLimitKw most that may flow back, 0 or more
 */
public record GridLimit(String id, Optional<String> parent, double importLimitKw, double exportLimitKw) {

    public GridLimit {
        if (id.isBlank()) {
            throw new IllegalArgumentException("A limit needs an id.");
        }
        if (!(importLimitKw >= 0 && exportLimitKw >= 0)) {
            throw new IllegalArgumentException("Limit %s: importLimitKw (%s) and exportLimitKw (%s) must be 0 or more."
                    .formatted(id, importLimitKw, exportLimitKw));
        }
    }
}
