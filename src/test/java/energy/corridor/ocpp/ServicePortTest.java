package energy.corridor.ocpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.net.http.WebSocketHandshakeException;
import org.junit.jupiter.api.Test;

/** The same door on the service's own HTTP port, beside REST. */
@QuarkusTest
@TestProfile(OcppAlone.class)
class ServicePortTest {

    private static final String BOOT =
            "[2,\"1\",\"BootNotification\",{\"chargePointVendor\":\"Acme\",\"chargePointModel\":\"DC-150\"}]";

    @Inject
    OcppSettings settings;

    @Test
    void aStationOfTheDepotConnectsAndBoots() {
        StationClient station = StationClient.connect(RestAssured.port, "RDAM-1");
        assertThat(station.subprotocol()).isEqualTo("ocpp1.6");
        station.send(BOOT);
        assertThat(station.next()).startsWith("[3,\"1\",{\"currentTime\":\"").endsWith("\"status\":\"Accepted\"}]");
        station.close();
        station.closing();
    }

    @Test
    void strangersAndOtherProtocolsAreRefusedBeforeTheUpgrade() {
        assertThatThrownBy(() -> StationClient.connect(RestAssured.port, "stranger"))
                .cause()
                .isInstanceOfSatisfying(
                        WebSocketHandshakeException.class,
                        e -> assertThat(e.getResponse().statusCode()).isEqualTo(404));
        assertThatThrownBy(() -> StationClient.connect(RestAssured.port, "RDAM-1", "ocpp1.5"))
                .cause()
                .isInstanceOfSatisfying(
                        WebSocketHandshakeException.class,
                        e -> assertThat(e.getResponse().statusCode()).isEqualTo(400));
    }

    @Test
    void aMessageThatIsTooLongEndsTheConnection() {
        StationClient station = StationClient.connect(RestAssured.port, "RDAM-1");
        station.send("x".repeat(settings.maxMessageBytes() + 1));
        assertThat(station.closing()).isEqualTo("1009 A message may have 262144 bytes.");
    }
}
