package energy.corridor.gridlink;

import static org.assertj.core.api.Assertions.assertThat;

import energy.corridor.app.EmbeddedBroker;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The stories with the broker of the local run, and what happens when it goes and comes. */
class ArtemisLinkTest extends LinkStories {

    private EmbeddedBroker broker;

    @BeforeEach
    void startBroker() {
        broker = EmbeddedBroker.start(0);
    }

    @AfterEach
    void stopBroker() {
        broker.close();
    }

    @Override
    String url() {
        return broker.url();
    }

    @Test
    void theLinkWaitsForABrokerThatIsNotThereYet() throws Exception {
        String url = broker.url();
        broker.close();
        try (LinkedDepot depot = new LinkedDepot(url)) {
            LinkedDepot.await(
                    "the first failure",
                    () -> depot.link
                            .trouble()
                            .filter(why -> why.contains("failed"))
                            .isPresent());
            restart(url);
            depot.connected();
        }
    }

    @Test
    void afterABrokersRestartTheLinkListensAgain() throws Exception {
        String url = broker.url();
        try (LinkedDepot depot = new LinkedDepot(url).connected()) {
            broker.close();
            LinkedDepot.await("the loss", () -> depot.link.trouble().isPresent());
            restart(url);
            depot.connected();
            try (MqttProbe bus = new MqttProbe(url, "bus", "corridor/depot/status")) {
                assertThat(bus.next("corridor/depot/status").payload()).isEqualTo("online");
                bus.say("corridor/depot/vehicles/bus-1/soc", "{\"socKwh\": 30, \"at\": \"2026-03-02T19:59:30Z\"}");
                depot.change();
                assertThat(depot.soc("bus-1").socKwh()).isEqualTo(30);
            }
        }
    }

    private void restart(String url) {
        broker = EmbeddedBroker.start(URI.create(url).getPort());
    }
}
