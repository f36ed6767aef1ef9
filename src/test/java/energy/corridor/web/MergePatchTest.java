package energy.corridor.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Patches as RFC 7396 has them. */
class MergePatchTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest(name = "{0} becomes {1} by {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            {"a":1}                | {"a":1}             | {}
            {"a":1}                | {"a":2}             | {"a":2}
            {"a":1}                | {"a":1,"b":2}       | {"b":2}
            {"a":1,"b":2}          | {"a":1}             | {"b":null}
            {"a":[1,2]}            | {"a":[1,3]}         | {"a":[1,3]}
            {"a":{"b":1,"c":2}}    | {"a":{"b":1}}       | {"a":{"c":null}}
            {"a":{"b":1}}          | {"a":7}             | {"a":7}
            {"a":7}                | {"a":{"b":1}}       | {"a":{"b":1}}
            {"a":{"b":1}}          | {}                  | {"a":null}
            """)
    void onlyWhatDiffersIsTold(String before, String after, String patch) throws JsonProcessingException {
        assertThat(MergePatch.between(object(before), object(after))).isEqualTo(object(patch));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void aReaderThatAppliesThePatchHasTheNewDocument(long seed) {
        Random random = new Random(seed);
        for (int pair = 0; pair < 50; pair++) {
            ObjectNode before = random(random, 3);
            ObjectNode after = random.nextInt(4) == 0 ? random(random, 3) : changed(random, before);
            ObjectNode patch = MergePatch.between(before, after);
            assertThat(patched(before, patch)).isEqualTo(after);
            assertThat(MergePatch.between(after, after)).isEmpty();
        }
    }

    @Test
    void whatIsComparedStaysAsItWas() throws JsonProcessingException {
        ObjectNode before = object("{\"a\":{\"b\":1}}");
        MergePatch.between(before, object("{\"a\":{\"b\":2},\"c\":3}"));
        assertThat(before).isEqualTo(object("{\"a\":{\"b\":1}}"));
    }

    private static ObjectNode object(String text) throws JsonProcessingException {
        return (ObjectNode) JSON.readTree(text);
    }

    private static ObjectNode random(Random random, int depth) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        for (int i = random.nextInt(5); i > 0; i--) {
            String name = String.valueOf((char) ('a' + random.nextInt(6)));
            switch (random.nextInt(depth > 0 ? 4 : 3)) {
                case 0 -> node.put(name, random.nextInt(3));
                case 1 -> node.put(name, "text " + random.nextInt(3));
                case 2 -> node.putArray(name).add(random.nextInt(2)).add(random.nextInt(2));
                default -> node.set(name, random(random, depth - 1));
            }
        }
        return node;
    }

    private static ObjectNode changed(Random random, ObjectNode node) {
        ObjectNode copy = node.deepCopy();
        for (String name : node.properties().stream().map(p -> p.getKey()).toList()) {
            int what = random.nextInt(4);
            if (what == 0) {
                copy.remove(name);
            } else if (what == 1 && copy.get(name) instanceof ObjectNode inner) {
                copy.set(name, changed(random, inner));
            } else if (what == 2) {
                copy.put(name, random.nextInt(3));
            }
        }
        return copy;
    }

    /** RFC 7396, section 2. */
    static JsonNode patched(JsonNode target, JsonNode patch) {
        if (!(patch instanceof ObjectNode)) {
            return patch;
        }
        ObjectNode result =
                target instanceof ObjectNode object ? object.deepCopy() : JsonNodeFactory.instance.objectNode();
        patch.properties().forEach(member -> {
            if (member.getValue().isNull()) {
                result.remove(member.getKey());
            } else {
                result.set(member.getKey(), patched(result.get(member.getKey()), member.getValue()));
            }
        });
        return result;
    }
}
