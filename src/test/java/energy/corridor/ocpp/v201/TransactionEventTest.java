package energy.corridor.ocpp.v201;

import static energy.corridor.ocpp.CentralSystem.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import energy.corridor.dispatch.CommandOutcome;
import energy.corridor.dispatch.CommandOutcome.Accepted;
import energy.corridor.dispatch.CommandOutcome.Refused;
import energy.corridor.dispatch.Setpoint;
import energy.corridor.fleet.ConnectorStatus;
import energy.corridor.fleet.EvseState;
import energy.corridor.fleet.StationEvent.Metered;
import energy.corridor.fleet.StationEvent.Noticed;
import energy.corridor.fleet.StationEvent.TransactionEnded;
import energy.corridor.fleet.StationEvent.TransactionStarted;
import energy.corridor.ocpp.CentralSystem;
import energy.corridor.ocpp.StationClient;
import energy.corridor.telemetry.EvseId;
import energy.corridor.telemetry.Measurand;
import energy.corridor.telemetry.MeterReading;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Transactions that an OCPP 2.0.1 station names itself: in order, out of order, twice, and their setpoints. */
class TransactionEventTest {

    private static final EvseId EVSE = EvseId.of("RDAM-1", 1);
    private static final String ACCEPTED = "{\"status\":\"Accepted\"}";

    private CentralSystem central;
    private StationClient station;

    @BeforeEach
    void aStationThatHasBooted() {
        central = new CentralSystem();
        station = central.boot("RDAM-1", "ocpp2.0.1");
    }

    @AfterEach
    void closeDown() {
        central.close();
    }

