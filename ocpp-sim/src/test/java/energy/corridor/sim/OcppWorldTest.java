package energy.corridor.sim;

import static energy.corridor.sim.TestDepot.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import energy.corridor.sim.station.Account;
import energy.corridor.sim.station.StationSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a station says and does by itself, through lost connections and refusals. */
class OcppWorldTest extends OneBus {

    @Test
    void bootsThenChargesThenStopsAndTellsAllOfIt() {
        await(world.connect(service));
        assertThat(service.actions()).containsExactly("BootNotification", "StatusNotification", "StatusNotification");
        service.forget();

        to("18:02:30");
        assertThat(service.said().stream()
                        .filter(s -> !s.action().equals("Heartbeat"))
                        .map(OneBus::brief))
                .containsExactly(
                        "StatusNotification Preparing",
                        "Authorize bus-1",
                        "StartTransaction 18:00:00Z 0",
                        "MeterValues 18:00:00Z Transaction.Begin 0 Wh 100000 W 50.0 Percent",
                        "StatusNotification Charging",
                        "MeterValues 18:01:00Z Sample.Periodic 1666 Wh 100000 W 50.8 Percent",
                        "MeterValues 18:02:00Z Sample.Periodic 3333 Wh 100000 W 51.7 Percent");
        assertThat(service.said("MeterValues"))
                .allSatisfy(s ->
                        assertThat(s.payload().path("transactionId").asInt()).isEqualTo(101));

        to("19:30");
        assertThat(last("StatusNotification").path("status").asText()).isEqualTo("SuspendedEV");
        service.forget();
        to("20:00");
        JsonNode stop = last("StopTransaction");
        assertThat(stop.path("meterStop").asInt()).isEqualTo(100_000);
        assertThat(stop.path("transactionId").asInt()).isEqualTo(101);
        assertThat(stop.path("timestamp").asText()).isEqualTo("2026-03-02T20:00:00Z");
        assertThat(stop.path("reason").asText()).isEqualTo("EVDisconnected");
        assertThat(last("StatusNotification").path("status").asText()).isEqualTo("Available");
        assertThat(world.report().missed()).isEmpty();
    }

    @Test
    void heartbeatsComeByTheClockAtTheIntervalOfTheService() {
        service.on(
                "BootNotification", p -> "{'status':'Accepted','currentTime':'2026-03-02T16:00:00Z','interval':600}");
        await(world.connect(service));
        for (int minutes = 5; minutes <= 60; minutes += 5) {
            await(world.advanceTo(at("16:00").plusSeconds(60L * minutes)));
        }
        assertThat(service.said("Heartbeat")).hasSize(6);
        to("17:45");
        assertThat(service.said("Heartbeat"))
                .as("a step of 45 minutes needs one")
                .hasSize(7);
    }

    @Test
    void aLostConnectionLosesNothing() {
        await(world.connect(service));
        to("18:00");
        ask("SetChargingProfile", txProfile(101, "2026-03-02T18:00:00Z", 1800, 60_000));
        service.die();
        service.forget();

        to("20:30");
        assertThat(service.said()).isEmpty();
        assertThat(world.connected()).isZero();
        assertThat(world.report().departures())
                .as("30 minutes at 60 kW, then unlimited until full")
                .singleElement()
                .satisfies(d -> assertThat(d.actualKwh()).isCloseTo(200, within(1e-9)));

        service.refuseConnections(false);
        await(world.reconnectNow());
        List<String> told = service.said().stream().map(OneBus::brief).toList();
        assertThat(service.said("BootNotification"))
                .as("the station did not restart")
                .isEmpty();
        assertThat(service.said("MeterValues")).hasSize(119);
        assertThat(told).contains("MeterValues 18:30:00Z Sample.Periodic 30000 Wh 100000 W 65.0 Percent");
        assertThat(last("StopTransaction").path("timestamp").asText()).isEqualTo("2026-03-02T20:00:00Z");
        assertThat(world.waitingMessages()).isZero();
    }

