package energy.corridor.ocpp;

import static org.assertj.core.api.Assertions.assertThat;

import energy.corridor.telemetry.StationId;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A station that says more than can be kept is not read any further, and loses nothing. */
class BackPressureTest {

    @Test
    void aStationThatIsTooFastIsReadNoFasterThanItMayAndOthersAsEver() {
        long begin = System.nanoTime();
        try (CentralSystem central = new CentralSystem(TestSettings.with("message-rate", 50))) {
            StationClient hasty = central.boot("RDAM-1");
            for (int i = 0; i < 560; i++) {
                hasty.send("[2,\"%d\",\"Heartbeat\",{}]".formatted(i));
            }
            StationClient calm = central.boot("RDAM-2");
            calm.send("[2,\"a\",\"Heartbeat\",{}]");
            assertThat(calm.next()).startsWith("[3,\"a\",");
            for (int i = 0; i < 560; i++) {
                assertThat(hasty.next()).startsWith("[3,\"%d\",".formatted(i));
            }
            assertThat(Duration.ofNanos(System.nanoTime() - begin))
                    .as("500 may come at once, 50 each second after them")
                    .isGreaterThan(Duration.ofSeconds(1));
        }
    }

    @Test
    void thirtyTwoMessagesWaitInMemoryAndTheOthersInTheStation() {
        try (CentralSystem central = new CentralSystem()) {
            StationClient station = central.boot("RDAM-1");
            Inbox inbox = central.links.inbox(new StationId("RDAM-1"));
            central.journal.hold();
            IntStream.range(0, 100)
                    .forEach(i -> station.send(
                            "[2,\"%d\",\"StatusNotification\",{\"connectorId\":1,\"errorCode\":\"NoError\","
                                            .formatted(i)
                                    + "\"status\":\"Available\"}]"));
            central.until("the inbox is full", c -> inbox.size() == 32);
            central.connect("RDAM-2").ping(); // had more been read, it would be there by now
            assertThat(inbox.size()).isEqualTo(32);
            central.journal.goOn();
            for (int i = 0; i < 100; i++) {
                station.expect("[3,\"%d\",{}]".formatted(i));
            }
            central.until("the inbox is empty", c -> inbox.size() == 0);
        }
    }
}
