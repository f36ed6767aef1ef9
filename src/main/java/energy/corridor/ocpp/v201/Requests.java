package energy.corridor.ocpp.v201;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is read of the messages of stations, under the names of OCPP 2.0.1 part 2, section 1; the table of shapes knows the rest. */
final class Requests {

    private Requests() {}

    record BootNotification(ChargingStation chargingStation, String reason) {}

    record ChargingStation(
            String vendorName,
            String model,
            @Nullable String serialNumber,
            @Nullable String firmwareVersion) {}

    record StatusNotification(OffsetDateTime timestamp, String connectorStatus, int evseId, int connectorId) {}

    record Authorize(IdToken idToken) {}

    /** @param type Central, eMAID, ISO14443, ISO15693, KeyCode, Local, MacAddress, NoAuthorization, or what 2.1 adds */
    record IdToken(String idToken, String type) {

        static final String NOBODY = "NoAuthorization";

        /** "" where nobody was asked for a token. */
        String tag() {
            return type.equals(NOBODY) ? "" : idToken;
        }
    }

    record TransactionEvent(
            String eventType,
            OffsetDateTime timestamp,
            String triggerReason,
            int seqNo,
            boolean offline,
            Transaction transactionInfo,
            @Nullable Evse evse,
            @Nullable IdToken idToken,
            @Nullable List<MeterValue> meterValue) {}

    record Transaction(
            String transactionId,
            @Nullable String chargingState,
            @Nullable String stoppedReason) {}

    record Evse(int id, @Nullable Integer connectorId) {}

    record MeterValues(int evseId, List<MeterValue> meterValue) {}

    record MeterValue(OffsetDateTime timestamp, List<SampledValue> sampledValue) {}

    record SampledValue(
            BigDecimal value,
            @Nullable String context,
            @Nullable String measurand,
            @Nullable String phase,
            @Nullable String location,
            @Nullable UnitOfMeasure unitOfMeasure,
            @Nullable SignedMeterValue signedMeterValue) {}

    /** @param signedMeterData base64 */
    record SignedMeterValue(String signedMeterData) {}

    /** @param multiplier power of ten */
    record UnitOfMeasure(@Nullable String unit, int multiplier) {}

    record NotifyEvent(List<EventData> eventData) {}

    record EventData(
            OffsetDateTime timestamp, String trigger, String actualValue, Component component, Variable variable) {}

    record Component(String name, @Nullable Evse evse) {}

    record Variable(String name) {}

    record NotifyEVChargingNeeds(int evseId, ChargingNeeds chargingNeeds) {}

    record ChargingNeeds(
            @Nullable OffsetDateTime departureTime,
            @Nullable DcParameters dcChargingParameters) {}

    record DcParameters(@Nullable Integer stateOfCharge) {}

    record NotifyEVChargingSchedule(int evseId, ChargingSchedule chargingSchedule) {}

    record ChargingSchedule(String chargingRateUnit, List<Period> chargingSchedulePeriod) {}

    record Period(@Nullable BigDecimal limit) {}

    /** To milliseconds, as everything inside. */
    static Instant instant(OffsetDateTime time) {
        return time.toInstant().truncatedTo(ChronoUnit.MILLIS);
    }
}
