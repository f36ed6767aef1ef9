package energy.corridor.sim;

import static energy.corridor.sim.TestDepot.at;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import energy.corridor.sim.FakeService.Said;
import energy.corridor.sim.scenario.OcppVersion;
import energy.corridor.sim.station.Account;
import energy.corridor.sim.station.Json;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A station that speaks OCPP 2.0.1. */
class Ocpp201Test extends OneBus {

    @BeforeEach
    void speak() {
        world.close();
        world = World.load(depot.speaking(OcppVersion.V201).scenario(), OPTIONS);
        service.on("Authorize", p -> "{'idTokenInfo':{'status':'Accepted'}}");
        service.on("TransactionEvent", p -> "{}");
        service.on("NotifyReport", p -> "{}");
    }

    @Test
    void allOfATransactionIsEventsInOneCount() {
        await(world.connect(service));
        assertThat(service.protocols()).containsExactly("ocpp2.0.1");
        assertThat(last("BootNotification"))
                .isEqualTo(json("{'reason':'PowerUp','chargingStation':{'model':'ocpp-sim','vendorName':'Corridor',"
                        + "'serialNumber':'charger-1','firmwareVersion':'1'}}"));
        assertThat(last("StatusNotification"))
                .isEqualTo(json("{'timestamp':'2026-03-02T16:00:00Z','connectorStatus':'Available','evseId':1,"
                        + "'connectorId':1}"));
        to("18:02:30");
        to("19:30");
        to("20:00");
        assertThat(last("Authorize")).isEqualTo(json("{'idToken':{'idToken':'bus-1','type':'ISO14443'}}"));
        List<Said> events = service.said("TransactionEvent");
        assertThat(events.get(0).payload())
                .isEqualTo(
                        json("{'eventType':'Started','timestamp':'2026-03-02T18:00:00Z','triggerReason':'Authorized',"
                                + "'seqNo':0,'transactionInfo':{'transactionId':'" + name()
                                + "','chargingState':'Charging'},"
                                + "'evse':{'id':1,'connectorId':1},'idToken':{'idToken':'bus-1','type':'ISO14443'},"
                                + "'meterValue':[{'timestamp':'2026-03-02T18:00:00Z','sampledValue':["
                                + sample("0", "Transaction.Begin", "Energy.Active.Import.Register", "Outlet", "Wh")
                                + ","
                                + sample("100000", "Transaction.Begin", "Power.Active.Import", "Outlet", "W") + ","
                                + sample("50.0", "Transaction.Begin", "SoC", "EV", "Percent") + "]}]}"));
        assertThat(events)
                .extracting(e -> e.payload().path("seqNo").asInt())
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(events.get(events.size() - 1).payload().path("seqNo").asInt())
                .isEqualTo(events.size() - 1);
        assertThat(brief(events))
                .startsWith("Started Authorized Charging", "Updated MeterValuePeriodic Charging")
                .contains("Updated ChargingStateChanged SuspendedEV")
                .endsWith("Ended EVDeparted Idle EVDisconnected");
        assertThat(events)
                .allSatisfy(e -> assertThat(e.payload()
                                .path("transactionInfo")
                                .path("transactionId")
                                .asText())
                        .isEqualTo(name()));
        assertThat(service.said("StatusNotification"))
                .extracting(s -> s.payload().path("connectorStatus").asText())
                .containsExactly("Available", "Occupied", "Available");
        assertThat(world.account().starts())
                .containsExactly(new Account.Start("charger-1", 1, "bus-1", at("18:00"), 0, name()));
        assertThat(world.account().stops())
                .singleElement()
                .satisfies(stop -> assertThat(stop.meterStopWh()).isEqualTo(100_000));
    }

    @Test
    void aProfileForItsTransactionIsObeyedAndOneForAnotherIsNot() {
        await(world.connect(service));
        to("18:00");
        assertThat(ask("SetChargingProfile", profile("another"))).isEqualTo("Rejected");
        assertThat(ask("SetChargingProfile", profile(name()))).isEqualTo("Accepted");
        to("18:01");
        assertThat(world.siteKw()).isEqualTo(60);
        JsonNode composite = service.ask("charger-1", "GetCompositeSchedule", "{'evseId':1,'duration':60}");
        assertThat(composite)
                .isEqualTo(json("{'status':'Accepted','schedule':{'evseId':1,'duration':60,"
                        + "'scheduleStart':'2026-03-02T18:01:00Z','chargingRateUnit':'W',"
                        + "'chargingSchedulePeriod':[{'startPeriod':0,'limit':60000.0}]}}"));
        assertThat(ask("ClearChargingProfile", "{'chargingProfileCriteria':{'chargingProfilePurpose':'TxProfile'}}"))
                .isEqualTo("Accepted");
        to("18:02");
        assertThat(world.siteKw()).isEqualTo(100);
    }

