package energy.corridor.ocpp.v16;

import static energy.corridor.ocpp.CentralSystem.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import energy.corridor.fleet.ConnectorStatus;
import energy.corridor.fleet.StationEvent.Booted;
import energy.corridor.fleet.StationEvent.Metered;
import energy.corridor.fleet.StationEvent.Noticed;
import energy.corridor.fleet.StationEvent.StatusChanged;
import energy.corridor.fleet.StationEvent.TransactionEnded;
import energy.corridor.fleet.StationEvent.TransactionStarted;
import energy.corridor.ocpp.CentralSystem;
import energy.corridor.ocpp.StationClient;
import energy.corridor.telemetry.EvseId;
import energy.corridor.telemetry.Measurand;
import energy.corridor.telemetry.MeterReading;
import energy.corridor.telemetry.StationId;
import java.math.BigDecimal;
import java.time.Instant;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every message of a station: the exact text in, the exact text out, and what it did. */
class CoreMessagesTest {

    private static final StationId RDAM_1 = new StationId("RDAM-1");
    private static final EvseId EVSE = new EvseId(RDAM_1, 1);

    private CentralSystem central;
    private StationClient station;

    @BeforeEach
    void aStationThatHasBooted() {
        central = new CentralSystem();
        station = central.boot("RDAM-1");
    }

    @AfterEach
    void closeDown() {
        central.close();
    }

    @Test
    void bootNotificationIsAcceptedWithTimeAndInterval() {
        station.send(
                "[2,\"19223201\",\"BootNotification\",{\"chargePointVendor\":\"Acme\",\"chargePointModel\":\"DC-150\","
                        + "\"chargePointSerialNumber\":\"SN-1\",\"firmwareVersion\":\"1.2.3\"}]");
        station.expect(
                "[3,\"19223201\",{\"currentTime\":\"2026-03-02T22:00:00Z\",\"interval\":300,\"status\":\"Accepted\"}]");
        assertThat(central.kept(Booted.class))
                .containsExactly(
                        new Booted(RDAM_1, NOW, "Acme", "DC-150", "", ""),
                        new Booted(RDAM_1, NOW, "Acme", "DC-150", "1.2.3", "SN-1"));
    }

    @Test
    void heartbeatIsAnsweredWithTheTime() {
        station.send("[2,\"1\",\"Heartbeat\",{}]");
        station.expect("[3,\"1\",{\"currentTime\":\"2026-03-02T22:00:00Z\"}]");
    }

    @Test
    void statusNotificationChangesTheEvse() {
        station.send("[2,\"1\",\"StatusNotification\",{\"connectorId\":1,\"errorCode\":\"NoError\","
                + "\"status\":\"SuspendedEVSE\",\"timestamp\":\"2026-03-02T21:59:58.250Z\"}]");
        station.expect("[3,\"1\",{}]");
        assertThat(central.kept(StatusChanged.class))
                .containsExactly(new StatusChanged(
                        EVSE,
                        Instant.parse("2026-03-02T21:59:58.250Z"),
                        NOW,
                        ConnectorStatus.SUSPENDED_EVSE,
                        "NoError"));
    }

    @Test
    void statusNotificationOfTheWholeStationIsAnswered() {
        station.send(
                "[2,\"1\",\"StatusNotification\",{\"connectorId\":0,\"errorCode\":\"NoError\",\"status\":\"Available\"}]");
        station.expect("[3,\"1\",{}]");
        assertThat(central.kept(StatusChanged.class)).isEmpty();
    }

    @Test
    void authorizeKnowsTheTagsOfTheDepotsVehicles() {
        station.send("[2,\"1\",\"Authorize\",{\"idTag\":\"BUS1\"}]");
        station.expect("[3,\"1\",{\"idTagInfo\":{\"status\":\"Accepted\"}}]");
        station.send("[2,\"2\",\"Authorize\",{\"idTag\":\"STRANGER\"}]");
        station.expect("[3,\"2\",{\"idTagInfo\":{\"status\":\"Invalid\"}}]");
    }

