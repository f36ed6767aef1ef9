package energy.corridor.gridlink.openadr;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import energy.corridor.app.EmbeddedBroker;
import energy.corridor.gridlink.openadr.Connection.Version;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server of 3.1.0 and a broker, both on real sockets. */
class MqttHintsTest {

    private final TestVtn vtn;
    private final EmbeddedBroker broker = EmbeddedBroker.start(0);
    private final Semaphore heard = new Semaphore(0);
    private final List<String> notes = new ArrayList<>();
    private long nanos;

    MqttHintsTest() throws IOException {
        vtn = new TestVtn(Version.V3_1_0);
    }

    @AfterEach
    void close() {
        vtn.close();
        broker.close();
    }

    private MqttHints hints() {
        Connection connection = VenTest.connection(vtn.url(), Version.V3_1_0);
        return new MqttHints(connection, new Vtn(connection, () -> nanos), heard::release, () -> nanos);
    }

    private void announced(String authentication) {
        vtn.documents.put(
                "/notifiers",
                "{'WEBHOOK': true, 'MQTT': {'URIS': ['%s'], 'serialization': 'JSON', 'authentication': {%s}}}"
                        .formatted(broker.url().replace("tcp://", "mqtt://"), authentication));
    }

    private void say(String topic) throws Exception {
        MqttAsyncClient server = new MqttAsyncClient(broker.url(), "the-server", new MemoryPersistence());
        server.connect().waitForCompletion(10_000);
        server.publish(topic, new MqttMessage("no JSON at all".getBytes(UTF_8), 1, false, new MqttProperties()))
                .waitForCompletion(10_000);
        server.disconnect().waitForCompletion(10_000);
        server.close();
    }

    @Test
    void aMessageOfOurEventsIsAHintWhateverItSays() throws Exception {
        announced("'method': 'ANONYMOUS'");
        vtn.documents.put("/notifiers/mqtt/topics/vens/v-1/events", "{'topics': {'ALL': 'vens/v-1/events/+'}}");
        vtn.documents.put(
                "/notifiers/mqtt/topics/programs/p-1/events",
                "{'topics': {'CREATE': 'p-1/create', 'UPDATE': 'p-1/update'}}");
        try (MqttHints hints = hints()) {
            hints.ensure(Optional.of("v-1"), Set.of("p-1", "not-shown"), notes);
            assertThat(notes).isEmpty();
            assertThat(hints.broker()).isPresent();
            for (String topic : List.of("vens/v-1/events/update", "p-1/create")) {
                say(topic);
                assertThat(heard.tryAcquire(10, TimeUnit.SECONDS)).as(topic).isTrue();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 500})
    void withoutABrokerPollingGoesOnAndTheServerIsAskedSeldom(int status) throws Exception {
        vtn.broken.put("GET /notifiers", status);
        try (MqttHints hints = hints()) {
            for (int i = 0; i < 3; i++) {
                notes.clear();
                hints.ensure(Optional.of("v-1"), Set.of(), notes);
                assertThat(notes)
                        .singleElement()
                        .asString()
                        .contains("polling goes on", "GET /notifiers was answered " + status);
            }
            long asked = calls();
            nanos += TimeUnit.MINUTES.toNanos(11);
            hints.ensure(Optional.of("v-1"), Set.of(), notes);
            assertThat(calls()).isGreaterThan(asked);
            assertThat(hints.broker()).isEmpty();
        }
    }

    private long calls() {
        return vtn.calls.stream().filter("GET /notifiers"::equals).count();
    }

    @Test
    void aServerWithoutNotifiersIsNoTrouble() throws Exception {
        try (MqttHints hints = hints()) {
            hints.ensure(Optional.of("v-1"), Set.of(), notes);
            assertThat(notes).isEmpty();
            assertThat(hints.broker()).isEmpty();
        }
    }

    @Test
    void theTokenIsNotShownToABrokerWithoutTls() throws Exception {
        announced("'method': 'OAUTH2_BEARER_TOKEN', 'username': '{clientID}'");
        vtn.documents.put("/notifiers/mqtt/topics/vens/v-1/events", "{'topics': {'ALL': 'x'}}");
        try (MqttHints hints = hints()) {
            hints.ensure(Optional.of("v-1"), Set.of(), notes);
            assertThat(notes).singleElement().asString().contains("would get the token without TLS");
            assertThat(hints.broker()).isEmpty();
        }
    }

    @Test
    void aBrokerThatIsNotThereIsANoteAndNoMore() throws Exception {
        announced("'method': 'ANONYMOUS'");
        vtn.documents.put("/notifiers/mqtt/topics/vens/v-1/events", "{'topics': {'ALL': 'x'}}");
        broker.close();
        try (MqttHints hints = hints()) {
            hints.ensure(Optional.of("v-1"), Set.of(), notes);
            assertThat(notes).singleElement().asString().contains("mqtt://");
            assertThat(hints.broker()).isEmpty();
        }
    }
}
