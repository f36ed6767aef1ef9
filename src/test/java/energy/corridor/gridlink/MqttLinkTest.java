package energy.corridor.gridlink;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class MqttLinkTest {

    @Test
    void aPeerThatAcceptsAndSaysNothingIsGivenUpWithTheThreadsOfTheAttempt() throws Exception {
        // the system accepts for us; we never answer
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            String url = "tcp://127.0.0.1:" + silent.getLocalPort();
            MqttSettings settings = LinkedDepot.settings(url);
            try (MqttLink link = new MqttLink(
                    url,
                    settings,
                    new DepotTopics("silent"),
                    message -> {},
                    new SimpleMeterRegistry(),
                    Duration.ofSeconds(2))) {
                link.start();
                for (int call = 0; call < 3; call++) {
                    silent.accept();
                }
                LinkedDepot.await(
                        "the threads of every attempt to end, while the next one waits",
                        () -> Thread.getAllStackTraces().keySet().stream()
                                .noneMatch(thread -> thread.getName().contains("corridor-silent")));
                assertThat(link.isConnected()).isFalse();
                assertThat(link.trouble()).isEqualTo("no answer within PT2S");
            }
        }
    }
}
