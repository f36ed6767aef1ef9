package energy.corridor.ocpp;

import static org.assertj.core.api.Assertions.assertThat;

import energy.corridor.dispatch.OperatorCalls.Answered;
import energy.corridor.dispatch.OperatorCalls.Failed;
import energy.corridor.dispatch.OperatorCalls.Invalid;
import energy.corridor.dispatch.OperatorCalls.NoSuchAction;
import energy.corridor.dispatch.OperatorCalls.NotSent;
import energy.corridor.dispatch.OperatorCalls.Reply;
import energy.corridor.dispatch.OperatorCalls.Silent;
import energy.corridor.dispatch.OperatorCalls.Speech;
import energy.corridor.telemetry.EvseId;
import energy.corridor.telemetry.StationId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people ask of stations, over real sockets: every action of each version, and an end for everything. */
class OperatorTest {

    private static final StationId RDAM_1 = new StationId("RDAM-1");

    private CentralSystem central = new CentralSystem();

    @AfterEach
    void closeDown() {
        central.close();
    }

    @ParameterizedTest
    @CsvSource({"ocpp1.6, 26", "ocpp2.0.1, 40", "ocpp2.1, 54"})
    void everyMessageOfACentralSystemCanBeSent(String subprotocol, int actions) {
        StationClient station =
                subprotocol.equals("ocpp1.6") ? central.boot("RDAM-1") : central.boot("RDAM-1", subprotocol);
        Set<String> offered =
                central.operator.speech(RDAM_1).map(Speech::actions).orElseThrow();
        assertThat(offered).hasSize(actions).contains("Reset", "SetChargingProfile", "DataTransfer", "TriggerMessage");
        assertThat(offered).doesNotContain("Heartbeat", "BootNotification", "MeterValues");
        for (String action : offered) { // right or not, none is unknown
            Reply reply = reply(central.operator.ask(RDAM_1, action, "{\"nothing\":1}"));
            assertThat(reply).as(action).isInstanceOf(Invalid.class);
        }
        station.expectNothing();
    }

    @Test
    void aStationTellsWhatItCanDoAfterItsBootAndIsSpokenToAccordingly() {
        central.close();
        central = new CentralSystem(TestSettings.with("probe", true));
        StationClient station = central.boot("RDAM-4");
        station.answer(
                station.expectCall(
                        "\"GetConfiguration\",{\"key\":[\"ChargeProfileMaxStackLevel\","
                                + "\"ChargingScheduleAllowedChargingRateUnit\",\"ChargingScheduleMaxPeriods\",\"ClockAlignedDataInterval\","
                                + "\"ConnectorPhaseRotation\",\"ConnectorSwitch3to1PhaseSupported\",\"MaxChargingProfilesInstalled\","
                                + "\"MeterValueSampleInterval\",\"MeterValuesSampledData\",\"NumberOfConnectors\",\"SupportedFeatureProfiles\"]}"),
                "{\"configurationKey\":[{\"key\":\"ChargingScheduleAllowedChargingRateUnit\",\"readonly\":true,\"value\":\"Current\"},"
                        + "{\"key\":\"ChargeProfileMaxStackLevel\",\"readonly\":true,\"value\":\"10\"}],\"unknownKey\":[\"Other\"]}");
        StationId id = new StationId("RDAM-4");
        central.until(
                "the capabilities are known",
                c -> !c.operator
                        .speech(id)
                        .map(Speech::capabilities)
                        .orElseThrow()
                        .isEmpty());
        assertThat(central.operator.speech(id).map(Speech::capabilities).orElseThrow())
                .containsEntry("ChargeProfileMaxStackLevel", "10");
        central.commands.installFailsafe(EvseId.of("RDAM-4", 1), 4.14);
        assertThat(station.next()).contains("\"chargingRateUnit\":\"A\"").contains("\"limit\":6.0,\"numberPhases\":3}");
    }

    @Test
    void aStationOf201IsAskedForItsVariables() {
        central.close();
        central = new CentralSystem(TestSettings.with("probe", true));
        StationClient station = central.boot("RDAM-1", "ocpp2.0.1");
        String question = station.next();
        assertThat(question).contains("\"GetVariables\"").contains("{\"name\":\"RateUnit\"}");
        station.answer(
                question.replaceAll("^\\[2,\"([^\"]+)\".*", "$1"),
                "{\"getVariableResult\":[{\"attributeStatus\":\"Accepted\",\"attributeValue\":\"W,A\","
                        + "\"component\":{\"name\":\"SmartChargingCtrlr\"},\"variable\":{\"name\":\"RateUnit\"}}]}");
        central.until(
                "the capabilities are known",
                c -> c.operator
                        .speech(RDAM_1)
                        .map(Speech::capabilities)
                        .orElseThrow()
                        .containsKey("RateUnit"));
        assertThat(station.next())
                .as("settlement's quarters begin and end with a reading")
                .endsWith("\"SetVariables\",{\"setVariableData\":[{\"attributeValue\":\"900\","
                        + "\"component\":{\"name\":\"AlignedDataCtrlr\"},\"variable\":{\"name\":\"Interval\"}}]}]");
    }

