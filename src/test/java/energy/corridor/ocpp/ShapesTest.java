package energy.corridor.ocpp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import energy.corridor.ocpp.Shape.Anything;
import energy.corridor.ocpp.Shape.Bool;
import energy.corridor.ocpp.Shape.Decimal;
import energy.corridor.ocpp.Shape.Each;
import energy.corridor.ocpp.Shape.Field;
import energy.corridor.ocpp.Shape.Inner;
import energy.corridor.ocpp.Shape.OneOf;
import energy.corridor.ocpp.Shape.Text;
import energy.corridor.ocpp.Shape.Time;
import energy.corridor.ocpp.Shape.Type;
import energy.corridor.ocpp.Shape.Whole;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Our tables say of every field of every message what the official schemas say, and no more but what is listed here. */
class ShapesTest {

    /** Numbers that the text of the standard bounds and its schema does not. */
    private static final Set<String> TIGHTER =
            Set.of("connectorId", "stackLevel", "startPeriod", "numberPhases", "duration");

    private final List<String> differences = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({"ocpp1.6, 78", "ocpp2.0.1, 128", "ocpp2.1, 181"})
    void everyMessageIsAsTheOfficialSchemaSays(String version, int messages) throws IOException {
        Map<String, JsonNode> official = OcppRpc.schemas(version);
        Map<String, Shape> ours = Shapes.of(version).messages();
        assertThat(official).hasSize(messages);
        assertThat(ours.keySet()).isEqualTo(new TreeSet<>(official.keySet()));
        official.forEach((name, schema) -> compare(schema, schema, Objects.requireNonNull(ours.get(name)), name, 0));
        assertThat(differences).isEmpty();
    }

    private void compare(JsonNode root, JsonNode schema, Shape shape, String path, int depth) {
        Set<String> required = new HashSet<>();
        schema.path("required").forEach(name -> required.add(name.textValue()));
        Set<String> names = new TreeSet<>();
        schema.path("properties").fieldNames().forEachRemaining(names::add);
        names.remove("customData"); // every object of 2.x may have it
        equal(path + " fields", names, new TreeSet<>(shape.fields().keySet()));
        for (String name : names) {
            Field field = shape.fields().get(name);
            if (field != null && depth < 12) {
                equal(path + "." + name + " required", required.contains(name), field.required());
                compare(root, schema.get("properties").get(name), field.type(), path + "." + name, depth + 1);
            }
        }
    }

    private void compare(JsonNode root, JsonNode schema, Type type, String path, int depth) {
        if (schema.has("$ref")) {
            compare(root, root.at(schema.get("$ref").textValue().substring(1)), type, path, depth);
        } else if (schema.has("enum")) {
            Set<String> words = new TreeSet<>();
            schema.get("enum").forEach(word -> words.add(word.textValue()));
            equal(path + " words", words, type instanceof OneOf oneOf ? oneOf.words() : type);
        } else {
            switch (schema.path("type").asText()) {
                case "object" -> {
                    if (type instanceof Inner inner) {
                        compare(root, schema, inner.shape(), path, depth);
                    } else {
                        equal(path, "object", type);
                    }
                }
                case "array" -> {
                    if (type instanceof Each each) {
                        equal(path + " least", schema.path("minItems").asInt(0), each.least());
                        equal(path + " most", schema.path("maxItems").asInt(Integer.MAX_VALUE), each.most());
                        compare(root, schema.get("items"), each.type(), path + "[]", depth);
                    } else {
                        equal(path, "array", type);
                    }
                }
                case "string" ->
                    equal(
                            path,
                            schema.path("format").asText().equals("date-time")
                                    ? new Time()
                                    : new Text(schema.path("maxLength").asInt(Integer.MAX_VALUE)),
                            type);
                case "integer" -> {
                    Whole whole = new Whole(
                            schema.path("minimum").asInt(Integer.MIN_VALUE),
                            schema.path("maximum").asInt(Integer.MAX_VALUE));
                    boolean tighter = type instanceof Whole ours
                            && !schema.has("minimum")
                            && ours.least() >= 0
                            && TIGHTER.contains(path.substring(path.lastIndexOf('.') + 1));
                    equal(path, tighter ? type : whole, type);
                }
                case "number" -> {
                    if (type instanceof Decimal decimal) {
                        equal(path + " step", schema.path("multipleOf").decimalValue(), decimal.step());
                        bound(path + " least", schema.get("minimum"), decimal.least());
                        bound(path + " most", schema.get("maximum"), decimal.most());
                    } else {
                        equal(path, "number", type);
                    }
                }
                case "boolean" -> equal(path, new Bool(), type);
                case "" -> equal(path, new Anything(), type);
                default -> equal(path, schema.path("type"), type);
            }
        }
    }

