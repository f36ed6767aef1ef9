package energy.corridor.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one reader of the depot's state is told, tick by tick: changes of what is short at once; each vehicle, each EVSE, and each of the
 * long series at most once in so many ticks. What is held back is told when its time has come, also when nothing new happens.
 */
final class PacedChanges {

    private static final Set<String> SERIES = Set.of("corridor", "plan", "conditions");
    private static final Set<String> MANY = Set.of("vehicles", "stations");

    private final int pace;
    private final Map<String, Integer> toldAt = new HashMap<>();
    private ObjectNode told;
    private @Nullable ObjectNode newest;
    private boolean held;
    private int tick;

    /** @param told the whole state, as the reader has it @param pace ticks */
    PacedChanges(ObjectNode told, int pace) {
        this.told = told;
        this.newest = told;
        this.pace = pace;
    }

    /** A JSON Merge Patch to what was told; empty when there is nothing to tell now. To be asked once a tick. */
    Optional<ObjectNode> next(ObjectNode state) {
        tick++;
        if (state == newest && !held) {
            return Optional.empty();
        }
        newest = state;
        held = false;
        ObjectNode now = state.objectNode();
        for (Map.Entry<String, JsonNode> member : state.properties()) {
            String name = member.getKey();
            JsonNode before = told.get(name);
            now.set(
                    name,
                    MANY.contains(name) && before instanceof ObjectNode were
                            ? each(name, were, (ObjectNode) member.getValue())
                            : SERIES.contains(name) ? paced(name, before, member.getValue()) : member.getValue());
        }
        ObjectNode patch = MergePatch.between(told, now);
        told = now;
        return patch.isEmpty() ? Optional.empty() : Optional.of(patch);
    }

    private ObjectNode each(String name, ObjectNode before, ObjectNode after) {
        ObjectNode now = after.objectNode();
        for (Map.Entry<String, JsonNode> member : after.properties()) {
            String key = member.getKey();
            now.set(key, paced(name + "/" + key, before.get(key), member.getValue()));
        }
        return now;
    }

    private JsonNode paced(String path, @Nullable JsonNode before, JsonNode after) {
        if (before != null && (before == after || before.equals(after))) {
            return before;
        }
        Integer last = toldAt.get(path);
        if (before != null && last != null && tick - last < pace) {
            held = true;
            return before;
        }
        toldAt.put(path, tick);
        return after;
    }
}
