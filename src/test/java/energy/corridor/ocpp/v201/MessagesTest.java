package energy.corridor.ocpp.v201;

import static energy.corridor.ocpp.CentralSystem.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import energy.corridor.fleet.ConnectorStatus;
import energy.corridor.fleet.StationEvent.Booted;
import energy.corridor.fleet.StationEvent.Metered;
import energy.corridor.fleet.StationEvent.Noticed;
import energy.corridor.fleet.StationEvent.StatusChanged;
import energy.corridor.ocpp.CentralSystem;
import energy.corridor.ocpp.StationClient;
import energy.corridor.telemetry.EvseId;
import energy.corridor.telemetry.Measurand;
import energy.corridor.telemetry.MeterReading;
import energy.corridor.telemetry.StationId;
import java.math.BigDecimal;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every message of an OCPP 2.0.1 station but its transactions: the exact text in, the exact text out, and what it did. */
class MessagesTest {

    private static final StationId RDAM_1 = new StationId("RDAM-1");
    private static final EvseId EVSE = new EvseId(RDAM_1, 1);

    private CentralSystem central;
    private StationClient station;

    @BeforeEach
    void aStationThatHasBooted() {
        central = new CentralSystem();
        station = central.boot("RDAM-1", "ocpp2.0.1");
    }

    @AfterEach
    void closeDown() {
        central.close();
    }

    @Test
    void bootNotificationIsAcceptedWithTimeAndInterval() {
        assertThat(station.subprotocol()).isEqualTo("ocpp2.0.1");
        station.send(
                "[2,\"1\",\"BootNotification\",{\"reason\":\"FirmwareUpdate\",\"chargingStation\":{\"vendorName\":\"Acme\","
                        + "\"model\":\"DC-150\",\"serialNumber\":\"SN-1\",\"firmwareVersion\":\"2.0\","
                        + "\"modem\":{\"iccid\":\"1\"}},\"customData\":{\"vendorId\":\"acme\",\"x\":1}}]");
        station.expect("[3,\"1\",{\"status\":\"Accepted\",\"currentTime\":\"2026-03-02T22:00:00Z\",\"interval\":300}]");
        assertThat(central.kept(Booted.class))
                .last()
                .isEqualTo(new Booted(RDAM_1, NOW, "Acme", "DC-150", "2.0", "SN-1"));
    }

    @Test
    void heartbeatIsAnsweredWithTheTime() {
        station.send("[2,\"1\",\"Heartbeat\",{}]");
        station.expect("[3,\"1\",{\"currentTime\":\"2026-03-02T22:00:00Z\"}]");
    }

    @ParameterizedTest
    @CsvSource({
        "Available, AVAILABLE, NoError",
        "Occupied, PREPARING, NoError",
        "Reserved, RESERVED, NoError",
        "Unavailable, UNAVAILABLE, NoError",
        "Faulted, FAULTED, OtherError"
    })
    void statusNotificationChangesTheEvse(String told, ConnectorStatus status, String error) {
        station.send("[2,\"1\",\"StatusNotification\",{\"evseId\":1,\"connectorId\":1,\"connectorStatus\":\"%s\","
                        .formatted(told)
                + "\"timestamp\":\"2026-03-02T21:59:58Z\"}]");
        station.expect("[3,\"1\",{}]");
        assertThat(central.kept(StatusChanged.class))
                .containsExactly(new StatusChanged(EVSE, Instant.parse("2026-03-02T21:59:58Z"), NOW, status, error));
    }

    @Test
    void availabilityMayComeAsAnEventOfAComponent() {
        station.send("[2,\"1\",\"NotifyEvent\",{\"generatedAt\":\"2026-03-02T22:00:00Z\",\"seqNo\":0,\"eventData\":["
                + "{\"eventId\":1,\"timestamp\":\"2026-03-02T21:59:58Z\",\"trigger\":\"Delta\",\"actualValue\":\"Unavailable\","
                + "\"eventNotificationType\":\"HardWiredNotification\",\"component\":{\"name\":\"EVSE\",\"evse\":{\"id\":1}},"
                + "\"variable\":{\"name\":\"AvailabilityState\"}}]}]");
        station.expect("[3,\"1\",{}]");
        assertThat(central.kept(StatusChanged.class))
                .extracting(StatusChanged::status)
                .containsExactly(ConnectorStatus.UNAVAILABLE);
        assertThat(central.kept(Noticed.class)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "BUS1, ISO14443, Accepted",
        "bus1, ISO14443, Accepted",
        "BUS1, eMAID, Accepted",
        "BUS1, MacAddress, Accepted",
        "STRANGER, ISO15693, Invalid",
        "'', NoAuthorization, Accepted"
    })
    void authorizeKnowsTheTokensOfTheDepotsVehicles(String token, String type, String status) {
        station.send(
                "[2,\"1\",\"Authorize\",{\"idToken\":{\"idToken\":\"%s\",\"type\":\"%s\"}}]".formatted(token, type));
        station.expect("[3,\"1\",{\"idTokenInfo\":{\"status\":\"%s\"}}]".formatted(status));
    }