    @Test
    void aTransactionBegunOfflineIsToldLaterWithItsOwnTimes() {
        await(world.connect(service));
        service.die();
        service.forget();
        to("18:10");
        assertThat(world.powerKw()).containsEntry("bus-1", 100.0);

        service.refuseConnections(false);
        await(world.reconnectNow());
        assertThat(brief(service.said("StartTransaction").get(0))).isEqualTo("StartTransaction 18:00:00Z 0");
        assertThat(service.said("Authorize")).isEmpty();
        assertThat(service.said("MeterValues"))
                .hasSize(11)
                .allSatisfy(s ->
                        assertThat(s.payload().path("transactionId").asInt()).isEqualTo(101));
    }

    @Test
    void anUnansweredStartIsSentAgainWithTheSameKey() {
        await(world.connect(service));
        service.on("Authorize", p -> {
            service.beSilent(true);
            return "{}";
        });
        CompletionStage<Void> step = world.advanceTo(at("18:05"));
        service.awaitSaid("Authorize", 1);
        service.die();
        await(step);
        service.beSilent(false);
        service.refuseConnections(false);
        service.on("StartTransaction", p -> {
            service.beSilent(true);
            return "{}";
        });
        CompletionStage<Void> first = world.reconnectNow();
        service.awaitSaid("StartTransaction", 1);
        service.die();
        await(first);
        service.beSilent(false);
        service.on("StartTransaction", p -> "{'transactionId':7,'idTagInfo':{'status':'Accepted'}}");
        service.refuseConnections(false);
        await(world.reconnectNow());

        assertThat(service.said("StartTransaction")).hasSize(2);
        assertThat(service.said("StartTransaction").get(1))
                .isEqualTo(service.said("StartTransaction").get(0));
        assertThat(world.account().starts())
                .containsExactly(new Account.Start("charger-1", 1, "bus-1", at("18:00"), 0, "7"));
    }

    @Test
    void theAccountHoldsExactlyWhatWasAnswered() {
        await(world.connect(service));
        to("18:02");
        service.beSilent(true);
        CompletionStage<Void> step = world.advanceTo(at("18:04"));
        service.awaitSaid("MeterValues", 4);
        service.die();
        await(step);

        assertThat(world.acknowledgedReadings())
                .extracting(Account.Reading::at, Account.Reading::measurand, Account.Reading::value)
                .containsExactly(
                        tuple(at("18:00"), "Energy.Active.Import.Register", "0"),
                        tuple(at("18:00"), "Power.Active.Import", "100000"),
                        tuple(at("18:00"), "SoC", "50.0"),
                        tuple(at("18:01"), "Energy.Active.Import.Register", "1666"),
                        tuple(at("18:01"), "Power.Active.Import", "100000"),
                        tuple(at("18:01"), "SoC", "50.8"),
                        tuple(at("18:02"), "Energy.Active.Import.Register", "3333"),
                        tuple(at("18:02"), "Power.Active.Import", "100000"),
                        tuple(at("18:02"), "SoC", "51.7"));
        assertThat(world.waitingMessages()).isEqualTo(2);
    }

    @Test
    void whatIsAcknowledgedIsWrittenToTheFileToo(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("acknowledged.jsonl");
        world.close();
        world = World.load(
                depot.scenario(),
                new WorldOptions(
                        "depot",
                        Optional.empty(),
                        Optional.empty(),
                        true,
                        StationSettings.DEFAULT,
                        false,
                        Optional.of(file),
                        Optional.empty(),
                        0.5));
        await(world.connect(service));
        to("18:01");
        assertThat(Files.readAllLines(file))
                .hasSize(7)
                .first()
                .isEqualTo(
                        "{\"kind\":\"start\",\"station\":\"charger-1\",\"connector\":1,\"idTag\":\"bus-1\",\"at\":\"2026-03-02T18:00:00Z\",\"meterStartWh\":0,\"transactionId\":\"101\"}");
        assertThat(world.acknowledgedReadings()).isEmpty();
    }