    @Test
    void aStationOf16ThatCanIsToldToMeterByTheClock() {
        central.close();
        central = new CentralSystem(TestSettings.with("probe", true));
        StationClient station = central.boot("RDAM-1");
        String question = station.next();
        station.answer(
                question.replaceAll("^\\[2,\"([^\"]+)\".*", "$1"),
                "{\"configurationKey\":[{\"key\":\"ClockAlignedDataInterval\",\"readonly\":false,\"value\":\"0\"}]}");
        assertThat(station.next())
                .endsWith("\"ChangeConfiguration\",{\"key\":\"ClockAlignedDataInterval\",\"value\":\"900\"}]");
    }

    @Test
    void theAnswerComesBackAsItWas() {
        StationClient station = central.boot("RDAM-1");
        CompletionStage<Reply> reply =
                central.operator.ask(RDAM_1, "GetConfiguration", "{\"key\":[\"MeterValueSampleInterval\"]}");
        station.answer(
                station.expectCall("\"GetConfiguration\",{\"key\":[\"MeterValueSampleInterval\"]}"),
                "{\"configurationKey\":[{\"key\":\"MeterValueSampleInterval\",\"readonly\":false,\"value\":\"60\"}]}");
        assertThat(reply(reply))
                .isEqualTo(
                        new Answered(
                                "{\"configurationKey\":[{\"key\":\"MeterValueSampleInterval\",\"readonly\":false,\"value\":\"60\"}]}"));
    }

    @Test
    void aStationOf201IsAskedInTheWordsOf201() {
        StationClient station = central.boot("RDAM-1", "ocpp2.0.1");
        CompletionStage<Reply> reply = central.operator.ask(RDAM_1, "Reset", "{\"type\":\"OnIdle\"}");
        station.send("[4,\"%s\",\"InternalError\",\"not now\",{}]"
                .formatted(station.expectCall("\"Reset\",{\"type\":\"OnIdle\"}")));
        assertThat(reply(reply)).isEqualTo(new Failed("InternalError", "not now"));
        assertThat(reply(central.operator.ask(RDAM_1, "Reset", "{\"type\":\"Soft\"}")))
                .isEqualTo(new Invalid("The field \"type\" of Reset is \"Soft\"; allowed are Immediate, OnIdle."));
    }

    @Test
    void whatIsNotRightIsNotSent() {
        StationClient station = central.boot("RDAM-1");
        assertThat(reply(central.operator.ask(RDAM_1, "Fly", "{}")))
                .isEqualTo(new NoSuchAction("A central system cannot send \"Fly\" in OCPP 1.6."));
        assertThat(reply(central.operator.ask(RDAM_1, "Heartbeat", "{}"))).isInstanceOf(NoSuchAction.class);
        assertThat(reply(central.operator.ask(RDAM_1, "Reset", "{")))
                .isEqualTo(new Invalid("The payload of Reset is not one JSON text of at most 32 levels."));
        assertThat(reply(central.operator.ask(RDAM_1, "Reset", "[]")))
                .isEqualTo(new Invalid("The payload of Reset must be an object."));
        assertThat(reply(central.operator.ask(RDAM_1, "ClearChargingProfile", "")))
                .isEqualTo(new Invalid(
                        "A ClearChargingProfile without a criterion clears every profile, the failsafe among them;"
                                + " name an id, a purpose, a stack level or an EVSE."));
        station.expectNothing();
    }

    @Test
    void everyOtherEndIsToldToo() {
        assertThat(reply(central.operator.ask(RDAM_1, "ClearCache", "")))
                .isEqualTo(new NotSent("The station is not connected."));
        central.close();
        central = new CentralSystem(TestSettings.with(Map.of("call-timeout", Duration.ofMillis(50), "queue-limit", 1)));
        StationClient station = central.boot("RDAM-1");
        CompletionStage<Reply> sent = central.operator.ask(RDAM_1, "ClearCache", "");
        station.nextCall();
        assertThat(reply(sent)).isEqualTo(new Silent("The station did not answer ClearCache within 50 ms."));
    }

    @Test
    void aFullQueueIsToldAtOnce() {
        central.close();
        central = new CentralSystem(TestSettings.with("queue-limit", 1));
        StationClient station = central.boot("RDAM-1");
        List<CompletionStage<Reply>> waiting =
                List.of(central.operator.ask(RDAM_1, "ClearCache", ""), central.operator.ask(RDAM_1, "ClearCache", ""));
        assertThat(reply(central.operator.ask(RDAM_1, "ClearCache", "")))
                .isEqualTo(new NotSent("1 calls to the station wait already."));
        station.answer(station.nextCall(), "{\"status\":\"Accepted\"}");
        station.answer(station.nextCall(), "{\"status\":\"Rejected\"}");
        assertThat(reply(waiting.get(1))).isEqualTo(new Answered("{\"status\":\"Rejected\"}"));
    }

    private static Reply reply(CompletionStage<Reply> stage) {
        return stage.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
    }
}
