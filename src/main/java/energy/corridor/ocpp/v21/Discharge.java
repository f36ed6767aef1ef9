package energy.corridor.ocpp.v21;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import energy.corridor.fleet.StationIntake;
import energy.corridor.ocpp.Answer;
import energy.corridor.ocpp.JsonText;
import energy.corridor.ocpp.OcppVersion.Calls;
import energy.corridor.quantity.Units;
import energy.corridor.telemetry.EvseId;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Which vehicles may give power back: those that offer a bidirectional energy transfer (NotifyEVChargingNeeds) and whose station then
 * accepts it (NotifyAllowedEnergyTransfer). It holds for the transaction, as far as this process remembers.
 */
final class Discharge {

    private static final Logger LOG = Logger.getLogger(Discharge.class);
    private static final double ANY_KW = -1e6;

    private record Grant(long transaction, double leastKw) {}

    private final StationIntake intake;
    private final Map<EvseId, Grant> grants = new ConcurrentHashMap<>();

    Discharge(StationIntake intake) {
        this.intake = intake;
    }

    /** The lowest power that may be asked for, 0 or negative. */
    double leastKw(EvseId evse, long transaction) {
        Grant grant = grants.get(evse);
        return grant == null || grant.transaction() != transaction ? 0 : grant.leastKw();
    }

    /** A vehicle told its needs; asks the station for what it offers. */
    void told(EvseId evse, JsonNode needs, Calls calls) {
        grants.remove(evse);
        Set<String> offered = new LinkedHashSet<>();
        offered.add(needs.path("requestedEnergyTransfer").asText());
        needs.path("availableEnergyTransfer").forEach(mode -> offered.add(mode.asText()));
        long transaction = intake.transactionAt(evse);
        String name = intake.nameOf(evse, transaction);
        if (name.isEmpty() || offered.stream().noneMatch(mode -> mode.contains("BPT"))) {
            return;
        }
        JsonNode most = needs.path("v2xChargingParameters").path("maxDischargePower");
        Grant grant = new Grant(transaction, most.isNumber() ? -Math.abs(Units.wattsToKw(most.doubleValue())) : ANY_KW);
        ObjectNode payload = JsonText.object().put("transactionId", name);
        ArrayNode allowed = payload.putArray("allowedEnergyTransfer");
        offered.forEach(allowed::add);
        calls.call("NotifyAllowedEnergyTransfer", payload).thenAccept(answer -> {
            boolean agreed = answer instanceof Answer.Result result
                    && result.payload().path("status").asText().equals("Accepted");
            if (agreed) {
                grants.put(evse, grant);
            }
            LOG.infof("Discharge at %s down to %.1f kW: %s.", evse, grant.leastKw(), agreed ? "agreed" : answer);
        });
    }
}
