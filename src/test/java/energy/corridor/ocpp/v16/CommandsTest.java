package energy.corridor.ocpp.v16;

import static energy.corridor.ocpp.CentralSystem.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import energy.corridor.dispatch.CommandOutcome;
import energy.corridor.dispatch.CommandOutcome.Accepted;
import energy.corridor.dispatch.CommandOutcome.Refused;
import energy.corridor.dispatch.CommandOutcome.Superseded;
import energy.corridor.dispatch.CommandOutcome.Unreachable;
import energy.corridor.dispatch.Setpoint;
import energy.corridor.ocpp.CentralSystem;
import energy.corridor.ocpp.OcppSettings;
import energy.corridor.ocpp.StationClient;
import energy.corridor.ocpp.TestSettings;
import energy.corridor.telemetry.EvseId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What we ask of a station: the exact text, one at a time, and an outcome for every end. */
class CommandsTest {

    private static final EvseId EVSE = EvseId.of("RDAM-1", 1);
    private static final EvseId SECOND = EvseId.of("RDAM-1", 2);
    private static final String ACCEPTED = "{\"status\":\"Accepted\"}";

    private CentralSystem central;
    private StationClient station;

    @BeforeEach
    void aStationThatHasBooted() {
        use(TestSettings.defaults());
    }

    @AfterEach
    void closeDown() {
        central.close();
    }

    @Test
    void aSetpointIsATxProfileThatLapses() {
        CompletionStage<CommandOutcome> outcome =
                central.commands.apply(new Setpoint(SECOND, 7, 11.0409, NOW.minusSeconds(30), NOW.plusSeconds(870)));
        String id = station.expectCall("\"SetChargingProfile\",{\"connectorId\":2,\"csChargingProfiles\":"
                + "{\"chargingProfileId\":4,\"transactionId\":7,\"stackLevel\":0,\"chargingProfilePurpose\":\"TxProfile\","
                + "\"chargingProfileKind\":\"Absolute\",\"validFrom\":\"2026-03-02T21:59:30Z\","
                + "\"validTo\":\"2026-03-02T22:14:30Z\",\"chargingSchedule\":{\"duration\":900,"
                + "\"startSchedule\":\"2026-03-02T21:59:30Z\",\"chargingRateUnit\":\"W\","
                + "\"chargingSchedulePeriod\":[{\"startPeriod\":0,\"limit\":11040.9}]}}}");
        station.answer(id, ACCEPTED);
        assertThat(end(outcome)).isEqualTo(new Accepted());
        assertThat(central.count("corridor.ocpp.commands", "command", "apply", "outcome", "Accepted"))
                .isEqualTo(1);
    }

