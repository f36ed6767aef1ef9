package energy.corridor.ocpp.v21;

import energy.corridor.dispatch.Setpoint;
import energy.corridor.fleet.StationIntake;
import energy.corridor.ocpp.Fault;
import energy.corridor.ocpp.OcppMetrics;
import energy.corridor.ocpp.OcppSettings;
import energy.corridor.ocpp.OcppVersion;
import energy.corridor.ocpp.Rate;
import energy.corridor.ocpp.Shapes;
import energy.corridor.ocpp.StationSocket;
import energy.corridor.ocpp.v201.ChargingProfiles;
import energy.corridor.ocpp.v201.EvSchedules;
import energy.corridor.ocpp.v201.MessageAnswers;
import energy.corridor.ocpp.v201.Messages;
import energy.corridor.telemetry.EvseId;
import energy.corridor.telemetry.StationId;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Set;

/** OCPP 2.1: what 2.0.1 says, and setpoints below zero for vehicles that may give power back (V2X). */
@Singleton
public final class Ocpp21 implements OcppVersion {

    /** CALLRESULTERROR, an error in an answer of ours, and SEND, which nobody answers. */
    private static final Set<Long> NEVER_ANSWERED = Set.of(5L, 6L);

    /** New in 2.1; kept for people. */
    private static final Set<String> NOTICES = Set.of(
            "BatterySwap",
            "ClosePeriodicEventStream",
            "NotifyDERAlarm",
            "NotifyDERStartStop",
            "NotifyPriorityCharging",
            "NotifySettlement",
            "NotifyWebPaymentStarted",
            "ReportDERControl");

    private final Shapes shapes = Shapes.of("ocpp2.1");
    private final StationIntake intake;
    private final Messages messages;
    private final EvSchedules schedules;
    private final Discharge discharge;

    public Ocpp21(StationIntake intake, Clock clock, OcppSettings settings, OcppMetrics metrics) {
        this.intake = intake;
        this.messages = new Messages(intake, clock, settings.heartbeatInterval(), metrics);
        this.schedules = new EvSchedules(intake, messages);
        this.discharge = new Discharge(intake);
        NOTICES.forEach(action ->
                messages.on(action, (station, request, now) -> messages.noticed(station, action, request, now, "")));
        // We send no dynamic profile, and open no stream.
        messages.on("PullDynamicScheduleUpdate", (station, request, now) -> Messages.done(Messages.status("Rejected")));
        messages.on("OpenPeriodicEventStream", (station, request, now) -> Messages.done(Messages.status("Rejected")));
    }

    @Override
    public String subprotocol() {
        return "ocpp2.1";
    }

    @Override
    public Shapes shapes() {
        return shapes;
    }

    @Override
    public String code(Fault.Kind kind) {
        return kind.in2();
    }

    @Override
    public boolean staysSilentOn(long messageType) {
        return NEVER_ANSWERED.contains(messageType);
    }

    @Override
    public Answers answers(StationId station, StationSocket socket, Calls calls) {
        return new MessageAnswers(messages, station, socket, (action, payload) -> {
            if (action.equals("NotifyEVChargingNeeds")) {
                EvseId evse = new EvseId(station, payload.path("evseId").intValue());
                discharge.told(evse, payload.path("chargingNeeds"), calls);
                schedules.sendAgain(evse, calls);
            }
        });
    }

    @Override
    public Request setpoint(Setpoint setpoint, Rate rate) {
        Request profile = ChargingProfiles.of(
                setpoint,
                rate,
                intake.nameOf(setpoint.evse(), setpoint.transaction()),
                discharge.leastKw(setpoint.evse(), setpoint.transaction()),
                "the vehicle has not offered more discharge, or the station has not agreed to it");
        schedules.sent(setpoint, profile);
        return profile;
    }

    @Override
    public Request failsafe(EvseId evse, double failsafeKw, Rate rate) {
        return ChargingProfiles.failsafe(evse, failsafeKw, rate, "a default never discharges");
    }
}