    @Test
    void aTransactionFromStartToStop() {
        station.send("[2,\"1\",\"StartTransaction\",{\"connectorId\":1,\"idTag\":\"BUS1\",\"meterStart\":1000,"
                + "\"timestamp\":\"2026-03-02T21:59:00Z\"}]");
        station.expect("[3,\"1\",{\"idTagInfo\":{\"status\":\"Accepted\"},\"transactionId\":1}]");
        station.send("[2,\"2\",\"MeterValues\",{\"connectorId\":1,\"transactionId\":1,\"meterValue\":["
                + "{\"timestamp\":\"2026-03-02T21:59:30Z\",\"sampledValue\":["
                + "{\"value\":\"1.25\",\"unit\":\"kWh\"},"
                + "{\"value\":\"90000\",\"measurand\":\"Power.Active.Import\",\"unit\":\"W\"},"
                + "{\"value\":\"55\",\"measurand\":\"SoC\",\"unit\":\"Percent\",\"location\":\"EV\"}]}]}]");
        station.expect("[3,\"2\",{}]");
        station.send("[2,\"3\",\"StopTransaction\",{\"transactionId\":1,\"idTag\":\"BUS1\",\"meterStop\":2500,"
                + "\"timestamp\":\"2026-03-02T22:00:00Z\",\"reason\":\"EVDisconnected\",\"transactionData\":["
                + "{\"timestamp\":\"2026-03-02T22:00:00Z\",\"sampledValue\":["
                + "{\"value\":\"2500\",\"context\":\"Transaction.End\",\"unit\":\"Wh\"}]}]}]");
        station.expect("[3,\"3\",{\"idTagInfo\":{\"status\":\"Accepted\"}}]");

        assertThat(central.kept(TransactionStarted.class))
                .containsExactly(
                        new TransactionStarted(EVSE, 1, "BUS1", Instant.parse("2026-03-02T21:59:00Z"), NOW, 1000));
        Instant sampled = Instant.parse("2026-03-02T21:59:30Z");
        assertThat(central.kept(Metered.class))
                .flatExtracting(Metered::readings)
                .containsExactly(
                        reading(sampled, Measurand.ENERGY_ACTIVE_IMPORT_REGISTER, "Sample.Periodic", "1250"),
                        reading(sampled, Measurand.POWER_ACTIVE_IMPORT, "Sample.Periodic", "90000"),
                        reading(sampled, Measurand.SOC, "Sample.Periodic", "55"),
                        reading(NOW, Measurand.ENERGY_ACTIVE_IMPORT_REGISTER, "Transaction.End", "2500"));
        assertThat(central.kept(TransactionEnded.class))
                .containsExactly(new TransactionEnded(EVSE, 1, NOW, NOW, 2500, "EVDisconnected"));
    }

    @Test
    void anUnknownTagIsToldSoButHasATransaction() {
        station.send("[2,\"1\",\"StartTransaction\",{\"connectorId\":2,\"idTag\":\"STRANGER\",\"meterStart\":0,"
                + "\"timestamp\":\"2026-03-02T22:00:00Z\"}]");
        station.expect("[3,\"1\",{\"idTagInfo\":{\"status\":\"Invalid\"},\"transactionId\":1}]");
        assertThat(central.kept(TransactionStarted.class)).hasSize(1);
    }

    @Test
    void theSameStartIsTheSameTransactionWhateverItsMessageId() {
        String start = "\"StartTransaction\",{\"connectorId\":1,\"idTag\":\"BUS1\",\"meterStart\":1000,"
                + "\"timestamp\":\"2026-03-02T21:59:00Z\"}]";
        station.send("[2,\"1\"," + start);
        station.expect("[3,\"1\",{\"idTagInfo\":{\"status\":\"Accepted\"},\"transactionId\":1}]");
        station.send("[2,\"1\"," + start);
        station.expect("[3,\"1\",{\"idTagInfo\":{\"status\":\"Accepted\"},\"transactionId\":1}]");
        StationClient again = central.connect("RDAM-1");
        again.send("[2,\"9\"," + start);
        again.expect("[3,\"9\",{\"idTagInfo\":{\"status\":\"Accepted\"},\"transactionId\":1}]");
        assertThat(central.kept(TransactionStarted.class)).hasSize(1);
    }

