package energy.corridor.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;
import java.util.Map;

/** The JSON Merge Patch (RFC 7396) that makes one document of another: members that differ, null for those that are gone, arrays whole. */
final class MergePatch {

    private MergePatch() {}

    static ObjectNode between(ObjectNode before, ObjectNode after) {
        ObjectNode patch = JsonNodeFactory.instance.objectNode();
        for (Iterator<Map.Entry<String, JsonNode>> members = after.fields(); members.hasNext(); ) {
            Map.Entry<String, JsonNode> member = members.next();
            JsonNode old = before.get(member.getKey());
            if (old == member.getValue()) {
                continue;
            }
            if (old instanceof ObjectNode was && member.getValue() instanceof ObjectNode is) {
                ObjectNode inner = between(was, is);
                if (!inner.isEmpty()) {
                    patch.set(member.getKey(), inner);
                }
            } else if (!member.getValue().equals(old)) {
                patch.set(member.getKey(), member.getValue());
            }
        }
        for (Iterator<String> names = before.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!after.has(name)) {
                patch.putNull(name);
            }
        }
        return patch;
    }
}