    @Test
    void aTransactionFromStartToEnd() {
        tell(event("Started", 0, "21:59:00", "CablePluggedIn", "EVConnected", "", register("Transaction.Begin", 1000)));
        station.expect("[3,\"0\",{}]");
        assertThat(evse().transaction()).isEqualTo(1);
        assertThat(evse().vehicle()).isEmpty();
        tell(event("Updated", 1, "21:59:10", "Authorized", "Charging", token("BUS1"), ""));
        station.expect("[3,\"1\",{\"idTokenInfo\":{\"status\":\"Accepted\"}}]");
        assertThat(evse().vehicle())
                .hasValueSatisfying(v -> assertThat(v.value()).isEqualTo("bus-1"));
        assertThat(evse().status()).isEqualTo(ConnectorStatus.CHARGING);
        tell(event("Updated", 2, "21:59:30", "MeterValuePeriodic", "Charging", "", register("Sample.Periodic", 1500)));
        station.expect("[3,\"2\",{}]");
        tell(event("Ended", 3, "21:59:59", "EVDeparted", "Idle", token("BUS1"), register("Transaction.End", 2500)));
        station.expect("[3,\"3\",{\"idTokenInfo\":{\"status\":\"Accepted\"}}]");
        assertThat(central.kept(TransactionStarted.class))
                .containsExactly(new TransactionStarted(EVSE, 1, "", at("21:59:00"), NOW, 1000, "tx-a"));
        assertThat(central.kept(TransactionEnded.class))
                .containsExactly(new TransactionEnded(EVSE, 1, at("21:59:59"), NOW, 2500, "EVDisconnected"));
        assertThat(central.kept(Metered.class))
                .flatExtracting(Metered::readings)
                .extracting(MeterReading::transaction, r -> r.value().longValue())
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(1L, 1000L),
                        org.assertj.core.groups.Tuple.tuple(1L, 1500L),
                        org.assertj.core.groups.Tuple.tuple(1L, 2500L));
        assertThat(evse().transaction()).isZero();
    }

    @Test
    void anUnknownTokenIsToldSoButHasATransaction() {
        tell(event("Started", 0, "21:59:00", "Authorized", "Charging", token("STRANGER"), ""));
        station.expect("[3,\"0\",{\"idTokenInfo\":{\"status\":\"Invalid\"}}]");
        assertThat(evse().transaction()).isEqualTo(1);
    }

    @Test
    void theSameReportTwiceIsOneWhateverItsMessageIdAndConnection() {
        String start = event(
                "Started",
                0,
                "21:59:00",
                "CablePluggedIn",
                "Charging",
                token("BUS1"),
                register("Transaction.Begin", 1000));
        tell(start);
        station.next();
        tell(start);
        station.next();
        StationClient again = StationClient.connect(central.port(), "RDAM-1", "ocpp2.0.1");
        again.send("[2,\"another\"," + start);
        again.expect("[3,\"another\",{\"idTokenInfo\":{\"status\":\"Accepted\"}}]");
        assertThat(central.kept(TransactionStarted.class)).hasSize(1);
        assertThat(central.kept(Metered.class))
                .flatExtracting(Metered::readings)
                .hasSize(1);
    }

    @Test
    void aReportBeforeTheStartOpensTheTransaction() {
        tell(event("Updated", 4, "21:59:30", "MeterValuePeriodic", "Charging", "", register("Sample.Periodic", 1500)));
        station.expect("[3,\"4\",{}]");
        assertThat(evse().transaction()).isEqualTo(1);
        tell(event(
                "Started",
                0,
                "21:58:00",
                "CablePluggedIn",
                "EVConnected",
                token("BUS1"),
                register("Transaction.Begin", 1000)));
        station.expect("[3,\"0\",{\"idTokenInfo\":{\"status\":\"Accepted\"}}]");
        assertThat(central.kept(TransactionStarted.class)).hasSize(1);
        assertThat(evse().vehicle()).isPresent();
    }

    @Test
    void anEndBeforeItsStartIsATransactionThatIsOver() {
        tell(event("Ended", 2, "21:59:59", "EVDeparted", "Idle", token("BUS1"), register("Transaction.End", 2500)));
        station.expect("[3,\"2\",{\"idTokenInfo\":{\"status\":\"Accepted\"}}]");
        tell(event(
                "Started",
                0,
                "21:58:00",
                "CablePluggedIn",
                "Charging",
                token("BUS1"),
                register("Transaction.Begin", 1000)));
        station.expect("[3,\"0\",{\"idTokenInfo\":{\"status\":\"Accepted\"}}]");
        assertThat(evse().transaction()).isZero();
        assertThat(evse().status()).isNotEqualTo(ConnectorStatus.CHARGING);
        assertThat(central.kept(TransactionEnded.class)).hasSize(1);
    }

    @Test
    void offlineReportsCountByTheirOwnTime() {
        tell(event("Started", 0, "20:00:00", "CablePluggedIn", "Charging", token("BUS1"), "")
                .replace("\"seqNo\"", "\"offline\":true,\"seqNo\""));
        station.next();
        assertThat(central.kept(TransactionStarted.class).get(0).at()).isEqualTo(at("20:00:00"));
    }

    @Test
    void aReportWithoutAnEvseBelongsToItsTransactionOrToTheOnlyEvse() {
        String nowhere = event("Started", 0, "21:59:00", "Authorized", "Idle", token("BUS1"), "")
                .replace("\"evse\":{\"id\":1},", "");
        tell(nowhere);
        station.expect("[3,\"0\",{\"idTokenInfo\":{\"status\":\"Accepted\"}}]"); // RDAM-1 has two EVSEs
        assertThat(central.kept(TransactionStarted.class)).isEmpty();
        tell(event("Updated", 1, "21:59:20", "CablePluggedIn", "EVConnected", "", ""));
        station.expect("[3,\"1\",{}]");
        assertThat(evse().vehicle())
                .hasValueSatisfying(v -> assertThat(v.value()).isEqualTo("bus-1"));
        assertThat(central.kept(TransactionStarted.class).get(0).at()).isEqualTo(at("21:59:00"));
        StationClient one = central.boot("RDAM-2", "ocpp2.0.1");
        one.send("[2,\"0\"," + nowhere);
        one.next();
        assertThat(central.kept(TransactionStarted.class))
                .extracting(TransactionStarted::evse)
                .containsExactly(EVSE, EvseId.of("RDAM-2", 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SuspendedEV", "SuspendedEVSE"})
    void occupiedDoesNotHideWhatTheTransactionTells(String state) {
        tell(event("Started", 0, "21:59:00", "ChargingStateChanged", state, token("BUS1"), ""));
        station.next();
        station.send("[2,\"s\",\"StatusNotification\",{\"evseId\":1,\"connectorId\":1,\"connectorStatus\":\"Occupied\","
                + "\"timestamp\":\"2026-03-02T21:59:58Z\"}]");
        station.expect("[3,\"s\",{}]");
        assertThat(evse().status().name().replace("_", "")).isEqualToIgnoringCase(state);
    }

    @Test
    void anOddWordCostsOnlyItself() {
        tell(event("Started", 0, "21:59:00", "SolarFlare", "Humming", token("BUS1"), ""));
        station.expect("[3,\"0\",{\"idTokenInfo\":{\"status\":\"Accepted\"}}]");
    }

    @Test
    void nothingIsAcknowledgedThatIsNotDurable() {
        central.journal.fail();
        tell(event("Started", 0, "21:59:00", "CablePluggedIn", "Charging", token("BUS1"), ""));
        station.expect("[4,\"0\",\"InternalError\",\"The message could not be kept; please send it again.\",{}]");
        central.journal.repair();
        assertThat(evse().transaction()).isZero();
    }

    @Test
    void aSetpointIsATxProfileThatNamesTheStationsTransactionAndLapses() {
        tell(event("Started", 0, "21:59:00", "CablePluggedIn", "Charging", token("BUS1"), ""));
        station.next();
        CompletionStage<CommandOutcome> outcome =
                central.commands.apply(new Setpoint(EVSE, 1, 11.0409, NOW.minusSeconds(30), NOW.plusSeconds(870)));
        String id = station.expectCall(
                "\"SetChargingProfile\",{\"evseId\":1,\"chargingProfile\":{\"id\":2,\"stackLevel\":0,"
                        + "\"chargingProfilePurpose\":\"TxProfile\",\"chargingProfileKind\":\"Absolute\",\"transactionId\":\"tx-a\","
                        + "\"validFrom\":\"2026-03-02T21:59:30Z\",\"validTo\":\"2026-03-02T22:14:30Z\",\"chargingSchedule\":[{\"id\":2,"
                        + "\"chargingRateUnit\":\"W\",\"chargingSchedulePeriod\":[{\"startPeriod\":0,\"limit\":11040.9}],"
                        + "\"startSchedule\":\"2026-03-02T21:59:30Z\",\"duration\":900}]}}");
        station.answer(id, ACCEPTED);
        assertThat(end(outcome)).isEqualTo(new Accepted());
    }

    @Test
    void aFailsafeIsATxDefaultProfileThatAlwaysHolds() {
        CompletionStage<CommandOutcome> outcome = central.commands.installFailsafe(EVSE, 10);
        String id = station.expectCall(
                "\"SetChargingProfile\",{\"evseId\":1,\"chargingProfile\":{\"id\":3,\"stackLevel\":0,"
                        + "\"chargingProfilePurpose\":\"TxDefaultProfile\",\"chargingProfileKind\":\"Relative\",\"chargingSchedule\":[{\"id\":3,"
                        + "\"chargingRateUnit\":\"W\",\"chargingSchedulePeriod\":[{\"startPeriod\":0,\"limit\":10000.0}]}]}}");
        station.answer(id, "{\"status\":\"Rejected\",\"statusInfo\":{\"reasonCode\":\"TooLow\"}}");
        assertThat(end(outcome)).isEqualTo(new Refused("The station answered \"Rejected\"."));
    }

    @Test
    void noDischargeLeavesForAStationOf201AndNoProfileWithoutATransaction() {
        assertThat(end(central.commands.apply(new Setpoint(EVSE, 1, 11, NOW, NOW.plusSeconds(900)))))
                .isEqualTo(
                        new Refused(
                                "The transaction (1) of a TxProfile at RDAM-1/1 has no id of its station; there is none without a running transaction."));
        tell(event("Started", 0, "21:59:00", "CablePluggedIn", "Charging", token("BUS1"), ""));
        station.next();
        assertThat(end(central.commands.apply(new Setpoint(EVSE, 1, -11, NOW, NOW.plusSeconds(900)))))
                .isEqualTo(new Refused("The power (-11.0 kW) must be in 0..1000000; OCPP 2.0.1 knows no discharge."));
        station.expectNothing();
    }

    @Test
    void aProfileNeverOvertakesTheAnswerThatAcknowledgesItsTransaction() {
        central.fleet.onChange(() -> {
            EvseState now = evse();
            if (now.transaction() > 0) {
                central.commands.apply(new Setpoint(EVSE, now.transaction(), 11, NOW, NOW.plusSeconds(900)));
            }
        });
        tell(event("Started", 0, "21:59:00", "CablePluggedIn", "", token("BUS1"), ""));
        station.expect("[3,\"0\",{\"idTokenInfo\":{\"status\":\"Accepted\"}}]");
        assertThat(station.next()).contains("\"SetChargingProfile\"").contains("\"transactionId\":\"tx-a\"");
    }

    @Test
    void aVehicleThatTellsItsNeedsGetsTheSetpointInForceAndItsOwnScheduleIsHeldAgainstIt() {
        tell(event("Started", 0, "21:59:00", "CablePluggedIn", "Charging", token("BUS1"), ""));
        station.next();
        CompletionStage<CommandOutcome> outcome =
                central.commands.apply(new Setpoint(EVSE, 1, 11, NOW, NOW.plusSeconds(900)));
        station.answer(station.nextCall(), ACCEPTED);
        end(outcome);
        station.send(
                "[2,\"n\",\"NotifyEVChargingNeeds\",{\"evseId\":1,\"chargingNeeds\":{\"requestedEnergyTransfer\":\"DC\","
                        + "\"departureTime\":\"2026-03-03T04:00:00Z\",\"dcChargingParameters\":{\"evMaxCurrent\":250,\"evMaxVoltage\":800,"
                        + "\"stateOfCharge\":40}}}]");
        station.expect("[3,\"n\",{\"status\":\"Processing\"}]");
        String again = station.next();
        assertThat(again).contains("\"SetChargingProfile\"").contains("\"limit\":11000.0");
        station.answer(again.replaceAll("^\\[2,\"([^\"]+)\".*", "$1"), ACCEPTED);
        assertThat(central.kept(Metered.class))
                .flatExtracting(Metered::readings)
                .extracting(MeterReading::measurand, r -> r.value().intValue())
                .containsExactly(org.assertj.core.groups.Tuple.tuple(Measurand.SOC, 40));
        String schedule =
                "\"NotifyEVChargingSchedule\",{\"timeBase\":\"2026-03-02T22:00:00Z\",\"evseId\":1,\"chargingSchedule\":"
                        + "{\"id\":1,\"chargingRateUnit\":\"W\",\"chargingSchedulePeriod\":[{\"startPeriod\":0,\"limit\":LIMIT}]}}]";
        station.send("[2,\"a\"," + schedule.replace("LIMIT", "11000"));
        station.expect("[3,\"a\",{\"status\":\"Accepted\"}]");
        station.send("[2,\"b\"," + schedule.replace("LIMIT", "11001"));
        station.expect("[3,\"b\",{\"status\":\"Rejected\"}]");
        assertThat(central.kept(Noticed.class)).hasSize(2);
    }

    /** The message id is the report's number. */
    private void tell(String event) {
        station.send("[2,\"" + event.replaceAll(".*\"seqNo\":(\\d+).*", "$1") + "\"," + event);
    }

    private static String event(
            String type, int seqNo, String time, String trigger, String state, String token, String meter) {
        return "\"TransactionEvent\",{\"eventType\":\"%s\",\"timestamp\":\"2026-03-02T%sZ\",\"triggerReason\":\"%s\",\"seqNo\":%d,"
                        .formatted(type, time, trigger, seqNo)
                + "\"evse\":{\"id\":1},"
                + token
                + meter.replace("TIME", time)
                + "\"transactionInfo\":{\"transactionId\":\"tx-a\"%s%s}}]"
                        .formatted(
                                state.isEmpty() ? "" : ",\"chargingState\":\"" + state + "\"",
                                type.equals("Ended") ? ",\"stoppedReason\":\"EVDisconnected\"" : "");
    }

    private static String token(String tag) {
        return "\"idToken\":{\"idToken\":\"" + tag + "\",\"type\":\"ISO14443\"},";
    }

    private static String register(String context, int wh) {
        return "\"meterValue\":[{\"timestamp\":\"2026-03-02TTIMEZ\",\"sampledValue\":[{\"value\":%d,\"context\":\"%s\"}]}],"
                .formatted(wh, context);
    }

    private EvseState evse() {
        return central.fleet.at(NOW).evses().get(0);
    }

    private static Instant at(String time) {
        return Instant.parse("2026-03-02T" + time + "Z");
    }

    private static <T> T end(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
    }
}