    @Test
    void aStationThatIsNotAcceptedYetWaitsAndBootsAgain() {
        service.on(
                "BootNotification", p -> "{'status':'Pending','currentTime':'2026-03-02T16:00:00Z','interval':1800}");
        await(world.connect(service));
        to("18:10");
        assertThat(service.actions()).containsOnly("BootNotification");
        assertThat(service.said()).as("at 16:00 and every half hour").hasSize(5);
        assertThat(world.siteKw()).isZero();

        service.on(
                "BootNotification", p -> "{'status':'Accepted','currentTime':'2026-03-02T16:00:00Z','interval':86400}");
        to("18:30");
        assertThat(world.powerKw()).containsEntry("bus-1", 100.0);
        assertThat(brief(service.said("StartTransaction").get(0))).isEqualTo("StartTransaction 18:30:00Z 0");
    }

    @Test
    void aServiceThatForgotTheStationIsToldOfItAgain() {
        await(world.connect(service));
        to("18:00");
        service.forget();
        service.on("MeterValues", p -> "!SecurityError");
        service.on("BootNotification", p -> {
            service.on("MeterValues", m -> "{}");
            return "{'status':'Accepted','currentTime':'2026-03-02T16:00:00Z','interval':86400}";
        });
        to("18:01");
        assertThat(service.actions())
                .startsWith("MeterValues", "BootNotification")
                .endsWith("MeterValues");
        assertThat(world.waitingMessages()).isZero();
    }

    @Test
    void aMessageThatIsAlwaysAnsweredWithAnErrorIsGivenUpAfterThreeAttempts() {
        await(world.connect(service));
        service.on("StartTransaction", p -> "!InternalError");
        to("18:30");
        assertThat(service.said("StartTransaction")).hasSize(3);
        assertThat(world.report().discarded()).isEqualTo(1);
        assertThat(service.said("MeterValues"))
                .as("readings follow with the id that says: not known")
                .hasSize(31)
                .allSatisfy(s ->
                        assertThat(s.payload().path("transactionId").asInt()).isEqualTo(-1));
        assertThat(world.report().allKept()).isFalse();
    }

    @Test
    void aRefusedIdTagIsNotCharged() {
        service.on("Authorize", p -> "{'idTagInfo':{'status':'Blocked'}}");
        await(world.connect(service));
        to("19:00");
        assertThat(service.said("StartTransaction")).isEmpty();
        assertThat(world.siteKw()).isZero();
        assertThat(world.troubles()).extracting(World.Trouble::sentence).anyMatch(s -> s.contains("bus-1"));
    }

    @Test
    void aRefusedStartIsStopped() {
        service.on("StartTransaction", p -> "{'transactionId':5,'idTagInfo':{'status':'Invalid'}}");
        await(world.connect(service));
        to("19:00");
        assertThat(last("StopTransaction").path("reason").asText()).isEqualTo("DeAuthorized");
        assertThat(world.siteKw()).isZero();
    }

    @Test
    void anAnswerThatDoesNotComeCostsTheConnection() {
        world.close();
        StationSettings impatient = StationSettings.DEFAULT
                .withCallTimeout(Duration.ofMillis(50))
                .withReconnect(Duration.ofMillis(20), Duration.ofMillis(20));
        world = World.load(depot.scenario(), OPTIONS.with(impatient));
        service.beSilent(true);
        await(world.connect(service));
        assertThat(world.troubles()).extracting(World.Trouble::sentence).anyMatch(s -> s.contains("not answered"));
        service.beSilent(false);
        service.awaitSaid("StatusNotification", 2);
        to("18:01");
        assertThat(world.powerKw()).containsEntry("bus-1", 100.0);
    }

    @Test
    void oneStepAtATime() {
        await(world.connect(service));
        service.beSilent(true);
        CompletionStage<Void> step = world.advanceTo(at("18:05"));
        assertThatThrownBy(() -> world.advanceTo(at("18:06"))).hasMessage("The step before has not ended yet.");
        service.die();
        await(step);
        assertThat(world.now()).isEqualTo(at("18:05"));
    }
}
