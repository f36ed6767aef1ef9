package energy.corridor.ocpp.v201;

import com.fasterxml.jackson.databind.node.ObjectNode;
import energy.corridor.dispatch.Setpoint;
import energy.corridor.fleet.StationIntake;
import energy.corridor.ocpp.JsonText;
import energy.corridor.ocpp.OcppVersion.Calls;
import energy.corridor.ocpp.OcppVersion.Request;
import energy.corridor.ocpp.v201.Requests.NotifyEVChargingSchedule;
import energy.corridor.quantity.Units;
import energy.corridor.telemetry.EvseId;
import energy.corridor.telemetry.StationId;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * The talk with ISO 15118 vehicles (part 2, use cases K15 to K17): a vehicle that tells its needs gets the setpoint in force once
 * more, and a schedule of its own that exceeds the setpoint is refused.
 */
public final class EvSchedules {

    private static final Logger LOG = Logger.getLogger(EvSchedules.class);

    private record Sent(Setpoint setpoint, Request profile) {}

    private final StationIntake intake;
    private final Messages messages;
    private final Map<EvseId, Sent> last = new ConcurrentHashMap<>();

    public EvSchedules(StationIntake intake, Messages messages) {
        this.intake = intake;
        this.messages = messages;
        messages.on("NotifyEVChargingSchedule", this::answer);
    }

    public void sent(Setpoint setpoint, Request profile) {
        last.put(setpoint.evse(), new Sent(setpoint, profile));
    }

    /** Without a setpoint in force the control loop's next one is the answer. */
    public void sendAgain(EvseId evse, Calls calls) {
        Sent sent = last.get(evse);
        if (sent == null || sent.setpoint().transaction() != intake.transactionAt(evse)) {
            return;
        }
        calls.call("SetChargingProfile", JsonText.ours(sent.profile().payload()))
                .thenAccept(answer -> LOG.infof("After its vehicle's needs, %s said %s.", evse, answer));
    }

    private CompletionStage<ObjectNode> answer(StationId station, ObjectNode json, Instant now) {
        NotifyEVChargingSchedule request = JsonText.as(json, NotifyEVChargingSchedule.class);
        EvseId evse = new EvseId(station, request.evseId());
        Sent sent = last.get(evse);
        boolean tooMuch = sent != null
                && sent.setpoint().transaction() == intake.transactionAt(evse)
                && exceeds(request.chargingSchedule(), sent.setpoint().powerKw());
        return messages.noticed(station, "NotifyEVChargingSchedule", json, now, tooMuch ? "Rejected" : "Accepted");
    }

    private static boolean exceeds(Requests.ChargingSchedule schedule, double powerKw) {
        return schedule.chargingRateUnit().equals("W")
                && schedule.chargingSchedulePeriod().stream()
                        .map(Requests.Period::limit)
                        .filter(Objects::nonNull)
                        .anyMatch(watts -> Units.wattsToKw(watts.doubleValue()) > powerKw);
    }
}