    @Test
    void itsVariablesAreReadChangedAndReported() {
        await(world.connect(service));
        assertThat(service.ask(
                                "charger-1",
                                "GetVariables",
                                "{'getVariableData':[" + variable("SmartChargingCtrlr", "RateUnit") + ","
                                        + variable("AlignedDataCtrlr", "Nonsense") + ","
                                        + variable("Nonsense", "Interval") + "]}")
                        .path("getVariableResult"))
                .extracting(r -> r.path("attributeStatus").asText()
                        + r.path("attributeValue").asText())
                .containsExactly("AcceptedA,W", "UnknownVariable", "UnknownComponent");
        assertThat(service.ask(
                                "charger-1",
                                "SetVariables",
                                "{'setVariableData':[{'attributeValue':'900','component':{'name':'AlignedDataCtrlr'},"
                                        + "'variable':{'name':'Interval'}},{'attributeValue':'7','component':"
                                        + "{'name':'AlignedDataCtrlr'},'variable':{'name':'Interval'}}]}")
                        .path("setVariableResult"))
                .extracting(r -> r.path("attributeStatus").asText())
                .containsExactly("Accepted", "Rejected");
        to("18:40");
        assertThat(brief(service.said("TransactionEvent")).stream().filter(e -> e.contains("MeterValueClock")))
                .as("at 18:15 and 18:30")
                .hasSize(2);
        assertThat(ask("GetBaseReport", "{'requestId':5,'reportBase':'FullInventory'}"))
                .isEqualTo("Accepted");
        List<Said> reports = service.said("NotifyReport");
        assertThat(reports).extracting(r -> r.payload().path("tbc").asBoolean()).containsExactly(true, true, false);
        assertThat(reports.stream()
                        .flatMap(r -> StreamSupport.stream(
                                r.payload().path("reportData").spliterator(), false))
                        .map(v -> v.path("variable").path("name").asText()))
                .hasSize(12)
                .contains("HeartbeatInterval", "TxUpdatedInterval");
    }

    @Test
    void itStartsAndStopsWhenAskedAndComesBackFromAReset() {
        await(world.connect(service));
        to("18:00");
        assertThat(ask("RequestStopTransaction", "{'transactionId':'another'}")).isEqualTo("Rejected");
        assertThat(ask("RequestStopTransaction", "{'transactionId':'" + name() + "'}"))
                .isEqualTo("Accepted");
        assertThat(brief(service.said("TransactionEvent"))).last().isEqualTo("Ended RemoteStop EVConnected Remote");
        assertThat(ask("RequestStartTransaction", "{'remoteStartId':3,'idToken':{'idToken':'bus-1','type':'Central'}}"))
                .isEqualTo("Accepted");
        assertThat(brief(service.said("TransactionEvent"))).last().asString().startsWith("Started");
        assertThat(ask("Reset", "{'type':'OnIdle'}")).isEqualTo("Rejected");
        assertThat(ask("Reset", "{'type':'Immediate'}")).isEqualTo("Accepted");
        assertThat(service.said("BootNotification")).hasSize(2);
        assertThat(brief(service.said("TransactionEvent")))
                .contains("Ended ResetCommand EVConnected ImmediateReset")
                .last()
                .asString()
                .startsWith("Started");
    }

    @Test
    void whatItCouldNotSayInTimeItSaysLaterAsOfOffline() {
        await(world.connect(service));
        to("18:01");
        service.die();
        to("18:05");
        service.refuseConnections(false);
        await(world.reconnectNow());
        assertThat(service.said("TransactionEvent").stream()
                        .filter(e -> e.payload().path("offline").asBoolean()))
                .hasSize(4);
        assertThat(world.waitingMessages()).isZero();
    }

    @Test
    void whatItDoesNotOfferOrUnderstandIsAnErrorInTheWordsOf201() {
        await(world.connect(service));
        assertThat(service.ask("charger-1", "SendLocalList", "{}").path(0).asText())
                .isEqualTo("NotSupported");
        assertThat(service.ask("charger-1", "RemoteStartTransaction", "{}")
                        .path(0)
                        .asText())
                .isEqualTo("NotImplemented");
        assertThat(service.ask("charger-1", "Reset", "{}").path(0).asText()).isEqualTo("OccurrenceConstraintViolation");
        assertThat(ask("DataTransfer", "{'vendorId':'x'}")).isEqualTo("UnknownVendorId");
    }

    private String name() {
        return service.said("TransactionEvent")
                .get(0)
                .payload()
                .path("transactionInfo")
                .path("transactionId")
                .asText();
    }

    private static String variable(String component, String name) {
        return "{'component':{'name':'%s'},'variable':{'name':'%s'}}".formatted(component, name);
    }

    private static String sample(String value, String context, String measurand, String location, String unit) {
        return "{'value':%s,'context':'%s','measurand':'%s','location':'%s','unitOfMeasure':{'unit':'%s'}}"
                .formatted(value, context, measurand, location, unit);
    }

    private static String profile(String transaction) {
        return ("{'evseId':1,'chargingProfile':{'id':1,'stackLevel':0,'chargingProfilePurpose':'TxProfile',"
                        + "'chargingProfileKind':'Absolute','transactionId':'%s','chargingSchedule':[{'id':1,"
                        + "'startSchedule':'2026-03-02T17:59:00Z','duration':1800,'chargingRateUnit':'W',"
                        + "'chargingSchedulePeriod':[{'startPeriod':0,'limit':60000}]}]}}")
                .formatted(transaction);
    }

    private static List<String> brief(List<Said> events) {
        return events.stream()
                .map(Said::payload)
                .map(p -> List.of(
                                p.path("eventType").asText(),
                                p.path("triggerReason").asText(),
                                p.path("transactionInfo").path("chargingState").asText(),
                                p.path("transactionInfo").path("stoppedReason").asText())
                        .stream()
                        .filter(word -> !word.isEmpty())
                        .collect(Collectors.joining(" ")))
                .toList();
    }

    private static JsonNode json(String text) {
        try {
            return Json.MAPPER.readTree(text.replace('\'', '"'));
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }
}
