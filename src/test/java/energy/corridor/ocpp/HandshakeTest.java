package energy.corridor.ocpp;

import static energy.corridor.ocpp.CentralSystem.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import energy.corridor.fleet.EvseState;
import energy.corridor.fleet.StationEvent;
import energy.corridor.fleet.StationEvent.Connected;
import energy.corridor.fleet.StationEvent.Disconnected;
import energy.corridor.telemetry.StationId;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may come in, and who is connected afterwards. */
class HandshakeTest {

    private CentralSystem central = new CentralSystem();

    @AfterEach
    void closeDown() {
        central.close();
    }

    @Test
    void aStationOfTheDepotIsLetInWithItsSubprotocol() {
        StationClient station = central.connect("RDAM-1");
        assertThat(station.subprotocol()).isEqualTo("ocpp1.6");
        central.until("the station is connected", c -> isConnected("RDAM-1"));
        assertThat(central.kept(Connected.class)).containsExactly(new Connected(new StationId("RDAM-1"), NOW));
    }

    @Test
    void theIdentityIsDecoded() {
        StationClient station = StationClient.connect(central.port(), "RDAM%203", "ocpp1.6");
        assertThat(station.subprotocol()).isEqualTo("ocpp1.6");
        central.until("the station with the blank is connected", c -> isConnected("RDAM 3"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "RDAM-9",
                "rdam-1",
                "RDAM-1%20",
                "RDAM%3A1",
                "%00",
                "0123456789012345678901234567890123456789012345678",
                "RDAM-1%2F..%2FRDAM-2"
            })
    void aStrangerFindsNothing(String address) {
        assertThat(refusal(address, "ocpp1.6")).isEqualTo(404);
        assertThat(central.count("corridor.ocpp.handshakes.refused", "status", "404"))
                .isEqualTo(1);
        assertThat(central.journal.events()).isEmpty();
    }

    @Test
    void aRefusalSaysWhy() throws Exception {
        assertThat(raw("/ocpp/RDAM-9", "Sec-WebSocket-Protocol: ocpp1.6\r\n"))
                .startsWith("HTTP/1.1 404")
                .endsWith("No charging station with the identity \"RDAM-9\" belongs to this depot; register it first.");
        assertThat(raw("/ocpp/RDAM-1", "Sec-WebSocket-Protocol: ocpp2.0, ocpp1.5\r\n"))
                .startsWith("HTTP/1.1 400")
                .endsWith("The Sec-WebSocket-Protocol \"ocpp2.0, ocpp1.5\" names no version that is spoken here;"
                        + " offer one of ocpp1.6, ocpp2.0.1, ocpp2.1.");
        assertThat(raw("/ocpp/RDAM-1", "")).startsWith("HTTP/1.1 400");
    }

    @Test
    void theSubprotocolMayBeOneOfMany() {
        StationClient station = StationClient.connect(central.port(), "RDAM-1", "ocpp2.0", "ocpp1.6", "ocpp2.0.1");
        assertThat(station.subprotocol()).isEqualTo("ocpp1.6");
    }

    @Test
    void aBrowserIsToldWhatThisIs() throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + central.port() + "/ocpp/RDAM-1"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(426);
        assertThat(answer.body())
                .isEqualTo("This address is for charging stations and speaks OCPP over WebSocket only.");
    }

    @Test
    void theNewestConnectionWinsAndTheLateEndOfTheOldOneHarmsNothing() {
        StationClient old = central.boot("RDAM-1");
        StationClient young = central.connect("RDAM-1");
        assertThat(old.closing()).isEqualTo("1008 A newer connection of this station took over.");
        young.send("[2,\"1\",\"Heartbeat\",{}]");
        young.expect("[3,\"1\",{\"currentTime\":\"2026-03-02T22:00:00Z\"}]");
        assertThat(central.links.size()).isEqualTo(1);
        assertThat(isConnected("RDAM-1")).isTrue();
        assertThat(central.kept(Disconnected.class)).isEmpty();

        young.close();
        central.until("the station is gone", c -> !isConnected("RDAM-1"));
        assertThat(central.links.size()).isZero();
        assertThat(central.kept(Disconnected.class)).containsExactly(new Disconnected(new StationId("RDAM-1"), NOW));
    }

