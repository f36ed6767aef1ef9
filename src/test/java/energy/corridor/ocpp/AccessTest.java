package energy.corridor.ocpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import energy.corridor.telemetry.StationId;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PfxOptions;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.HexFormat;
import java.util.concurrent.CompletionException;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** OCPP security profiles 0 to 3, over real sockets. */
class AccessTest {

    private static final StationId RDAM_1 = new StationId("RDAM-1");
    private static final String SECRET = "correct horse battery";
    private static final String KEY =
            "00FF3a0102030405060708090a0b0c0d0e0f1011"; // 20 bytes, with 0x00, 0xFF and a colon
    private static final byte[] NOTHING = {};

    private CentralSystem central = new CentralSystem();
    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path keys;

    @AfterEach
    void closeDown() {
        central.close();
    }

    @Test
    void profile1AsksForThePasswordUnderTheStationsOwnName() {
        central.access.require(RDAM_1, 1, SECRET);
        assertThat(StationClient.connect(http, url("RDAM-1"), "RDAM-1", bytes(SECRET))
                        .subprotocol())
                .isEqualTo("ocpp1.6");
        assertThat(refusal(() -> StationClient.connect(http, url("RDAM-1"), "RDAM-1", NOTHING)))
                .isEqualTo(401);
        assertThat(refusal(() -> StationClient.connect(http, url("RDAM-1"), "RDAM-1", bytes("wrong"))))
                .isEqualTo(401);
        assertThat(refusal(() -> StationClient.connect(http, url("RDAM-1"), "RDAM-2", bytes(SECRET))))
                .isEqualTo(401);
        assertThat(refusal(() -> StationClient.connect(http, url("RDAM-9"), "RDAM-9", bytes(SECRET))))
                .isEqualTo(404);
        central.connect("RDAM-2"); // has no credential, and none is asked for here
    }

    @Test
    void aKeyOf16MayComeAsDigitsOrAsTheBytesTheyStandFor() {
        central.access.require(RDAM_1, 1, KEY);
        StationClient.connect(http, url("RDAM-1"), "RDAM-1", bytes(KEY));
        StationClient.connect(http, url("RDAM-1"), "RDAM-1", bytes(KEY.toUpperCase(java.util.Locale.ROOT)));
        StationClient.connect(http, url("RDAM-1"), "RDAM-1", HexFormat.of().parseHex(KEY));
        assertThat(refusal(() -> StationClient.connect(
                        http, url("RDAM-1"), "RDAM-1", HexFormat.of().parseHex(KEY.replace("11", "12")))))
                .isEqualTo(401);
    }

    @Test
    void aForgottenCredentialIsAskedForNoMore() {
        central.access.require(RDAM_1, 1, SECRET);
        central.access.forget(RDAM_1);
        central.connect("RDAM-1");
    }

    @Test
    void theSettingHoldsForStationsWithoutACredential() {
        central.close();
        central = new CentralSystem(TestSettings.with("least-security-profile", 1));
        assertThat(refusal(() -> central.connect("RDAM-1"))).isEqualTo(401);
        central.access.require(RDAM_1, 1, SECRET);
        StationClient.connect(http, url("RDAM-1"), "RDAM-1", bytes(SECRET));
    }

    @Test
    void whoFailsTooOftenWaits() {
        central.access.require(RDAM_1, 1, KEY);
        for (int i = 0; i < 10; i++) {
            assertThat(refusal(() -> StationClient.connect(http, url("RDAM-1"), "RDAM-1", bytes("wrong"))))
                    .isEqualTo(401);
        }
        assertThat(refusal(() -> StationClient.connect(http, url("RDAM-1"), "RDAM-1", bytes(KEY))))
                .isEqualTo(429);
    }

    @Test
    void profile2TakesThePasswordOverTlsOnly() throws Exception {
        central.access.require(RDAM_1, 2, KEY);
        assertThat(refusal(() -> StationClient.connect(http, url("RDAM-1"), "RDAM-1", bytes(KEY))))
                .isEqualTo(401);
        overTls();
        central.access.require(RDAM_1, 2, KEY);
        StationClient.connect(tls(null), tlsUrl("RDAM-1"), "RDAM-1", bytes(KEY));
        assertThat(refusal(() -> StationClient.connect(tls(null), tlsUrl("RDAM-1"), "RDAM-1", bytes("wrong"))))
                .isEqualTo(401);
    }

