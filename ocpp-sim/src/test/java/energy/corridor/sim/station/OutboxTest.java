package energy.corridor.sim.station;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutboxTest {

    @Test
    void whatIsWrittenDownDoesNotChangeWhileTheStationSends() {
        Outbox outbox = new Outbox();
        outbox.add(Message.METER, Json.MAPPER.createObjectNode().put("connectorId", 1), 7);
        List<Message> writtenDown = outbox.keptMessages();
        outbox.transactionId(7, 4711);
        Message next = outbox.next(Instant.EPOCH, true, false).orElseThrow();
        assertThat(outbox.send(next).message().payload().get("transactionId").intValue())
                .isEqualTo(4711);
        assertThat(writtenDown.get(0).payload().has("transactionId")).isFalse();
    }
}