    @Test
    void aBrokenConnectionIsADisconnection() {
        StationClient station = central.connect("RDAM-1");
        central.until("the station is connected", c -> isConnected("RDAM-1"));
        station.vanish();
        central.until("the station is gone", c -> !isConnected("RDAM-1"));
    }

    @Test
    void comingAndGoingIsToldInOrderHoweverSlowTheDiskIs() {
        central.journal.hold();
        StationClient first = central.connect("RDAM-1");
        first.close();
        central.until("the first connection has ended", c -> c.links.size() == 0);
        central.connect("RDAM-1");
        central.journal.goOn();
        central.until("all is told", c -> c.journal.events().size() == 3);
        assertThat(isConnected("RDAM-1")).isTrue();
        assertThat(central.journal.events())
                .extracting(event -> event.getClass().getSimpleName())
                .containsExactly("Connected", "Disconnected", "Connected");
    }

    @Test
    void aConnectionThatCannotBeKeptIsRefused() {
        central.journal.fail();
        StationClient station = central.connect("RDAM-1");
        assertThat(station.closing()).isEqualTo("1011 The connection could not be recorded.");
        central.journal.repair();
    }

    @Test
    void aReconnectNeedsNoNewBoot() {
        central.boot("RDAM-1").close();
        StationClient again = central.connect("RDAM-1");
        again.send("[2,\"1\",\"Heartbeat\",{}]");
        again.expect("[3,\"1\",{\"currentTime\":\"2026-03-02T22:00:00Z\"}]");
    }

    @Test
    void aStationThatNeverBootedIsAskedTo() {
        StationClient station = central.connect("RDAM-1");
        station.send("[2,\"1\",\"Heartbeat\",{}]");
        station.expect("[4,\"1\",\"SecurityError\","
                + "\"The station has not been accepted; it must send a BootNotification first.\",{}]");
        String asked = station.expectCall("\"TriggerMessage\",{\"requestedMessage\":\"BootNotification\"}");
        station.answer(asked, "{\"status\":\"Accepted\"}");
        station.send("[2,\"2\",\"Fly\",{}]");
        assertThat(station.next()).startsWith("[4,\"2\",\"SecurityError\"");
        station.send("[2,\"3\",\"BootNotification\",{\"chargePointVendor\":\"Acme\",\"chargePointModel\":\"DC-150\"}]");
        assertThat(station.next()).startsWith("[3,\"3\",");
        station.send("[2,\"4\",\"Heartbeat\",{}]");
        assertThat(station.next()).startsWith("[3,\"4\",");
        station.expectNothing();
    }

    @Test
    void aMessageThatIsTooLongEndsTheConnectionAndNothingElse() {
        StationClient other = central.boot("RDAM-2");
        StationClient station = central.boot("RDAM-1");
        String longest = "[2,\"1\",\"DataTransfer\",{\"vendorId\":\"a\",\"data\":\"\"}]";
        station.send(longest.replace("\"\"", "\"" + "x".repeat(262_144 - longest.length()) + "\""));
        station.expect("[3,\"1\",{\"status\":\"UnknownVendorId\"}]");
        station.send(longest.replace("\"\"", "\"" + "x".repeat(262_145 - longest.length()) + "\""));
        assertThat(station.closing()).isEqualTo("1009 A message may have 262144 bytes.");
        central.until("the station is gone", c -> !isConnected("RDAM-1"));
        other.send("[2,\"1\",\"Heartbeat\",{}]");
        other.expect("[3,\"1\",{\"currentTime\":\"2026-03-02T22:00:00Z\"}]");
    }

