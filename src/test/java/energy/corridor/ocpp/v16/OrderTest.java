package energy.corridor.ocpp.v16;

import static energy.corridor.ocpp.CentralSystem.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import energy.corridor.fleet.ConnectorStatus;
import energy.corridor.fleet.StationEvent.Metered;
import energy.corridor.fleet.StationEvent.StatusChanged;
import energy.corridor.fleet.StationEvent.TransactionStarted;
import energy.corridor.ocpp.CentralSystem;
import energy.corridor.ocpp.StationClient;
import energy.corridor.ocpp.TestSettings;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a station says is taken one by one, kept before it is acknowledged, and never lost by a slow or broken disk. */
class OrderTest {

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
    void nothingIsAcknowledgedBeforeItIsDurable() {
        central.journal.hold();
        station.send(start("1", 1000));
        station.ping();
        station.expectNothing();
        assertThat(central.kept(TransactionStarted.class)).isEmpty();
        central.journal.goOn();
        station.expect("[3,\"1\",{\"idTagInfo\":{\"status\":\"Accepted\"},\"transactionId\":1}]");
        assertThat(central.kept(TransactionStarted.class)).hasSize(1);
    }

    @Test
    void aBurstIsAnsweredInItsOrder() {
        central.journal.hold();
        IntStream.range(0, 200)
                .forEach(i -> station.send(i % 2 == 0 ? "[2,\"%d\",\"Heartbeat\",{}]".formatted(i) : status(i)));
        central.journal.goOn();
        for (int i = 0; i < 200; i++) {
            assertThat(station.next()).startsWith("[3,\"%d\",".formatted(i));
        }
        assertThat(central.kept(StatusChanged.class)).hasSize(100);
        assertThat(central.fleet.at(NOW).evses().get(0).status()).isEqualTo(ConnectorStatus.CHARGING);
    }

    @Test
    void aMessageSentRightAfterTheBootFindsTheStationAccepted() {
        central.journal.hold();
        StationClient newcomer = central.connect("RDAM-2");
        newcomer.send(
                "[2,\"1\",\"BootNotification\",{\"chargePointVendor\":\"Acme\",\"chargePointModel\":\"DC-150\"}]");
        newcomer.send(status(2));
        central.journal.goOn();
        assertThat(newcomer.next()).startsWith("[3,\"1\",");
        newcomer.expect("[3,\"2\",{}]");
    }

    @Test
    void aBrokenDiskAcknowledgesNothingAndTheRepeatIsTaken() {
        central.journal.fail();
        station.send(start("1", 1000));
        station.expect("[4,\"1\",\"InternalError\",\"The message could not be kept; please send it again.\",{}]");
        station.send("[2,\"2\",\"Heartbeat\",{}]");
        station.expect("[3,\"2\",{\"currentTime\":\"2026-03-02T22:00:00Z\"}]");
        central.journal.repair();
        station.send(start("3", 1000));
        station.expect("[3,\"3\",{\"idTagInfo\":{\"status\":\"Accepted\"},\"transactionId\":1}]");
        assertThat(central.count("corridor.ocpp.inbound", "action", "StartTransaction", "answer", "InternalError"))
                .isEqualTo(1);
    }

    @Test
    void aDiskThatHangsHoldsNoStationForEver() {
        central.close();
        central = new CentralSystem(TestSettings.with("call-timeout", Duration.ofMillis(100)));
        station = central.boot("RDAM-1");
        central.journal.hold();
        station.send(start("1", 1000));
        station.expect("[4,\"1\",\"InternalError\",\"The message could not be kept; please send it again.\",{}]");
        station.send("[2,\"2\",\"Heartbeat\",{}]");
        station.expect("[3,\"2\",{\"currentTime\":\"2026-03-02T22:00:00Z\"}]");
    }

    @Test
    void whatAStationSaidBeforeItLeftIsKept() {
        central.journal.hold();
        station.send(start("1", 1000));
        station.send(
                "[2,\"2\",\"MeterValues\",{\"connectorId\":1,\"meterValue\":[{\"timestamp\":\"2026-03-02T22:00:00Z\","
                        + "\"sampledValue\":[{\"value\":\"1000\"}]}]}]");
        station.close();
        station.closing();
        central.journal.goOn();
        central.until("the readings are kept", c -> c.kept(Metered.class).size() == 1);
        assertThat(central.kept(TransactionStarted.class)).hasSize(1);
    }

    @Test
    void aTakeoverKeepsTheOrderOfBothConnections() {
        central.journal.hold();
        station.send(start("1", 1000));
        StationClient young = central.connect("RDAM-1");
        young.send(start("2", 1000));
        young.send(
                "[2,\"3\",\"StopTransaction\",{\"transactionId\":1,\"meterStop\":1500,\"timestamp\":\"2026-03-02T22:00:00Z\"}]");
        station.closing();
        central.journal.goOn();
        young.expect("[3,\"2\",{\"idTagInfo\":{\"status\":\"Accepted\"},\"transactionId\":1}]");
        young.expect("[3,\"3\",{}]");
        assertThat(central.kept(TransactionStarted.class)).hasSize(1);
    }

    private static String start(String id, int meterStart) {
        return "[2,\"%s\",\"StartTransaction\",{\"connectorId\":1,\"idTag\":\"BUS1\",\"meterStart\":%d,"
                        .formatted(id, meterStart)
                + "\"timestamp\":\"2026-03-02T21:59:00Z\"}]";
    }

    private static String status(int id) {
        return "[2,\"%d\",\"StatusNotification\",{\"connectorId\":1,\"errorCode\":\"NoError\",\"status\":\"%s\"}]"
                .formatted(id, id == 199 ? "Charging" : "Available");
    }
}