    @Test
    void aFailsafeIsADefaultProfileThatAlwaysHolds() {
        CompletionStage<CommandOutcome> outcome = central.commands.installFailsafe(EVSE, 10);
        String id = station.expectCall("\"SetChargingProfile\",{\"connectorId\":1,\"csChargingProfiles\":"
                + "{\"chargingProfileId\":3,\"stackLevel\":0,\"chargingProfilePurpose\":\"TxDefaultProfile\","
                + "\"chargingProfileKind\":\"Relative\",\"chargingSchedule\":{\"chargingRateUnit\":\"W\","
                + "\"chargingSchedulePeriod\":[{\"startPeriod\":0,\"limit\":10000.0}]}}}");
        station.answer(id, ACCEPTED);
        assertThat(end(outcome)).isEqualTo(new Accepted());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            [3,"ID",{"status":"Rejected"}]       | The station answered "Rejected".
            [3,"ID",{"status":"NotSupported"}]   | The station answered "NotSupported".
            [3,"ID",{"status":"Maybe"}]          | The station answered "Maybe".
            [3,"ID",{}]                          | The station answered "".
            [3,"ID"]                             | The station answered FormationViolation: A CALLRESULT must have 3 elements: type, id and an object.
            [4,"ID","NotImplemented","",{}]      | The station answered NotImplemented:
            [4,"ID","NotSupported","no"]         | The station answered NotSupported: no
            [4,"ID","PropertyConstraintViolation","too low",{"a":1}] | The station answered PropertyConstraintViolation: too low
            """)
    void everyOtherAnswerIsARefusalInItsWords(String answer, String reason) {
        CompletionStage<CommandOutcome> outcome = central.commands.apply(setpoint(11));
        station.send(answer.replace("ID", station.nextCall()));
        assertThat(end(outcome))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.reason().strip()).isEqualTo(reason));
        worksAsBefore();
    }

    @Test
    void aStationThatRefusesWattsIsAskedInAmperesFromThenOn() {
        StationClient ac = central.boot("RDAM-4");
        EvseId evse = EvseId.of("RDAM-4", 1);
        CompletionStage<CommandOutcome> first = central.commands.installFailsafe(evse, 4.14);
        String watts = ac.next();
        assertThat(watts).contains("\"chargingRateUnit\":\"W\"").contains("\"limit\":4140.0}");
        ac.answer(watts.replaceAll("^\\[2,\"([^\"]+)\".*", "$1"), "{\"status\":\"Rejected\"}");
        String amperes = ac.next();
        assertThat(amperes).contains("\"chargingRateUnit\":\"A\"").contains("\"limit\":6.0,\"numberPhases\":3}");
        ac.answer(amperes.replaceAll("^\\[2,\"([^\"]+)\".*", "$1"), ACCEPTED);
        assertThat(end(first)).isEqualTo(new Accepted());
        CompletionStage<CommandOutcome> second =
                central.commands.apply(new Setpoint(evse, 7, 11.1, NOW, NOW.plusSeconds(900)));
        String setpoint = ac.next();
        assertThat(setpoint)
                .contains("\"chargingRateUnit\":\"A\"")
                .contains("\"limit\":16.0,\"numberPhases\":3}"); // 16.08 A, rounded down
        ac.answer(setpoint.replaceAll("^\\[2,\"([^\"]+)\".*", "$1"), "{\"status\":\"Rejected\"}");
        assertThat(end(second)).isEqualTo(new Refused("The station answered \"Rejected\"."));
        ac.expectNothing();
    }

    @Test
    void aStationThatRefusesBothUnitsHasRefused() {
        StationClient ac = central.boot("RDAM-4");
        CompletionStage<CommandOutcome> outcome = central.commands.installFailsafe(EvseId.of("RDAM-4", 1), 4.14);
        ac.answer(ac.nextCall(), "{\"status\":\"Rejected\"}");
        ac.send("[4,\"%s\",\"NotImplemented\",\"\",{}]".formatted(ac.nextCall()));
        assertThat(end(outcome)).isEqualTo(new Refused("The station answered \"Rejected\"."));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.001, -11, Double.NaN, Double.POSITIVE_INFINITY})
    void noDischargeLeavesForAStationOf16(double powerKw) {
        assertThat(end(central.commands.apply(setpoint(powerKw))))
                .isEqualTo(new Refused(
                        "The power (%s kW) must be in 0..1000000; OCPP 1.6 knows no discharge.".formatted(powerKw)));
        assertThat(end(central.commands.installFailsafe(EVSE, powerKw))).isInstanceOf(Refused.class);
        worksAsBefore();
    }

    @Test
    void noProfileLeavesWithoutATransactionOrWithoutTime() {
        assertThat(end(central.commands.apply(new Setpoint(EVSE, 0, 11, NOW, NOW.plusSeconds(900)))))
                .isEqualTo(new Refused("The transaction (0) of a TxProfile must be in 1..2147483647;"
                        + " there is none without a running transaction."));
        assertThat(end(central.commands.apply(new Setpoint(EVSE, 1, 11, NOW, NOW))))
                .isEqualTo(new Refused("The setpoint for RDAM-1/1 must hold for 1..2147483647 s,"
                        + " not from 2026-03-02T22:00:00Z until 2026-03-02T22:00:00Z."));
        worksAsBefore();
    }

    @Test
    void aStationThatIsNotThereIsUnreachable() {
        EvseId absent = EvseId.of("RDAM-2", 1);
        assertThat(end(central.commands.apply(new Setpoint(absent, 1, 11, NOW, NOW.plusSeconds(900)))))
                .isEqualTo(new Unreachable("The station is not connected."));
    }

    @Test
    void oneCallIsInFlightAndTheNextWaitsForItsAnswer() {
        CompletionStage<CommandOutcome> first = central.commands.apply(setpoint(11));
        CompletionStage<CommandOutcome> second =
                central.commands.apply(new Setpoint(SECOND, 8, 22, NOW, NOW.plusSeconds(900)));
        String id = station.nextCall();
        station.send("[2,\"1\",\"Heartbeat\",{}]");
        station.expect("[3,\"1\",{\"currentTime\":\"2026-03-02T22:00:00Z\"}]"); // and no second call before it
        assertThat(central.count("corridor.ocpp.calls.waiting")).isEqualTo(1);
        station.answer(id, ACCEPTED);
        assertThat(end(first)).isEqualTo(new Accepted());
        station.answer(station.nextCall(), ACCEPTED);
        assertThat(end(second)).isEqualTo(new Accepted());
        assertThat(central.count("corridor.ocpp.calls.waiting")).isZero();
    }

    @Test
    void aNewerSetpointSupersedesOneThatIsNotSentYet() {
        CompletionStage<CommandOutcome> sent = central.commands.apply(setpoint(1));
        CompletionStage<CommandOutcome> stale = central.commands.apply(setpoint(2));
        CompletionStage<CommandOutcome> other =
                central.commands.apply(new Setpoint(SECOND, 8, 22, NOW, NOW.plusSeconds(900)));
        CompletionStage<CommandOutcome> failsafe = central.commands.installFailsafe(EVSE, 10);
        CompletionStage<CommandOutcome> fresh = central.commands.apply(setpoint(3));
        assertThat(end(stale)).isEqualTo(new Superseded());
        List<String> limits = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            String call = station.next();
            limits.add(call.replaceAll(".*\"limit\":([0-9.]+).*", "$1"));
            station.answer(call.replaceAll("^\\[2,\"([^\"]+)\".*", "$1"), ACCEPTED);
        }
        assertThat(limits).containsExactly("1000.0", "3000.0", "22000.0", "10000.0");
        assertThat(List.of(end(sent), end(other), end(failsafe), end(fresh))).containsOnly(new Accepted());
    }

    @Test
    void aStationThatIsSilentIsUnreachableAndItsLateAnswerIsNobodys() {
        use(TestSettings.with("call-timeout", Duration.ofMillis(50)));
        CompletionStage<CommandOutcome> first = central.commands.apply(setpoint(11));
        String late = station.nextCall();
        assertThat(end(first))
                .isEqualTo(new Unreachable("The station did not answer SetChargingProfile within 50 ms."));
        station.answer(late, ACCEPTED);
        worksAsBefore();
        assertThat(central.count("corridor.ocpp.ignored", "what", "late or stray answer"))
                .isEqualTo(1);
    }

    @Test
    void whenTheConnectionEndsEverythingWaitingEnds() {
        CompletionStage<CommandOutcome> sent = central.commands.apply(setpoint(11));
        CompletionStage<CommandOutcome> waiting = central.commands.installFailsafe(EVSE, 10);
        station.nextCall();
        station.vanish();
        assertThat(end(sent)).isEqualTo(new Unreachable("The station is not connected."));
        assertThat(end(waiting)).isEqualTo(new Unreachable("The station is not connected."));
        assertThat(central.count("corridor.ocpp.calls.waiting")).isZero();
    }

    @Test
    void whenANewConnectionTakesOverWhatTheOldOneWasAskedEndsAtOnce() {
        CompletionStage<CommandOutcome> sent = central.commands.apply(setpoint(11));
        station.nextCall();
        station = central.connect("RDAM-1");
        assertThat(end(sent)).isEqualTo(new Unreachable("A newer connection of the station took over."));
        worksAsBefore();
    }

    @Test
    void theQueueIsBounded() {
        use(TestSettings.with("queue-limit", 2));
        central.commands.apply(setpoint(11));
        station.nextCall();
        central.operator.ask(EVSE.station(), "ClearCache", "");
        central.operator.ask(EVSE.station(), "ClearCache", "");
        assertThat(end(central.commands.apply(setpoint(11))))
                .isEqualTo(new Unreachable("2 calls to the station wait already."));
    }

    @Test
    void nothingIsAskedOfAStationBeforeItHasBooted() {
        StationClient newcomer = central.connect("RDAM-2");
        CompletionStage<CommandOutcome> outcome = central.commands.installFailsafe(EvseId.of("RDAM-2", 1), 10);
        newcomer.send(
                "[2,\"b\",\"BootNotification\",{\"chargePointVendor\":\"Acme\",\"chargePointModel\":\"DC-150\"}]");
        assertThat(newcomer.next()).startsWith("[3,\"b\"");
        newcomer.answer(newcomer.nextCall(), ACCEPTED);
        assertThat(end(outcome)).isEqualTo(new Accepted());
    }

    @Test
    void whatWaitsForABootThatNeverComesEnds() {
        use(TestSettings.with("call-timeout", Duration.ofMillis(50)));
        central.connect("RDAM-2");
        central.until("the newcomer is connected", c -> c.links.size() == 2);
        assertThat(end(central.commands.installFailsafe(EvseId.of("RDAM-2", 1), 10)))
                .isEqualTo(new Unreachable("The station has not sent its BootNotification."));
    }

    @Test
    void aProfileNeverOvertakesTheAnswerThatGivesItsTransactionAnId() {
        List<CommandOutcome> outcomes = new ArrayList<>();
        central.fleet.onChange(() -> central.fleet.at(NOW).evses().stream()
                .filter(evse -> evse.transaction() > 0)
                .forEach(evse -> central.commands
                        .apply(new Setpoint(EVSE, evse.transaction(), 11, NOW, NOW.plusSeconds(900)))
                        .thenAccept(outcomes::add)));
        for (int i = 1; i <= 20; i++) {
            station.send("[2,\"start-%d\",\"StartTransaction\",{\"connectorId\":1,\"idTag\":\"BUS1\",\"meterStart\":%d,"
                            .formatted(i, i)
                    + "\"timestamp\":\"2026-03-02T22:00:00Z\"}]");
            station.expect(
                    "[3,\"start-%d\",{\"idTagInfo\":{\"status\":\"Accepted\"},\"transactionId\":%d}]".formatted(i, i));
            String call = station.next();
            assertThat(call).contains("\"SetChargingProfile\"").contains("\"transactionId\":" + i + ",");
            station.answer(call.replaceAll("^\\[2,\"([^\"]+)\".*", "$1"), ACCEPTED);
        }
    }

    private void use(OcppSettings settings) {
        if (central != null) {
            central.close();
        }
        central = new CentralSystem(settings);
        station = central.boot("RDAM-1");
    }

    private static Setpoint setpoint(double powerKw) {
        return new Setpoint(EVSE, 7, powerKw, NOW, NOW.plusSeconds(900));
    }

    /** The next call is a new one: nothing wrong was sent before, and nothing is stuck. */
    private void worksAsBefore() {
        CompletionStage<CommandOutcome> outcome = central.commands.apply(setpoint(4.2));
        String call = station.next();
        assertThat(call).contains("\"limit\":4200.0");
        station.answer(call.replaceAll("^\\[2,\"([^\"]+)\".*", "$1"), ACCEPTED);
        assertThat(end(outcome)).isEqualTo(new Accepted());
    }

    private static <T> T end(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
    }
}
