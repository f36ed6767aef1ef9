package energy.corridor.ocpp.v21;

import static energy.corridor.ocpp.CentralSystem.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import energy.corridor.dispatch.CommandOutcome;
import energy.corridor.dispatch.CommandOutcome.Accepted;
import energy.corridor.dispatch.CommandOutcome.Refused;
import energy.corridor.dispatch.Setpoint;
import energy.corridor.fleet.StationEvent.Metered;
import energy.corridor.fleet.StationEvent.Noticed;
import energy.corridor.ocpp.CentralSystem;
import energy.corridor.ocpp.StationClient;
import energy.corridor.telemetry.EvseId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** OCPP 2.1: a vehicle that offers it and a station that agrees give power back; nobody else does. */
class DischargeTest {

    private static final EvseId EVSE = EvseId.of("RDAM-1", 1);
    private static final String ACCEPTED = "{\"status\":\"Accepted\"}";
    private static final String NOT_AGREED =
            "the vehicle has not offered more discharge, or the station has not agreed to it.";

    private CentralSystem central;
    private StationClient station;

    @BeforeEach
    void aVehicleThatCharges() {
        central = new CentralSystem();
        station = central.boot("RDAM-1", "ocpp2.1");
        station.send("[2,\"t\",\"TransactionEvent\",{\"eventType\":\"Started\",\"timestamp\":\"2026-03-02T21:59:00Z\","
                + "\"triggerReason\":\"CablePluggedIn\",\"seqNo\":0,\"transactionInfo\":{\"transactionId\":\"tx-v2g\"},"
                + "\"evse\":{\"id\":1},\"idToken\":{\"idToken\":\"BUS1\",\"type\":\"ISO14443\"}}]");
        station.expect("[3,\"t\",{\"idTokenInfo\":{\"status\":\"Accepted\"}}]");
    }

    @AfterEach
    void closeDown() {
        central.close();
    }

    @Test
    void aDischargeIsACentralSetpointWithItsSign() {
        needs("DC_BPT", ",\"v2xChargingParameters\":{\"maxDischargePower\":60000}");
        station.expect("[3,\"n\",{\"status\":\"Processing\"}]");
        String id = station.expectCall(
                "\"NotifyAllowedEnergyTransfer\",{\"transactionId\":\"tx-v2g\",\"allowedEnergyTransfer\":[\"DC_BPT\"]}");
        station.answer(id, ACCEPTED);
        List<CompletionStage<CommandOutcome>> outcomes = new ArrayList<>(); // the first that is not refused at once
        central.until("the discharge is agreed", c -> {
            outcomes.add(0, c.commands.apply(setpoint(-50.05)));
            return !outcomes.get(0).toCompletableFuture().isDone();
        });
        id = station.expectCall("\"SetChargingProfile\",{\"evseId\":1,\"chargingProfile\":{\"id\":2,\"stackLevel\":0,"
                + "\"chargingProfilePurpose\":\"TxProfile\",\"chargingProfileKind\":\"Absolute\",\"transactionId\":\"tx-v2g\","
                + "\"validFrom\":\"2026-03-02T22:00:00Z\",\"validTo\":\"2026-03-02T22:15:00Z\",\"chargingSchedule\":[{\"id\":2,"
                + "\"chargingRateUnit\":\"W\",\"chargingSchedulePeriod\":[{\"startPeriod\":0,\"limit\":0,\"dischargeLimit\":-50050.0,"
                + "\"setpoint\":-50050.0,\"operationMode\":\"CentralSetpoint\"}],"
                + "\"startSchedule\":\"2026-03-02T22:00:00Z\",\"duration\":900}]}}");
        station.answer(id, ACCEPTED);
        assertThat(end(outcomes.get(0))).isEqualTo(new Accepted());
        assertThat(end(central.commands.apply(setpoint(-60.1))))
                .isEqualTo(new Refused("The power (-60.1 kW) must be in -60..1000000; " + NOT_AGREED));
    }

    @Test
    void chargingIsALimitAsBefore() {
        CompletionStage<CommandOutcome> outcome = central.commands.apply(setpoint(11));
        assertThat(station.next()).contains("[{\"startPeriod\":0,\"limit\":11000.0}]");
        station.vanish();
        end(outcome);
    }

    @Test
    void withoutAnOfferOfTheVehicleNothingIsGivenBack() {
        assertThat(end(central.commands.apply(setpoint(-1))))
                .isEqualTo(new Refused("The power (-1.0 kW) must be in 0..1000000; " + NOT_AGREED));
        needs("DC", "");
        station.expect("[3,\"n\",{\"status\":\"Processing\"}]");
        assertThat(end(central.commands.apply(setpoint(-1)))).isInstanceOf(Refused.class);
        station.expectNothing();
    }

    @Test
    void aStationThatDoesNotAgreeGivesNothingBack() {
        needs("AC_three_phase", ",\"availableEnergyTransfer\":[\"AC_BPT\"]");
        station.next();
        station.answer(
                station.expectCall("\"NotifyAllowedEnergyTransfer\",{\"transactionId\":\"tx-v2g\","
                        + "\"allowedEnergyTransfer\":[\"AC_three_phase\",\"AC_BPT\"]}"),
                "{\"status\":\"Rejected\"}");
        assertThat(end(central.commands.apply(setpoint(-1)))).isInstanceOf(Refused.class);
    }

    @Test
    void aDefaultNeverDischarges() {
        assertThat(end(central.commands.installFailsafe(EVSE, -1)))
                .isEqualTo(new Refused("The power (-1.0 kW) must be in 0..1000000; a default never discharges."));
    }

    @Test
    void theNewMessagesAreAnsweredAndSendIsNot() {
        station.send(
                "[6,\"s\",\"NotifyPeriodicEventStream\",{\"id\":1,\"pending\":0,\"basetime\":\"2026-03-02T22:00:00Z\","
                        + "\"data\":[{\"t\":1,\"v\":\"2\"}]}]");
        station.send("[5,\"x\",\"GenericError\",\"\",{}]");
        station.send(
                "[2,\"1\",\"NotifyDERAlarm\",{\"controlType\":\"FreqDroop\",\"timestamp\":\"2026-03-02T22:00:00Z\"}]");
        station.expect("[3,\"1\",{}]");
        assertThat(central.kept(Noticed.class)).extracting(Noticed::kind).containsExactly("NotifyDERAlarm");
        station.send("[2,\"2\",\"PullDynamicScheduleUpdate\",{\"chargingProfileId\":2}]");
        station.expect("[3,\"2\",{\"status\":\"Rejected\"}]");
        station.send("[2,\"3\",\"MeterValues\",{\"evseId\":1,\"meterValue\":[{\"timestamp\":\"2026-03-02T22:00:00Z\","
                + "\"sampledValue\":[{\"value\":50050,\"measurand\":\"Power.Active.Export\"}]}]}]");
        station.expect("[3,\"3\",{}]");
        assertThat(central.kept(Metered.class)).hasSize(1);
        assertThat(central.fleet.at(NOW).evses().get(0).powerKw()).contains(-50.05);
    }

    private void needs(String transfer, String more) {
        station.send(
                "[2,\"n\",\"NotifyEVChargingNeeds\",{\"evseId\":1,\"chargingNeeds\":{\"requestedEnergyTransfer\":\"%s\"%s}}]"
                        .formatted(transfer, more));
    }

    private static Setpoint setpoint(double powerKw) {
        return new Setpoint(EVSE, 1, powerKw, NOW, NOW.plusSeconds(900));
    }

    private static <T> T end(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
    }
}
