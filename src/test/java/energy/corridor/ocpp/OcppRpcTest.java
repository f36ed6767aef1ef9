package energy.corridor.ocpp;

import static org.assertj.core.api.Assertions.assertThat;

import energy.corridor.dispatch.CommandOutcome;
import energy.corridor.dispatch.Setpoint;
import energy.corridor.fleet.StationIntake;
import energy.corridor.telemetry.EvseId;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A client that was not written here boots, authorises, charges, gets a profile and stops; it finds every message of ours right. */
@QuarkusTest
@TestProfile(OcppAlone.class)
class OcppRpcTest {

    @Inject
    OcppCommands commands;

    @Inject
    StationIntake intake;

    @ParameterizedTest
    @CsvSource({"ocpp1.6, RDAM-1", "ocpp2.0.1, RDAM-2", "ocpp2.1, RDAM 3"})
    void aWholeTransactionInStrictMode(String protocol, String identity) throws Exception {
        Process client = start(protocol, identity);
        try {
            EvseId evse = EvseId.of(identity, 1);
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
            while (intake.transactionAt(evse) == 0 && client.isAlive() && System.nanoTime() < end) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
            }
            assertThat(commands.installFailsafe(evse, 10).toCompletableFuture().get(30, TimeUnit.SECONDS))
                    .as(output(protocol))
                    .isEqualTo(new CommandOutcome.Accepted());
            Instant from = CentralSystem.NOW;
            assertThat(commands.apply(
                                    new Setpoint(evse, intake.transactionAt(evse), 11.05, from, from.plusSeconds(900)))
                            .toCompletableFuture()
                            .get(30, TimeUnit.SECONDS))
                    .as(output(protocol))
                    .isEqualTo(new CommandOutcome.Accepted());
            assertThat(client.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(client.exitValue()).as(output(protocol)).isZero();
            assertThat(output(protocol)).endsWith("done\n");
            assertThat(intake.transactionAt(evse)).isZero();
        } finally {
            client.destroyForcibly();
        }
    }

    private static Process start(String protocol, String identity) throws IOException {
        Path folder = OcppRpc.folder();
        Files.copy(
                Path.of("src", "test", "npm", "client.js"),
                folder.resolve("client.js"),
                StandardCopyOption.REPLACE_EXISTING);
        return new ProcessBuilder(
                        "node", "client.js", "ws://localhost:%d/ocpp".formatted(RestAssured.port), identity, protocol)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(protocol + ".log").toFile())
                .start();
    }

    private static String output(String protocol) throws IOException {
        return Files.readString(OcppRpc.folder().resolve(protocol + ".log"));
    }
}