    @Test
    void aFrameThatAnnouncesTooMuchEndsTheConnectionBeforeItIsRead() throws IOException {
        try (Socket station = upgrade("RDAM-1")) {
            byte[] header = {(byte) 0x81, (byte) 0xFF, 0, 0, 0, 0, 0x7F, 0, 0, 0, 1, 2, 3, 4}; // 2 GB of text, masked
            station.getOutputStream().write(header);
            byte[] closing = station.getInputStream().readNBytes(4);
            assertThat(closing[0]).isEqualTo((byte) 0x88);
            assertThat((closing[2] & 0xFF) << 8 | closing[3] & 0xFF).isEqualTo(1009);
        }
        central.until("the station is gone", c -> !isConnected("RDAM-1"));
    }

    @Test
    void aStationThatAnswersNoPingIsGivenUp() throws IOException {
        central.close();
        central = new CentralSystem(TestSettings.with("ping-interval", Duration.ofSeconds(1)));
        StationClient alive = central.boot("RDAM-2");
        try (Socket dead = upgrade("RDAM-1")) {
            central.until("the dead station is connected", c -> isConnected("RDAM-1"));
            central.until("the dead station is gone", c -> !isConnected("RDAM-1"));
            assertThat(dead.isClosed()).isFalse(); // its own end knows nothing of it
        }
        alive.send("[2,\"1\",\"Heartbeat\",{}]");
        alive.expect("[3,\"1\",{\"currentTime\":\"2026-03-02T22:00:00Z\"}]");
        assertThat(central.journal.events())
                .extracting(StationEvent::station)
                .filteredOn(s -> s.value().equals("RDAM-2"))
                .hasSize(2); // Connected, Booted
    }

    @Test
    void aStoppingServiceSaysGoodbyeWithoutForgettingItsStations() {
        StationClient station = central.boot("RDAM-1");
        central.close();
        assertThat(station.closing()).isEqualTo("1001 The central system is shutting down.");
        assertThat(central.kept(Disconnected.class)).isEmpty();
    }

    private boolean isConnected(String station) {
        return central.fleet.at(NOW).evses().stream()
                .filter(e -> e.evse().id().station().value().equals(station))
                .anyMatch(EvseState::connected);
    }

    private int refusal(String address, String subprotocol) {
        var failure = new Object() {
            int status;
        };
        assertThatThrownBy(() -> StationClient.connect(central.port(), address, subprotocol))
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        WebSocketHandshakeException.class,
                        e -> failure.status = e.getResponse().statusCode());
        return failure.status;
    }

    /** An upgrade request by hand; what comes back until the server has said all of its content. */
    private String raw(String path, String headers) throws IOException {
        try (Socket socket = request(path, headers + "Connection: Upgrade, close\r\n")) {
            InputStream in = socket.getInputStream();
            StringBuilder answer = new StringBuilder();
            byte[] buffer = new byte[4096];
            while (true) {
                int n = in.read(buffer);
                if (n < 0) {
                    return answer.toString();
                }
                answer.append(new String(buffer, 0, n, StandardCharsets.UTF_8));
                int body = answer.indexOf("\r\n\r\n");
                if (body >= 0) {
                    int length =
                            Integer.parseInt(answer.toString().replaceAll("(?s).*content-length: ([0-9]+).*", "$1"));
                    if (answer.length() == body + 4 + length) {
                        return answer.toString();
                    }
                }
            }
        }
    }

    /** A station that has shaken hands and then says nothing more, not even a pong. */
    private Socket upgrade(String station) throws IOException {
        Socket socket = request("/ocpp/" + station, "Sec-WebSocket-Protocol: ocpp1.6\r\nConnection: Upgrade\r\n");
        InputStream in = socket.getInputStream();
        StringBuilder answer = new StringBuilder();
        while (!answer.toString().endsWith("\r\n\r\n")) {
            answer.append((char) in.read());
        }
        assertThat(answer).startsWith("HTTP/1.1 101");
        return socket;
    }

    private Socket request(String path, String headers) throws IOException {
        Socket socket = new Socket("localhost", central.port());
        socket.setSoTimeout(10_000);
        socket.getOutputStream()
                .write(("GET " + path
                                + " HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n" + headers + "\r\n")
                        .getBytes(StandardCharsets.UTF_8));
        return socket;
    }
}
