package energy.corridor.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

/** What a station does at the service's request. */
class CommandsTest extends OneBus {

    @Test
    void aProfileActsAtOnceAndUntilItLapses() {
        await(world.connect(service));
        to("18:00");
        assertThat(ask("SetChargingProfile", txProfile(101, "2026-03-02T18:00:00Z", 600, 30_000)))
                .isEqualTo("Accepted");
        assertThat(world.powerKw()).containsEntry("bus-1", 30.0);

        to("18:09:59");
        assertThat(world.powerKw()).containsEntry("bus-1", 30.0);
        to("18:30");
        assertThat(world.socKwh().get("bus-1"))
                .as("ten minutes at 30 kW, then twenty unlimited at 100 kW")
                .isCloseTo(100 + 5 + 100 / 3.0, within(1e-6));
    }

    @Test
    void aLimitOfNothingSuspendsAndTheTransactionGoesOn() {
        await(world.connect(service));
        to("18:10");
        assertThat(ask("SetChargingProfile", txProfile(101, "2026-03-02T18:00:00Z", 3600, 0)))
                .isEqualTo("Accepted");
        assertThat(last("StatusNotification").path("status").asText()).isEqualTo("SuspendedEVSE");
        to("18:20");
        assertThat(world.siteKw()).isZero();
        assertThat(service.said("StopTransaction")).isEmpty();
    }

    @Test
    void profilesThatCannotBeKeptAreRejected() {
        await(world.connect(service));
        assertThat(ask("SetChargingProfile", txProfile(101, "2026-03-02T18:00:00Z", 600, 30_000)))
                .as("no transaction runs")
                .isEqualTo("Rejected");
        to("18:00");
        assertThat(ask("SetChargingProfile", txProfile(99, "2026-03-02T18:00:00Z", 600, 30_000)))
                .as("another transaction")
                .isEqualTo("Rejected");
        assertThat(ask("SetChargingProfile", txProfile(101, "2026-03-02T18:00:00Z", 600, -30_000)))
                .as("discharge")
                .isEqualTo("Rejected");
        assertThat(service.ask("charger-1", "SetChargingProfile", "{'connectorId':1}")
                        .toString())
                .isEqualTo("[\"OccurenceConstraintViolation\",\"csChargingProfiles is missing\"]");
        assertThat(service.ask("charger-1", "SetChargingProfile", txProfile(101, "yesterday", 600, 1))
                        .toString())
                .isEqualTo(
                        "[\"PropertyConstraintViolation\",\"csChargingProfiles.chargingSchedule.startSchedule must be an ISO 8601 date and time\"]");
        assertThat(world.powerKw()).containsEntry("bus-1", 100.0);
    }

    @Test
    void anUnknownRequestIsNotImplementedAndAKnownOneNotOfferedNotSupported() {
        await(world.connect(service));
        assertThat(service.ask("charger-1", "Dance", "{}").path(0).asText()).isEqualTo("NotImplemented");
        assertThat(service.ask("charger-1", "ReserveNow", "{}").path(0).asText())
                .isEqualTo("NotSupported");
    }

    @Test
    void afterAResetItBootsAndGoesOnWithTheVehicleThatIsThere() {
        await(world.connect(service));
        to("18:30");
        service.forget();
        assertThat(ask("Reset", "{'type':'Hard'}")).isEqualTo("Accepted");
        to("18:31");
        assertThat(service.actions().get(0)).isEqualTo("BootNotification");
        assertThat(service.said("StopTransaction")).hasSize(1);
        assertThat(last("StopTransaction").path("reason").asText()).isEqualTo("HardReset");
        assertThat(brief(service.said("StartTransaction").get(0))).isEqualTo("StartTransaction 18:30:00Z 50000");
        assertThat(world.powerKw()).containsEntry("bus-1", 100.0);
    }

    @Test
    void theServiceMayStopAndStartRemotely() {
        await(world.connect(service));
        to("18:30");
        assertThat(ask("RemoteStopTransaction", "{'transactionId':1}")).isEqualTo("Rejected");
        assertThat(ask("RemoteStopTransaction", "{'transactionId':101}")).isEqualTo("Accepted");
        to("18:40");
        assertThat(last("StopTransaction").path("reason").asText()).isEqualTo("Remote");
        assertThat(last("StatusNotification").path("status").asText()).isEqualTo("Finishing");
        assertThat(world.siteKw()).isZero();

        assertThat(ask(
                        "RemoteStartTransaction",
                        "{'connectorId':1,'idTag':'night','chargingProfile':"
                                + profile(null, "Relative", 0, 3600, 20_000) + "}"))
                .isEqualTo("Accepted");
        to("18:41");
        assertThat(last("StartTransaction").path("idTag").asText()).isEqualTo("night");
        assertThat(world.powerKw()).containsEntry("bus-1", 20.0);
    }

