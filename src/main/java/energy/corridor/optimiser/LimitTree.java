package energy.corridor.optimiser;

import energy.corridor.grid.GridLimit;
import energy.corridor.grid.Site;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which limits lie above what: the site's connection is the {@link #ROOT}, every other node is a limit of the site. */
public final class LimitTree {

    public static final String ROOT = "";

    private final Map<String, List<String>> upwards = new LinkedHashMap<>();

    private LimitTree(Site site) {
        upwards.put(ROOT, List.of(ROOT));
        Map<String, Optional<String>> parents = new LinkedHashMap<>();
        for (GridLimit limit : site.limits()) {
            parents.put(limit.id(), limit.parent());
        }
        for (String id : parents.keySet()) {
            List<String> path = new ArrayList<>();
            for (Optional<String> node = Optional.of(id);
                    node.isPresent();
                    node = parents.getOrDefault(node.get(), Optional.empty())) {
                path.add(node.get());
            }
            path.add(ROOT);
            upwards.put(id, List.copyOf(path));
        }
    }

    public static LimitTree of(Site site) {
        return new LimitTree(site);
    }

    /** Every node, the root first. */
    public List<String> nodes() {
        return List.copyOf(upwards.keySet());
    }

    /** The node itself and all above it up to the root; what names no limit of the site hangs on the root. */
    public List<String> from(String limit) {
        return upwards.getOrDefault(limit, List.of(ROOT));
    }
}