    @Test
    void theFirstStopWinsAndTheSecondIsAnswered() {
        station.send("[2,\"1\",\"StartTransaction\",{\"connectorId\":1,\"idTag\":\"BUS1\",\"meterStart\":0,"
                + "\"timestamp\":\"2026-03-02T21:59:00Z\"}]");
        station.next();
        station.send(
                "[2,\"2\",\"StopTransaction\",{\"transactionId\":1,\"meterStop\":10,\"timestamp\":\"2026-03-02T22:00:00Z\"}]");
        station.expect("[3,\"2\",{}]");
        station.send(
                "[2,\"3\",\"StopTransaction\",{\"transactionId\":1,\"meterStop\":99,\"timestamp\":\"2026-03-02T22:00:00Z\"}]");
        station.expect("[3,\"3\",{}]");
        assertThat(central.kept(TransactionEnded.class))
                .containsExactly(new TransactionEnded(EVSE, 1, NOW, NOW, 10, "Local"));
    }

    @Test
    void aStopOfATransactionNobodyKnowsIsAnsweredAsIfValid() {
        station.send("[2,\"1\",\"StopTransaction\",{\"transactionId\":-1,\"idTag\":\"BUS1\",\"meterStop\":10,"
                + "\"timestamp\":\"2026-03-02T22:00:00Z\"}]");
        station.expect("[3,\"1\",{\"idTagInfo\":{\"status\":\"Accepted\"}}]");
        assertThat(central.kept(TransactionEnded.class)).isEmpty();
    }

    @Test
    void theSameReadingsAreKeptOnce() {
        String meter = "\"MeterValues\",{\"connectorId\":1,\"meterValue\":[{\"timestamp\":\"2026-03-02T22:00:00Z\","
                + "\"sampledValue\":[{\"value\":\"1000\"}]}]}]";
        station.send("[2,\"1\"," + meter);
        station.expect("[3,\"1\",{}]");
        station.send("[2,\"2\"," + meter);
        station.expect("[3,\"2\",{}]");
        assertThat(central.kept(Metered.class))
                .flatExtracting(Metered::readings)
                .containsExactly(new MeterReading(
                        EVSE,
                        0,
                        NOW,
                        NOW,
                        Measurand.ENERGY_ACTIVE_IMPORT_REGISTER,
                        "",
                        "Sample.Periodic",
                        new BigDecimal("1000")));
    }

    @Test
    void anOddReadingCostsOnlyItself() {
        station.send(
                "[2,\"1\",\"MeterValues\",{\"connectorId\":1,\"meterValue\":[{\"timestamp\":\"2026-03-02T22:00:00Z\","
                        + "\"sampledValue\":[{\"value\":\"NaN\"},{\"value\":\"7\",\"measurand\":\"Vendor.Secret\"},"
                        + "{\"value\":\"8A\",\"format\":\"SignedData\"},{\"value\":\"1000\"}]}]}]");
        station.expect("[3,\"1\",{}]");
        assertThat(central.kept(Metered.class))
                .flatExtracting(Metered::readings)
                .extracting(MeterReading::value)
                .containsExactly(new BigDecimal("1000"));
        assertThat(central.count("corridor.ocpp.ignored", "what", "reading not_plausible"))
                .isEqualTo(1);
        assertThat(central.count("corridor.ocpp.ignored", "what", "reading not_used"))
                .isEqualTo(1);
        assertThat(central.count("corridor.ocpp.ignored", "what", "reading signed"))
                .isEqualTo(1);
    }

    @Test
    void valuesOfTheMainMeterAreAnsweredAndBelongToNoEvse() {
        station.send(
                "[2,\"1\",\"MeterValues\",{\"connectorId\":0,\"meterValue\":[{\"timestamp\":\"2026-03-02T22:00:00Z\","
                        + "\"sampledValue\":[{\"value\":\"1000\"}]}]}]");
        station.expect("[3,\"1\",{}]");
        assertThat(central.kept(Metered.class)).isEmpty();
    }

