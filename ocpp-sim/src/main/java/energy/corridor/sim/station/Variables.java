package energy.corridor.sim.station;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/** The device model of a station that speaks OCPP 2.0.1: its configuration under the names of part 2, appendix 3. */
final class Variables {

    /** @param instance "" for none @param key of the {@link Configuration} */
    private record Variable(String component, String name, String instance, String key) {}

    private static final List<Variable> ALL = List.of(
            new Variable("OCPPCommCtrlr", "HeartbeatInterval", "", Configuration.HEARTBEAT),
            new Variable("OCPPCommCtrlr", "MessageAttempts", "TransactionEvent", "TransactionMessageAttempts"),
            new Variable(
                    "OCPPCommCtrlr", "MessageAttemptInterval", "TransactionEvent", "TransactionMessageRetryInterval"),
            new Variable("SampledDataCtrlr", "TxUpdatedInterval", "", Configuration.SAMPLE),
            new Variable("SampledDataCtrlr", "TxUpdatedMeasurands", "", Configuration.SAMPLED),
            new Variable("AlignedDataCtrlr", "Interval", "", Configuration.ALIGNED),
            new Variable("TxCtrlr", "EVConnectionTimeOut", "", "ConnectionTimeOut"),
            new Variable("TxCtrlr", "StopTxOnInvalidId", "", "StopTransactionOnInvalidId"),
            new Variable("SmartChargingCtrlr", "ProfileStackLevel", "", "ChargeProfileMaxStackLevel"),
            new Variable("SmartChargingCtrlr", "PeriodsPerSchedule", "", "ChargingScheduleMaxPeriods"),
            new Variable("SmartChargingCtrlr", "Entries", "ChargingProfiles", "MaxChargingProfilesInstalled"),
            new Variable("SmartChargingCtrlr", "RateUnit", "", "ChargingScheduleAllowedChargingRateUnit"));

    private final Station station;
    private final Dialogue dialogue;

    Variables(Station station, Dialogue dialogue) {
        this.station = station;
        this.dialogue = dialogue;
    }

    ObjectNode get(Payload request) {
        ObjectNode answer = Station.payload();
        ArrayNode results = answer.putArray("getVariableResult");
        for (Payload asked : request.required("getVariableData").elements()) {
            Optional<Variable> variable = find(asked);
            ObjectNode result = result(asked, results);
            result.put("attributeStatus", variable.isPresent() ? "Accepted" : unknown(asked));
            variable.ifPresent(v -> result.put("attributeValue", value(v)));
        }
        return answer;
    }

    ObjectNode set(Payload request) {
        ObjectNode answer = Station.payload();
        ArrayNode results = answer.putArray("setVariableResult");
        for (Payload asked : request.required("setVariableData").elements()) {
            String value = asked.required("attributeValue").text(1000);
            String status = find(asked)
                    .map(v -> {
                        boolean done = station.configuration().set(v.key, value);
                        if (done) {
                            dialogue.configurationChanged(v.key);
                        }
                        return done ? "Accepted" : "Rejected";
                    })
                    .orElseGet(() -> unknown(asked));
            result(asked, results).put("attributeStatus", status);
        }
        return answer;
    }

    List<ObjectNode> report() {
        return ALL.stream().map(this::report).toList();
    }

    private ObjectNode report(Variable variable) {
        ObjectNode entry = Station.payload();
        entry.putObject("component").put("name", variable.component);
        ObjectNode name = entry.putObject("variable").put("name", variable.name);
        if (!variable.instance.isEmpty()) {
            name.put("instance", variable.instance);
        }
        entry.putArray("variableAttribute")
                .addObject()
                .put("value", value(variable))
                .put("mutability", station.configuration().isWritable(variable.key) ? "ReadWrite" : "ReadOnly");
        return entry;
    }

    private String value(Variable variable) {
        String value = station.configuration().get(variable.key).orElseThrow();
        return variable.name.equals("RateUnit") ? "A,W" : value;
    }

    private static Optional<Variable> find(Payload asked) {
        String component = asked.required("component").object().required("name").text(50);
        Payload variable = asked.required("variable").object();
        String name = variable.required("name").text(50);
        Optional<String> instance = variable.optional("instance").map(i -> i.text(50));
        return ALL.stream()
                .filter(v -> v.component.equalsIgnoreCase(component) && v.name.equalsIgnoreCase(name))
                .filter(v -> instance.map(i -> i.equalsIgnoreCase(v.instance)).orElse(true))
                .findFirst();
    }

    private static String unknown(Payload asked) {
        String component = asked.required("component").required("name").text(50);
        return ALL.stream().anyMatch(v -> v.component.equalsIgnoreCase(component))
                ? "UnknownVariable"
                : "UnknownComponent";
    }

    private static ObjectNode result(Payload asked, ArrayNode results) {
        ObjectNode result = results.addObject();
        JsonNode json = asked.json();
        result.set("component", json.path("component"));
        result.set("variable", json.path("variable"));
        return result;
    }
}
