package energy.corridor.ocpp.v16;

import static energy.corridor.ocpp.v16.Shape.anyText;
import static energy.corridor.ocpp.v16.Shape.decimal;
import static energy.corridor.ocpp.v16.Shape.description;
import static energy.corridor.ocpp.v16.Shape.each;
import static energy.corridor.ocpp.v16.Shape.inner;
import static energy.corridor.ocpp.v16.Shape.numericText;
import static energy.corridor.ocpp.v16.Shape.oneOf;
import static energy.corridor.ocpp.v16.Shape.required;
import static energy.corridor.ocpp.v16.Shape.text;
import static energy.corridor.ocpp.v16.Shape.time;
import static energy.corridor.ocpp.v16.Shape.whole;
import static java.util.Map.entry;

import eu.chargetime.ocpp.model.core.ChargePointErrorCode;
import eu.chargetime.ocpp.model.core.ChargePointStatus;
import eu.chargetime.ocpp.model.core.ChargingProfileKindType;
import eu.chargetime.ocpp.model.core.ChargingProfilePurposeType;
import eu.chargetime.ocpp.model.core.ChargingRateUnitType;
import eu.chargetime.ocpp.model.core.Location;
import eu.chargetime.ocpp.model.core.Reason;
import eu.chargetime.ocpp.model.core.RecurrencyKindType;
import eu.chargetime.ocpp.model.core.ValueFormat;
import eu.chargetime.ocpp.model.firmware.DiagnosticsStatus;
import eu.chargetime.ocpp.model.firmware.FirmwareStatus;
import java.util.Map;

/** The requests of OCPP 1.6 that pass here, field by field (sections 6 and 7). Connector 0 is the station, EVSEs count from 1. */
final class Shapes {

    /** Measurand, unit, phase and context are judged reading by reading, so that an odd one costs only itself. */
    private static final Shape SAMPLED_VALUE = Shape.of(
            required(numericText("value")),
            anyText("context"),
            oneOf("format", ValueFormat.class),
            anyText("measurand"),
            anyText("phase"),
            oneOf("location", Location.class),
            anyText("unit"));

    private static final Shape METER_VALUE =
            Shape.of(required(time("timestamp")), required(each("sampledValue", SAMPLED_VALUE)));

    private static final Shape CHARGING_SCHEDULE = Shape.of(
            whole("duration", 0),
            time("startSchedule"),
            required(oneOf("chargingRateUnit", ChargingRateUnitType.class)),
            required(each(
                    "chargingSchedulePeriod",
                    Shape.of(required(whole("startPeriod", 0)), required(decimal("limit")), whole("numberPhases", 1)))),
            decimal("minChargingRate"));

    private static final Shape CHARGING_PROFILE = Shape.of(
            required(whole("chargingProfileId")),
            whole("transactionId"),
            required(whole("stackLevel", 0)),
            required(oneOf("chargingProfilePurpose", ChargingProfilePurposeType.class)),
            required(oneOf("chargingProfileKind", ChargingProfileKindType.class)),
            oneOf("recurrencyKind", RecurrencyKindType.class),
            time("validFrom"),
            time("validTo"),
            required(inner("chargingSchedule", CHARGING_SCHEDULE)));

    /** By action. */
    static final Map<String, Shape> REQUESTS = Map.ofEntries(
            entry("Authorize", Shape.of(required(text("idTag", 20)))),
            entry(
                    "BootNotification",
                    Shape.of(
                            required(description("chargePointVendor", 20)),
                            required(description("chargePointModel", 20)),
                            description("chargePointSerialNumber", 25),
                            description("chargeBoxSerialNumber", 25),
                            description("firmwareVersion", 50),
                            description("iccid", 20),
                            description("imsi", 20),
                            description("meterType", 25),
                            description("meterSerialNumber", 25))),
            entry("DataTransfer", Shape.of(required(text("vendorId", 255)), text("messageId", 50), anyText("data"))),
            entry("DiagnosticsStatusNotification", Shape.of(required(oneOf("status", DiagnosticsStatus.class)))),
            entry("FirmwareStatusNotification", Shape.of(required(oneOf("status", FirmwareStatus.class)))),
            entry("Heartbeat", Shape.of()),
            entry(
                    "MeterValues",
                    Shape.of(
                            required(whole("connectorId", 0)),
                            whole("transactionId"),
                            required(each("meterValue", METER_VALUE)))),
            entry(
                    "SetChargingProfile",
                    Shape.of(
                            required(whole("connectorId", 0)),
                            required(inner("csChargingProfiles", CHARGING_PROFILE)))),
            entry(
                    "StartTransaction",
                    Shape.of(
                            required(whole("connectorId", 1)),
                            required(text("idTag", 20)),
                            required(whole("meterStart")),
                            whole("reservationId"),
                            required(time("timestamp")))),
            entry(
                    "StatusNotification",
                    Shape.of(
                            required(whole("connectorId", 0)),
                            required(oneOf("errorCode", ChargePointErrorCode.class)),
                            description("info", 50),
                            required(oneOf("status", ChargePointStatus.class)),
                            time("timestamp"),
                            description("vendorId", 255),
                            description("vendorErrorCode", 50))),
            entry(
                    "StopTransaction",
                    Shape.of(
                            text("idTag", 20),
                            required(whole("meterStop")),
                            required(time("timestamp")),
                            required(whole("transactionId")),
                            oneOf("reason", Reason.class),
                            each("transactionData", METER_VALUE))));

    private Shapes() {}
}