    @Test
    void profile3TakesACertificateThatNamesTheStation() throws Exception {
        overTls();
        central.access.require(RDAM_1, 3, "");
        central.access.require(new StationId("RDAM-2"), 3, "");
        StationClient.connect(tls("station"), tlsUrl("RDAM-1"), "RDAM-1", NOTHING);
        assertThat(refusal(() -> StationClient.connect(tls("station"), tlsUrl("RDAM-2"), "RDAM-2", NOTHING)))
                .isEqualTo(401);
        assertThat(refusal(() -> StationClient.connect(tls(null), tlsUrl("RDAM-1"), "RDAM-1", bytes(KEY))))
                .isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0 | correct horse | The securityProfile (0) of station RDAM-1 must be in 1..3.
            1 | short         | The password of station RDAM-1 must have 8 to 64 characters.
            2 | ''            | The password of station RDAM-1 must have 8 to 64 characters.
            """)
    void whatCannotBeRequiredIsRefused(int profile, String password, String sentence) {
        assertThatThrownBy(() -> central.access.require(RDAM_1, profile, password))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(sentence);
    }

    @Test
    void aHashSaysNothingAndNoTwoAreAlike() {
        assertThat(Passwords.hash(SECRET)).startsWith("pbkdf2-sha512$210000$").isNotEqualTo(Passwords.hash(SECRET));
        assertThat(Passwords.matches(bytes(SECRET), "nonsense")).isFalse();
    }

    private void overTls() throws Exception {
        keyPair("server", "CN=localhost");
        keyPair("station", "CN=RDAM-1,O=Corridor");
        central.close();
        central = new CentralSystem(
                TestSettings.defaults(),
                options -> new HttpServerOptions(options)
                        .setSsl(true)
                        .setKeyCertOptions(pfx("server"))
                        .setTrustOptions(pfx("station"))
                        .setClientAuth(ClientAuth.REQUEST));
    }

    private PfxOptions pfx(String name) {
        return new PfxOptions().setPath(keys.resolve(name + ".p12").toString()).setPassword("changeit");
    }

    private void keyPair(String name, String subject) throws Exception {
        if (Files.exists(keys.resolve(name + ".p12"))) {
            return;
        }
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        name,
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-validity",
                        "2",
                        "-dname",
                        subject,
                        "-ext",
                        "san=dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        "changeit",
                        "-keystore",
                        keys.resolve(name + ".p12").toString())
                .redirectErrorStream(true)
                .redirectOutput(keys.resolve(name + ".log").toFile())
                .start();
        assertThat(keytool.waitFor())
                .as(Files.readString(keys.resolve(name + ".log")))
                .isZero();
    }

    /** @param own the key pair that the client shows, if any */
    private HttpClient tls(@Nullable String own) throws Exception {
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        KeyStore server = KeyStore.getInstance("PKCS12");
        server.load(null, null);
        server.setCertificateEntry("server", load("server").getCertificate("server"));
        trust.init(server);
        KeyManagerFactory key = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        if (own != null) {
            key.init(load(own), "changeit".toCharArray());
        }
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own == null ? null : key.getKeyManagers(), trust.getTrustManagers(), null);
        return HttpClient.newBuilder().sslContext(context).build();
    }

    private KeyStore load(String name) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys.resolve(name + ".p12"))) {
            store.load(in, "changeit".toCharArray());
        }
        return store;
    }

    private String url(String station) {
        return "ws://localhost:%d/ocpp/%s".formatted(central.port(), station);
    }

    private String tlsUrl(String station) {
        return "wss://localhost:%d/ocpp/%s".formatted(central.port(), station);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private interface Connecting {
        Object connect() throws Exception;
    }

    private static int refusal(Connecting connecting) {
        try {
            connecting.connect();
        } catch (CompletionException e) {
            if (e.getCause() instanceof WebSocketHandshakeException refused) {
                return refused.getResponse().statusCode();
            }
            throw e;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        throw new AssertionError("It was let in.");
    }
}