    @Test
    void whatTheConfigurationSaysIsWhatTheStationDoes() {
        await(world.connect(service));
        assertThat(ask("ChangeConfiguration", "{'key':'MeterValueSampleInterval','value':'300'}"))
                .isEqualTo("Accepted");
        assertThat(ask("ChangeConfiguration", "{'key':'MeterValuesSampledData','value':'SoC'}"))
                .isEqualTo("Accepted");
        assertThat(ask("ChangeConfiguration", "{'key':'HeartbeatInterval','value':'often'}"))
                .isEqualTo("Rejected");
        assertThat(ask("ChangeConfiguration", "{'key':'NumberOfConnectors','value':'2'}"))
                .isEqualTo("Rejected");
        assertThat(ask("ChangeConfiguration", "{'key':'Colour','value':'blue'}"))
                .isEqualTo("NotSupported");
        to("18:10");
        assertThat(service.said("MeterValues").stream().map(OneBus::brief))
                .containsExactly(
                        "MeterValues 18:00:00Z Transaction.Begin 50.0 Percent",
                        "MeterValues 18:05:00Z Sample.Periodic 54.2 Percent",
                        "MeterValues 18:10:00Z Sample.Periodic 58.3 Percent");
        JsonNode read = service.ask(
                "charger-1", "GetConfiguration", "{'key':['MeterValueSampleInterval','Colour','NumberOfConnectors']}");
        assertThat(read.toString())
                .isEqualTo(
                        "{\"configurationKey\":[{\"key\":\"MeterValueSampleInterval\",\"readonly\":false,\"value\":\"300\"},{\"key\":\"NumberOfConnectors\",\"readonly\":true,\"value\":\"1\"}],\"unknownKey\":[\"Colour\"]}");
    }

    @Test
    void theCompositeScheduleIsWhatWillBeFollowed() {
        await(world.connect(service));
        to("18:00");
        ask("SetChargingProfile", txProfile(101, "2026-03-02T17:59:30Z", 600, 30_000));
        JsonNode answer = service.ask("charger-1", "GetCompositeSchedule", "{'connectorId':1,'duration':3600}");
        assertThat(answer.toString())
                .isEqualTo(
                        "{\"status\":\"Accepted\",\"connectorId\":1,\"scheduleStart\":\"2026-03-02T18:00:00Z\",\"chargingSchedule\":{\"duration\":3600,\"startSchedule\":\"2026-03-02T18:00:00Z\",\"chargingRateUnit\":\"W\",\"chargingSchedulePeriod\":[{\"startPeriod\":0,\"limit\":30000.0},{\"startPeriod\":570,\"limit\":100000.0}]}}");
    }

    @Test
    void anInoperativeStationDoesNotCharge() {
        await(world.connect(service));
        assertThat(ask("ChangeAvailability", "{'connectorId':0,'type':'Inoperative'}"))
                .isEqualTo("Accepted");
        to("18:10");
        assertThat(world.siteKw()).isZero();
        assertThat(last("StatusNotification").path("status").asText()).isEqualTo("Unavailable");
        assertThat(ask("ChangeAvailability", "{'connectorId':0,'type':'Operative'}"))
                .isEqualTo("Accepted");
        to("18:11");
        assertThat(world.powerKw()).containsEntry("bus-1", 100.0);
        assertThat(ask("ChangeAvailability", "{'connectorId':1,'type':'Inoperative'}"))
                .isEqualTo("Scheduled");
    }

    @Test
    void aTriggerIsFollowed() {
        await(world.connect(service));
        to("18:00:30");
        service.forget();
        assertThat(ask("TriggerMessage", "{'requestedMessage':'MeterValues','connectorId':1}"))
                .isEqualTo("Accepted");
        assertThat(ask("TriggerMessage", "{'requestedMessage':'Heartbeat'}")).isEqualTo("Accepted");
        assertThat(ask("TriggerMessage", "{'requestedMessage':'StatusNotification','connectorId':1}"))
                .isEqualTo("Accepted");
        to("18:00:31");
        assertThat(service.said().stream().map(OneBus::brief))
                .containsExactly(
                        "MeterValues 18:00:30Z Trigger 833 Wh 100000 W 50.4 Percent",
                        "Heartbeat",
                        "StatusNotification Charging");
    }

    @Test
    void brokenFramesAreToldAndSurvived() {
        await(world.connect(service));
        service.say("charger-1", "not json");
        service.say("charger-1", "[3,\"nobody-asked\",{}]");
        service.say("charger-1", "{}");
        assertThat(world.troubles()).hasSize(3);
        to("18:01");
        assertThat(world.powerKw()).containsEntry("bus-1", 100.0);
    }
}