    @Test
    void dataTransferKnowsNoVendor() {
        station.send("[2,\"1\",\"DataTransfer\",{\"vendorId\":\"com.acme\",\"messageId\":\"x\",\"data\":\"y\"}]");
        station.expect("[3,\"1\",{\"status\":\"UnknownVendorId\"}]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            DiagnosticsStatusNotification | {"status":"Uploading"} | {} | 22:00:00
            FirmwareStatusNotification | {"status":"Downloaded"} | {} | 22:00:00
            SignedFirmwareStatusNotification | {"status":"InvalidSignature","requestId":3} | {} | 22:00:00
            LogStatusNotification | {"status":"Uploaded","requestId":3} | {} | 22:00:00
            SecurityEventNotification | {"type":"TamperDetectionActivated","timestamp":"2026-03-02T21:59:58Z"} | {} | 21:59:58
            SignCertificate | {"csr":"-----BEGIN CERTIFICATE REQUEST-----"} | {"status":"Rejected"} | 22:00:00
            """)
    void whatIsForPeopleIsKeptAndAnswered(String action, String payload, String answer, String at) {
        station.send("[2,\"1\",\"%s\",%s]".formatted(action, payload));
        station.expect("[3,\"1\",%s]".formatted(answer));
        assertThat(central.kept(Noticed.class))
                .extracting(Noticed::kind, Noticed::at)
                .containsExactly(Tuple.tuple(action, Instant.parse("2026-03-02T" + at + "Z")));
        assertThat(central.intake.notices(RDAM_1, 10)).hasSize(1);
    }

    @Test
    void tagsAreComparedWithoutRegardToCase() {
        station.send("[2,\"1\",\"Authorize\",{\"idTag\":\"bus1\"}]");
        station.expect("[3,\"1\",{\"idTagInfo\":{\"status\":\"Accepted\"}}]");
        station.send("[2,\"2\",\"StartTransaction\",{\"connectorId\":1,\"idTag\":\"bUs1\",\"meterStart\":0,"
                + "\"timestamp\":\"2026-03-02T22:00:00Z\"}]");
        station.expect("[3,\"2\",{\"idTagInfo\":{\"status\":\"Accepted\"},\"transactionId\":1}]");
        assertThat(central.kept(TransactionStarted.class).get(0).idTag())
                .isEqualTo("BUS1"); // as the register spells it
        assertThat(central.fleet.at(NOW).evses().get(0).vehicle()).isPresent();
    }

    @Test
    void whatStationsGetWrongWithoutDoubtIsTakenAsMeant() {
        station.send("[2,\"1\",\"StartTransaction\",{\"connectorId\":1,\"idTag\":\"BUS1\",\"meterStart\":1000,"
                + "\"timestamp\":\"2026-03-02T21:59:00\",\"vendorExtra\":{\"a\":[1]},\"reservationId\":null}]");
        station.expect("[3,\"1\",{\"idTagInfo\":{\"status\":\"Accepted\"},\"transactionId\":1}]");
        station.send(
                "[2,\"2\",\"MeterValues\",{\"connectorId\":1,\"transactionId\":1,\"meterValue\":["
                        + "{\"timestamp\":\"2026-03-02T23:59:30.1234567+02:00\",\"sampledValue\":[{\"value\":12.5,\"unit\":\"kWh\"}]}]}]");
        station.expect("[3,\"2\",{}]");
        station.send("[2,\"3\",\"BootNotification\",{\"chargePointVendor\":\"A vendor with a very long name\","
                + "\"chargePointModel\":\"DC-150\"}]");
        station.next();
        assertThat(central.kept(TransactionStarted.class).get(0).at()).isEqualTo(Instant.parse("2026-03-02T21:59:00Z"));
        assertThat(central.kept(Metered.class).get(0).readings().get(0))
                .isEqualTo(reading(
                        Instant.parse("2026-03-02T21:59:30.123Z"),
                        Measurand.ENERGY_ACTIVE_IMPORT_REGISTER,
                        "Sample.Periodic",
                        "12500"));
        assertThat(central.kept(Booted.class).get(1).vendor()).isEqualTo("A vendor with a very");
    }

    @Test
    void everyMessageIsASignOfLife() {
        station.send("[2,\"1\",\"Heartbeat\",{}]");
        station.next();
        assertThat(central.fleet.at(NOW).evses().get(0).lastSeen()).contains(NOW);
        assertThat(central.fleet.at(NOW).evses().get(0).connected()).isTrue();
    }

    private static MeterReading reading(Instant at, Measurand measurand, String context, String value) {
        return new MeterReading(EVSE, 1, at, NOW, measurand, "", context, new BigDecimal(value));
    }
}