    @Test
    void meterValuesAreReadings() {
        station.send(
                "[2,\"1\",\"MeterValues\",{\"evseId\":1,\"meterValue\":[{\"timestamp\":\"2026-03-02T21:59:30Z\",\"sampledValue\":["
                        + "{\"value\":1.25,\"unitOfMeasure\":{\"unit\":\"Wh\",\"multiplier\":3}},"
                        + "{\"value\":90,\"measurand\":\"Power.Active.Import\",\"unitOfMeasure\":{\"unit\":\"kW\"},\"context\":\"Sample.Clock\"},"
                        + "{\"value\":7,\"measurand\":\"Frequency\"}]}]}]");
        station.expect("[3,\"1\",{}]");
        Instant at = Instant.parse("2026-03-02T21:59:30Z");
        assertThat(central.kept(Metered.class))
                .flatExtracting(Metered::readings)
                .containsExactly(
                        new MeterReading(
                                EVSE,
                                0,
                                at,
                                NOW,
                                Measurand.ENERGY_ACTIVE_IMPORT_REGISTER,
                                "",
                                "Sample.Periodic",
                                new BigDecimal("1250")),
                        new MeterReading(
                                EVSE,
                                0,
                                at,
                                NOW,
                                Measurand.POWER_ACTIVE_IMPORT,
                                "",
                                "Sample.Clock",
                                new BigDecimal("90000")));
    }

