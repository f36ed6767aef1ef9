package energy.corridor.ocpp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a station says that it can do, under the names of its version; asked once after each boot. */
final class Capabilities {

    private static final String ALIGNED = "ClockAlignedDataInterval";

    private static final List<String> KEYS_OF_16 = List.of(
            "ChargeProfileMaxStackLevel",
            "ChargingScheduleAllowedChargingRateUnit",
            "ChargingScheduleMaxPeriods",
            ALIGNED,
            "ConnectorPhaseRotation",
            "ConnectorSwitch3to1PhaseSupported",
            "MaxChargingProfilesInstalled",
            "MeterValueSampleInterval",
            "MeterValuesSampledData",
            "NumberOfConnectors",
            "SupportedFeatureProfiles");

    private static final List<String> VARIABLES = List.of(
            "RateUnit",
            "PeriodsPerSchedule",
            "ProfileStackLevel",
            "Entries",
            "Phases3to1",
            "ACPhaseSwitchingSupported");

    private static final String COMPONENT = "SmartChargingCtrlr";

    private Capabilities() {}

    /** GetConfiguration, or GetVariables in one go: six of them fit everywhere. */
    static OcppVersion.Request question(boolean version16) {
        ObjectNode payload = JsonText.object();
        ArrayNode list = payload.putArray(version16 ? "key" : "getVariableData");
        if (version16) {
            KEYS_OF_16.forEach(list::add);
        } else {
            for (String name : VARIABLES) {
                ObjectNode variable = list.addObject();
                variable.putObject("component").put("name", COMPONENT);
                variable.putObject("variable").put("name", name);
            }
        }
        return new OcppVersion.Request(
                version16 ? "GetConfiguration" : "GetVariables", payload.toString(), "capabilities");
    }

    /**
     * Lets a station meter by the clock, which settlement's quarters of an hour are cut by; empty where it does so already, or has no
     * such key.
     */
    static Optional<OcppVersion.Request> alignment(boolean version16, Duration interval, Map<String, String> told) {
        String seconds = Long.toString(interval.toSeconds());
        ObjectNode payload = JsonText.object();
        if (!version16) {
            ObjectNode variable =
                    payload.putArray("setVariableData").addObject().put("attributeValue", seconds);
            variable.putObject("component").put("name", "AlignedDataCtrlr");
            variable.putObject("variable").put("name", "Interval");
            return Optional.of(new OcppVersion.Request("SetVariables", payload.toString(), "alignment"));
        }
        String present = told.getOrDefault(ALIGNED, seconds);
        payload.put("key", ALIGNED).put("value", seconds);
        return present.equals(seconds)
                ? Optional.empty()
                : Optional.of(new OcppVersion.Request("ChangeConfiguration", payload.toString(), "alignment"));
    }

    /** What the answer tells; what the station does not know is left out. */
    static Map<String, String> told(JsonNode answer) {
        Map<String, String> told = new TreeMap<>();
        answer.path("configurationKey").forEach(entry -> put(told, entry.path("key"), entry.path("value")));
        answer.path("getVariableResult")
                .forEach(entry -> put(told, entry.path("variable").path("name"), entry.path("attributeValue")));
        return told;
    }

    private static void put(Map<String, String> told, JsonNode name, JsonNode value) {
        if (name.isTextual() && value.isTextual()) {
            told.put(JsonText.cut(name.textValue(), 50), JsonText.cut(value.textValue(), 500));
        }
    }

    /** In what limits may be said, "W" or "A"; "" where both may be, or nobody said. 1.6 says Current and Power. */
    static String onlyUnit(Map<String, String> told) {
        String units = told.getOrDefault("ChargingScheduleAllowedChargingRateUnit", told.getOrDefault("RateUnit", ""))
                .toUpperCase(Locale.ROOT);
        List<String> words = List.of(units.split("[,;\\s]+"));
        boolean amperes = words.contains("CURRENT") || words.contains("A");
        boolean watts = words.contains("POWER") || words.contains("W");
        return amperes == watts ? "" : amperes ? "A" : "W";
    }
}
