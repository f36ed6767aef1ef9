package energy.corridor.sim.station;

import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The configuration keys of OCPP 1.6 section 9 that this station has; each tells a fact or changes what it does. */
final class Configuration {

    static final String HEARTBEAT = "HeartbeatInterval";
    static final String SAMPLE = "MeterValueSampleInterval";
    static final String SAMPLED = "MeterValuesSampledData";
    static final String ALIGNED = "ClockAlignedDataInterval";
    private static final String CONNECTION_TIME_OUT = "ConnectionTimeOut";
    private static final String ATTEMPTS = "TransactionMessageAttempts";
    private static final String RETRY = "TransactionMessageRetryInterval";
    private static final String STOP_ON_INVALID = "StopTransactionOnInvalidId";
    private static final String OFFLINE = "AllowOfflineTxForUnknownId";

    static final String ENERGY = "Energy.Active.Import.Register";
    static final String POWER = "Power.Active.Import";
    static final String SOC = "SoC";

    private static final Map<String, Predicate<String>> WRITABLE = Map.of(
            HEARTBEAT, v -> isInteger(v, 1, 86_400),
            ALIGNED, v -> isInteger(v, 0, 86_400) && (v.equals("0") || 86_400 % Integer.parseInt(v) == 0),
            SAMPLE, v -> isInteger(v, 0, 86_400),
            SAMPLED, v -> Set.of(ENERGY, POWER, SOC).containsAll(measurands(v)),
            CONNECTION_TIME_OUT, v -> isInteger(v, 0, 86_400),
            ATTEMPTS, v -> isInteger(v, 1, 100),
            RETRY, v -> isInteger(v, 0, 86_400),
            STOP_ON_INVALID, v -> v.equals("true") || v.equals("false"),
            OFFLINE, v -> v.equals("true") || v.equals("false"));

    private final Map<String, String> values = new LinkedHashMap<>();

    Configuration(Duration meterInterval) {
        values.put("NumberOfConnectors", "1");
        values.put("SupportedFeatureProfiles", "Core,SmartCharging,RemoteTrigger");
        values.put("AuthorizeRemoteTxRequests", "false");
        values.put("ChargeProfileMaxStackLevel", Integer.toString(ProfileReader.MAX_STACK_LEVEL));
        values.put("ChargingScheduleAllowedChargingRateUnit", "Current,Power");
        values.put("ChargingScheduleMaxPeriods", Integer.toString(ProfileReader.MAX_PERIODS));
        values.put("MaxChargingProfilesInstalled", Integer.toString(ProfileReader.MAX_PROFILES));
        values.put("ConnectorSwitch3to1PhaseSupported", "false");
        values.put("StopTransactionOnEVSideDisconnect", "true");
        values.put("UnlockConnectorOnEVSideDisconnect", "true");
        values.put(ALIGNED, "0");
        values.put(HEARTBEAT, "300");
        values.put(SAMPLE, Long.toString(meterInterval.toSeconds()));
        values.put(SAMPLED, String.join(",", ENERGY, POWER, SOC));
        values.put(CONNECTION_TIME_OUT, "120");
        values.put(ATTEMPTS, "3");
        values.put(RETRY, "60");
        values.put(STOP_ON_INVALID, "true");
        values.put(OFFLINE, "true");
    }

    Set<String> keys() {
        return values.keySet();
    }

    Optional<String> get(String key) {
        return Optional.ofNullable(values.get(key));
    }

    boolean isWritable(String key) {
        return WRITABLE.containsKey(key);
    }

    /** @return false when the value is not allowed there */
    boolean set(String key, String value) {
        Predicate<String> rule = WRITABLE.get(key);
        if (rule == null || !rule.test(value)) {
            return false;
        }
        values.put(key, value);
        return true;
    }

    Map<String, String> written() {
        Map<String, String> written = new LinkedHashMap<>(values);
        written.keySet().retainAll(WRITABLE.keySet());
        return written;
    }

    Duration heartbeat() {
        return seconds(HEARTBEAT);
    }

    Duration sample() {
        return seconds(SAMPLE);
    }

    Duration aligned() {
        return seconds(ALIGNED);
    }

    Duration connectionTimeOut() {
        return seconds(CONNECTION_TIME_OUT);
    }

    Duration retry() {
        return seconds(RETRY);
    }

    int attempts() {
        return Integer.parseInt(value(ATTEMPTS));
    }

    boolean stopOnInvalidId() {
        return Boolean.parseBoolean(value(STOP_ON_INVALID));
    }

    boolean startOffline() {
        return Boolean.parseBoolean(value(OFFLINE));
    }

    List<String> sampled() {
        return measurands(value(SAMPLED));
    }

    private Duration seconds(String key) {
        return Duration.ofSeconds(Long.parseLong(value(key)));
    }

    private String value(String key) {
        return get(key).orElseThrow();
    }

    private static List<String> measurands(String value) {
        return Arrays.stream(value.split(","))
                .map(String::strip)
                .filter(m -> !m.isEmpty())
                .toList();
    }

    private static boolean isInteger(String value, int min, int max) {
        try {
            int number = Integer.parseInt(value);
            return min <= number && number <= max;
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