    @Test
    void valuesOfTheMainMeterAreAnsweredAndBelongToNoEvse() {
        station.send("[2,\"1\",\"MeterValues\",{\"evseId\":0,\"meterValue\":[{\"timestamp\":\"2026-03-02T21:59:30Z\","
                + "\"sampledValue\":[{\"value\":1}]}]}]");
        station.expect("[3,\"1\",{}]");
        assertThat(central.kept(Metered.class)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            SecurityEventNotification | {"type":"TamperDetectionActivated","timestamp":"2026-03-02T21:59:58Z","techInfo":"lid"} | {}
            LogStatusNotification | {"status":"Uploaded","requestId":3} | {}
            FirmwareStatusNotification | {"status":"Installed","requestId":3} | {}
            PublishFirmwareStatusNotification | {"status":"Downloading"} | {}
            ReservationStatusUpdate | {"reservationId":4,"reservationUpdateStatus":"Expired"} | {}
            NotifyChargingLimit | {"evseId":1,"chargingLimit":{"chargingLimitSource":"SO"}} | {}
            ClearedChargingLimit | {"chargingLimitSource":"SO"} | {}
            ReportChargingProfiles | {"requestId":1,"chargingLimitSource":"CSO","evseId":1,"chargingProfile":[{"id":2,"stackLevel":0,"chargingProfilePurpose":"TxProfile","chargingProfileKind":"Absolute","chargingSchedule":[{"id":1,"chargingRateUnit":"W","chargingSchedulePeriod":[{"startPeriod":0,"limit":11000}]}]}]} | {}
            NotifyMonitoringReport | {"requestId":1,"seqNo":0,"generatedAt":"2026-03-02T21:59:58Z"} | {}
            NotifyCustomerInformation | {"data":"none","seqNo":0,"generatedAt":"2026-03-02T21:59:58Z","requestId":1} | {}
            NotifyDisplayMessages | {"requestId":1} | {}
            NotifyEvent | {"generatedAt":"2026-03-02T22:00:00Z","seqNo":0,"eventData":[{"eventId":1,"timestamp":"2026-03-02T21:59:58Z","trigger":"Alerting","actualValue":"93","eventNotificationType":"CustomMonitor","component":{"name":"Cabinet"},"variable":{"name":"Temperature"}}]} | {}
            SignCertificate | {"csr":"-----BEGIN CERTIFICATE REQUEST-----"} | {"status":"Rejected"}
            """)
    void whatIsForPeopleIsKeptAndAnswered(String action, String payload, String answer) {
        station.send("[2,\"1\",\"%s\",%s]".formatted(action, payload));
        station.expect("[3,\"1\",%s]".formatted(answer));
        Instant at = payload.contains("\"timestamp\":\"2026-03-02T21:59:58Z\",\"techInfo\"")
                ? Instant.parse("2026-03-02T21:59:58Z")
                : NOW;
        assertThat(central.kept(Noticed.class)).extracting(Noticed::kind).containsExactly(action);
        assertThat(central.kept(Noticed.class)).extracting(Noticed::at).containsExactly(at);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            NotifyReport | {"requestId":1,"seqNo":0,"generatedAt":"2026-03-02T21:59:58Z"} | {}
            DataTransfer | {"vendorId":"acme","data":{"any":["thing"]}} | {"status":"UnknownVendorId"}
            Get15118EVCertificate | {"iso15118SchemaVersion":"urn:iso:15118:2:2013:MsgDef","action":"Install","exiRequest":"AA=="} | {"status":"Failed","exiResponse":""}
            GetCertificateStatus | {"ocspRequestData":{"hashAlgorithm":"SHA256","issuerNameHash":"a","issuerKeyHash":"b","serialNumber":"c","responderURL":"http://x"}} | {"status":"Failed"}
            """)
    void whatIsNotUsedIsAnswered(String action, String payload, String answer) {
        station.send("[2,\"1\",\"%s\",%s]".formatted(action, payload));
        station.expect("[3,\"1\",%s]".formatted(answer));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            Fly | {} | NotImplemented | OCPP 2.0.1 has no action \\"Fly\\".
            Reset | {"type":"Immediate"} | NotSupported | The action \\"Reset\\" is not supported by this central system.
            StartTransaction | {} | NotImplemented | OCPP 2.0.1 has no action \\"StartTransaction\\".
            Authorize | {} | OccurrenceConstraintViolation | The field \\"idToken\\" of Authorize is missing; it is required.
            Authorize | {"idToken":{"idToken":7,"type":"Central"}} | TypeConstraintViolation | The field \\"idToken.idToken\\" of Authorize must be a text, not 7.
            Authorize | {"idToken":{"idToken":"a","type":"Card"}} | PropertyConstraintViolation | The field \\"idToken.type\\" of Authorize is \\"Card\\"; allowed are Central, ISO14443, ISO15693, KeyCode, Local, MacAddress, NoAuthorization, eMAID.
            MeterValues | {"evseId":1,"meterValue":[]} | OccurrenceConstraintViolation | The field \\"meterValue\\" of MeterValues has 0 elements; allowed are 1 or more.
            """)
    void whatIsWrongDecidesTheCode(String action, String payload, String code, String sentence) {
        station.send("[2,\"7\",\"%s\",%s]".formatted(action, payload));
        station.expect("[4,\"7\",\"%s\",\"%s\",{}]".formatted(code, sentence));
    }

    @Test
    void framesThatAreNoneAreAnsweredInTheWordsOf201() {
        station.send("{}");
        station.expect("[4,\"-1\",\"RpcFrameworkError\",\"The message is not a JSON array.\",{}]");
        station.send("[9,\"7\",{}]");
        station.expect("[4,\"7\",\"MessageTypeNotSupported\",\"OCPP 2.0.1 has no message type 9.\",{}]");
        station.send("[3,\"stray\",{}]");
        station.send("[2,\"8\",\"Heartbeat\",{}]");
        station.expect("[3,\"8\",{\"currentTime\":\"2026-03-02T22:00:00Z\"}]");
    }

    @Test
    void aStationThatNeverBootedIsAskedTo() {
        StationClient newcomer = StationClient.connect(central.port(), "RDAM-2", "ocpp2.0.1");
        newcomer.send("[2,\"1\",\"Heartbeat\",{}]");
        newcomer.expect("[4,\"1\",\"SecurityError\","
                + "\"The station has not been accepted; it must send a BootNotification first.\",{}]");
        newcomer.expectCall("\"TriggerMessage\",{\"requestedMessage\":\"BootNotification\"}");
    }
}
