package energy.corridor.ocpp.v201;

import energy.corridor.dispatch.Setpoint;
import energy.corridor.fleet.StationIntake;
import energy.corridor.ocpp.Fault;
import energy.corridor.ocpp.OcppMetrics;
import energy.corridor.ocpp.OcppSettings;
import energy.corridor.ocpp.OcppVersion;
import energy.corridor.ocpp.Rate;
import energy.corridor.ocpp.Shapes;
import energy.corridor.ocpp.StationSocket;
import energy.corridor.telemetry.EvseId;
import energy.corridor.telemetry.StationId;
import jakarta.inject.Singleton;
import java.time.Clock;

/** OCPP 2.0.1. */
@Singleton
public final class Ocpp201 implements OcppVersion {

    private static final String NO_DISCHARGE = "OCPP 2.0.1 knows no discharge";

    private final Shapes shapes = Shapes.of("ocpp2.0.1");
    private final StationIntake intake;
    private final Messages messages;
    private final EvSchedules schedules;

    public Ocpp201(StationIntake intake, Clock clock, OcppSettings settings, OcppMetrics metrics) {
        this.intake = intake;
        this.messages = new Messages(intake, clock, settings.heartbeatInterval(), metrics);
        this.schedules = new EvSchedules(intake, messages);
    }

    @Override
    public String subprotocol() {
        return "ocpp2.0.1";
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
    public Answers answers(StationId station, StationSocket socket, Calls calls) {
        return new MessageAnswers(messages, station, socket, (action, payload) -> {
            if (action.equals("NotifyEVChargingNeeds")) {
                schedules.sendAgain(new EvseId(station, payload.path("evseId").intValue()), calls);
            }
        });
    }

    @Override
    public Request setpoint(Setpoint setpoint, Rate rate) {
        Request profile = ChargingProfiles.of(
                setpoint, rate, intake.nameOf(setpoint.evse(), setpoint.transaction()), 0, NO_DISCHARGE);
        schedules.sent(setpoint, profile);
        return profile;
    }

    @Override
    public Request failsafe(EvseId evse, double failsafeKw, Rate rate) {
        return ChargingProfiles.failsafe(evse, failsafeKw, rate, NO_DISCHARGE);
    }
}