    private void bound(String path, JsonNode official, BigDecimal ours) {
        boolean same = official == null
                ? ours.abs().compareTo(new BigDecimal("1e30")) == 0
                : ours.compareTo(official.decimalValue()) == 0;
        equal(path, true, same);
    }

    private void equal(String path, Object official, Object ours) {
        if (!official.equals(ours)) {
            differences.add("%s: official %s, ours %s".formatted(path, official, ours));
        }
    }

    @Test
    void whatStationsGetWrongWithoutDoubtIsPutRight() throws Exception {
        ObjectNode object = (ObjectNode)
                JsonText.read(
                        "{\"connectorId\":1,\"errorCode\":\"NoError\",\"info\":\"" + "x".repeat(60)
                                + "\",\"status\":\"Available\",\"timestamp\":\"2026-03-02T22:00:00\",\"vendorId\":null,\"more\":1}");
        Shape shape = Shapes.of("ocpp1.6").request("StatusNotification").orElseThrow();
        assertThat(shape.mend(object, "StatusNotification")).isEmpty();
        assertThat(object.toString())
                .isEqualTo("{\"connectorId\":1,\"errorCode\":\"NoError\",\"info\":\"" + "x".repeat(50)
                        + "\",\"status\":\"Available\",\"timestamp\":\"2026-03-02T22:00Z\",\"more\":1}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"evseId":1,"chargingProfile":{"id":1}} | OCCURRENCE | The field "chargingProfile.stackLevel" of SetChargingProfile is missing; it is required.
            {"evseId":1,"extra":1} | UNKNOWN_FIELD | SetChargingProfile has no field "extra"; allowed are evseId, chargingProfile.
            {"evseId":null} | TYPE | The field "evseId" of SetChargingProfile must be a whole number, not null.
            {"evseId":1,"customData":{"vendorId":"a","free":1},"chargingProfile":{"id":1,"stackLevel":0,"chargingProfilePurpose":"TxProfile","chargingProfileKind":"Absolute","chargingSchedule":[]}} | OCCURRENCE | The field "chargingProfile.chargingSchedule" of SetChargingProfile has 0 elements; allowed are 1 to 3.
            """)
    void whatWeSendIsCheckedWithoutMercy(String payload, Fault.Kind kind, String sentence) throws Exception {
        Shape shape = Shapes.of("ocpp2.0.1").request("SetChargingProfile").orElseThrow();
        assertThat(shape.check((ObjectNode) JsonText.read(payload), "SetChargingProfile"))
                .contains(new Fault(kind, sentence));
    }

    @Test
    void limitsOf16HaveOneDecimal() throws Exception {
        String profile =
                "{\"connectorId\":1,\"csChargingProfiles\":{\"chargingProfileId\":1,\"stackLevel\":0,\"chargingProfilePurpose\":\"TxDefaultProfile\","
                        + "\"chargingProfileKind\":\"Relative\",\"chargingSchedule\":{\"chargingRateUnit\":\"W\",\"chargingSchedulePeriod\":[{\"startPeriod\":0,\"limit\":LIMIT}]}}}";
        Shape shape = Shapes.of("ocpp1.6").request("SetChargingProfile").orElseThrow();
        assertThat(shape.check((ObjectNode) JsonText.read(profile.replace("LIMIT", "11000.1")), "x"))
                .isEmpty();
        assertThat(shape.check((ObjectNode) JsonText.read(profile.replace("LIMIT", "11000.15")), "x"))
                .contains(new Fault(
                        Fault.Kind.PROPERTY,
                        "The field \"csChargingProfiles.chargingSchedule.chargingSchedulePeriod[0].limit\" of x is 11000.15;"
                                + " it must be a multiple of 0.1."));
    }
}
