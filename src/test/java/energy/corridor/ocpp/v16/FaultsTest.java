package energy.corridor.ocpp.v16;

import static org.assertj.core.api.Assertions.assertThat;

import energy.corridor.ocpp.CentralSystem;
import energy.corridor.ocpp.StationClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with a message decides the error code; the text is a sentence; the connection lives on. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultsTest {

    private final CentralSystem central = new CentralSystem();
    private StationClient station;

    @BeforeAll
    void boot() {
        central.boot("RDAM-1").close();
    }

    @AfterAll
    void closeDown() {
        central.close();
    }

    @BeforeEach
    void connect() {
        station = central.connect("RDAM-1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            hello                                   | -1 | The message is not one JSON text of at most 32 levels.
            [2,"7","Heartbeat",{}                   | -1 | The message is not one JSON text of at most 32 levels.
            [2,"7","Heartbeat",{}] {}               | -1 | The message is not one JSON text of at most 32 levels.
            {"a":1}                                 | -1 | The message is not a JSON array.
            "text"                                  | -1 | The message is not a JSON array.
            []                                      | -1 | The first element of a message must be its type, a whole number.
            ["2","7","Heartbeat",{}]                | 7  | The first element of a message must be its type, a whole number.
            [2,7,"Heartbeat",{}]                    | -1 | The message id must be a text of 1 to 36 characters.
            [2,"","Heartbeat",{}]                   | -1 | The message id must be a text of 1 to 36 characters.
            [2,"0123456789012345678901234567890123456","Heartbeat",{}] | -1 | The message id must be a text of 1 to 36 characters.
            [2,"7","Heartbeat"]                     | 7  | A CALL has 4 elements (type, id, action, payload); this one has 3.
            [2,"7","Heartbeat",{},{}]               | 7  | A CALL has 4 elements (type, id, action, payload); this one has 5.
            [2,"7",5,{}]                            | 7  | The action of a CALL must be a text.
            [2,"7","Heartbeat",null]                | 7  | The payload of a CALL must be a JSON object.
            [2,"7","Heartbeat",[]]                  | 7  | The payload of a CALL must be a JSON object.
            """)
    void aBrokenFrameIsAFormationViolation(String text, String id, String sentence) {
        station.send(text);
        station.expect("[4,\"%s\",\"FormationViolation\",\"%s\",{}]".formatted(id, sentence));
        isAlive();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            Fly               | {} | NotImplemented | OCPP 1.6 has no action \\"Fly\\".
            heartbeat         | {} | NotImplemented | OCPP 1.6 has no action \\"heartbeat\\".
            Reset             | {"type":"Hard"} | NotSupported | The action \\"Reset\\" is not supported by this central system.
            SetChargingProfile| {} | NotSupported | The action \\"SetChargingProfile\\" is not supported by this central system.
            CertificateSigned | {} | NotSupported | The action \\"CertificateSigned\\" is not supported by this central system.
            Authorize         | {} | OccurenceConstraintViolation | The field \\"idTag\\" of Authorize is missing; it is required.
            Authorize         | {"idTag":7} | TypeConstraintViolation | The field \\"idTag\\" of Authorize must be a text, not 7.
            Authorize         | {"idTag":null} | TypeConstraintViolation | The field \\"idTag\\" of Authorize must be a text, not null.
            Authorize         | {"idTag":"012345678901234567890"} | PropertyConstraintViolation | The field \\"idTag\\" of Authorize has 21 characters; 20 are allowed.
            BootNotification  | {"chargePointVendor":"Acme"} | OccurenceConstraintViolation | The field \\"chargePointModel\\" of BootNotification is missing; it is required.
            StartTransaction  | {"connectorId":"one","idTag":"BUS1","meterStart":0,"timestamp":"2026-03-02T22:00:00Z"} | TypeConstraintViolation | The field \\"connectorId\\" of StartTransaction must be a whole number, not \\"one\\".
            StartTransaction  | {"connectorId":1.5,"idTag":"BUS1","meterStart":0,"timestamp":"2026-03-02T22:00:00Z"} | TypeConstraintViolation | The field \\"connectorId\\" of StartTransaction must be a whole number, not 1.5.
            StartTransaction  | {"connectorId":0,"idTag":"BUS1","meterStart":0,"timestamp":"2026-03-02T22:00:00Z"} | PropertyConstraintViolation | The field \\"connectorId\\" of StartTransaction is 0; allowed are whole numbers from 1 to 2147483647.
            StartTransaction  | {"connectorId":1,"idTag":"BUS1","meterStart":99999999999,"timestamp":"2026-03-02T22:00:00Z"} | PropertyConstraintViolation | The field \\"meterStart\\" of StartTransaction is 99999999999; allowed are whole numbers from -2147483648 to 2147483647.
            StartTransaction  | {"connectorId":1,"idTag":"BUS1","meterStart":0,"timestamp":"yesterday"} | PropertyConstraintViolation | The field \\"timestamp\\" of StartTransaction is \\"yesterday\\"; it must be a date and time such as 2026-03-02T22:00:00Z.
            StartTransaction  | {"connectorId":1,"idTag":"BUS1","meterStart":0,"timestamp":"2026-13-02T22:00:00Z"} | PropertyConstraintViolation | The field \\"timestamp\\" of StartTransaction is \\"2026-13-02T22:00:00Z\\"; it must be a date and time such as 2026-03-02T22:00:00Z.
            StopTransaction   | {"transactionId":1,"meterStop":1,"timestamp":"2026-03-02T22:00:00Z","reason":"Bored"} | PropertyConstraintViolation | The field \\"reason\\" of StopTransaction is \\"Bored\\"; allowed are DeAuthorized, EVDisconnected, EmergencyStop, HardReset, Local, Other, PowerLoss, Reboot, Remote, SoftReset, UnlockCommand.
            StatusNotification| {"connectorId":1,"errorCode":"NoError","status":"Sleeping"} | PropertyConstraintViolation | The field \\"status\\" of StatusNotification is \\"Sleeping\\"; allowed are Available, Charging, Faulted, Finishing, Preparing, Reserved, SuspendedEV, SuspendedEVSE, Unavailable.
            MeterValues       | {"connectorId":1,"meterValue":{}} | TypeConstraintViolation | The field \\"meterValue\\" of MeterValues must be an array.
            MeterValues       | {"connectorId":1,"meterValue":[7]} | TypeConstraintViolation | The field \\"meterValue\\" of MeterValues must hold objects; its element 0 is 7.
            MeterValues       | {"connectorId":1,"meterValue":[{"timestamp":"2026-03-02T22:00:00Z","sampledValue":[{"value":"1"},{}]}]} | OccurenceConstraintViolation | The field \\"meterValue[0].sampledValue[1].value\\" of MeterValues is missing; it is required.
            MeterValues       | {"connectorId":1,"meterValue":[{"timestamp":"2026-03-02T22:00:00Z","sampledValue":[{"value":true}]}]} | TypeConstraintViolation | The field \\"meterValue[0].sampledValue[0].value\\" of MeterValues must be a text, not true.
            DataTransfer      | {"messageId":"x"} | OccurenceConstraintViolation | The field \\"vendorId\\" of DataTransfer is missing; it is required.
            FirmwareStatusNotification | {"status":"Done"} | PropertyConstraintViolation | The field \\"status\\" of FirmwareStatusNotification is \\"Done\\"; allowed are DownloadFailed, Downloaded, Downloading, Idle, InstallationFailed, Installed, Installing.
            """)
    void whatIsWrongDecidesTheCode(String action, String payload, String code, String sentence) {
        station.send("[2,\"7\",\"%s\",%s]".formatted(action, payload));
        station.expect("[4,\"7\",\"%s\",\"%s\",{}]".formatted(code, sentence));
        isAlive();
    }

    @Test
    void idsAndTextsAreEscaped() {
        station.send("[2,\"8\\\"x\\\\\",\"Heartbeat\",{}]");
        station.expect("[3,\"8\\\"x\\\\\",{\"currentTime\":\"2026-03-02T22:00:00Z\"}]");
        station.send("[2,\"9\",\"Fly\\n\\\"high\\\"\",{}]");
        station.expect(
                "[4,\"9\",\"NotImplemented\",\"OCPP 1.6 has no action \\\"Fly\\\\n\\\\\\\"high\\\\\\\"\\\".\",{}]");
    }

    @Test
    void anErrorTextHasAtMost255Characters() {
        station.send("[2,\"7\",\"StatusNotification\",{\"connectorId\":1,\"errorCode\":\"" + "x".repeat(500)
                + "\",\"status\":\"Available\"}]");
        String answer = station.next();
        assertThat(answer)
                .startsWith("[4,\"7\",\"PropertyConstraintViolation\",\"")
                .endsWith("…\",{}]");
        assertThat(answer.replace("\\\"", "'").split("\"")[5]).hasSize(255);
    }

    @Test
    void anAnswerIsNeverAnsweredAndAnUnknownTypeIsIgnored() {
        station.send("[3,\"stray\",{}]");
        station.send("[3,\"stray\"]");
        station.send("[4,\"stray\",\"GenericError\",\"\",{}]");
        station.send("[4,\"stray\"]");
        station.send("[9,\"stray\",{}]");
        isAlive(); // and the answer to its heartbeat was the first message
    }

    @Test
    void aDeepNestIsNoStackOverflow() {
        station.send("[2,\"7\",\"DataTransfer\",{\"vendorId\":\"a\",\"data\":" + "[".repeat(20_000) + "]".repeat(20_000)
                + "}]");
        station.expect(
                "[4,\"-1\",\"FormationViolation\",\"The message is not one JSON text of at most 32 levels.\",{}]");
        isAlive();
    }

    @Test
    void binaryMessagesEndTheConnection() {
        station.sendBinary(new byte[] {1, 2, 3});
        assertThat(station.closing()).isEqualTo("1003 OCPP-J messages are text.");
    }

    @Test
    void nothingOfAFaultyMessageIsKept() {
        int before = central.journal.events().size();
        station.send("[2,\"7\",\"StartTransaction\",{\"connectorId\":1,\"idTag\":\"BUS1\",\"meterStart\":0}]");
        assertThat(station.next()).startsWith("[4,\"7\",\"OccurenceConstraintViolation\"");
        isAlive();
        assertThat(central.journal.events().stream().skip(before))
                .noneMatch(event -> event.getClass().getSimpleName().startsWith("Transaction"));
    }

    private void isAlive() {
        station.send("[2,\"alive\",\"Heartbeat\",{}]");
        station.expect("[3,\"alive\",{\"currentTime\":\"2026-03-02T22:00:00Z\"}]");
    }
}
