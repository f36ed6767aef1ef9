package energy.corridor.sim.station;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import energy.corridor.sim.station.ChargingProfile.Purpose;
import energy.corridor.sim.station.ChargingProfile.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the service asks of a station that speaks OCPP 1.6 (section 5). */
final class Commands16 extends Commands {

    /** Messages of OCPP 1.6 that this station knows but does not offer. */
    private static final Set<String> NOT_OFFERED = Set.of(
            "GetDiagnostics",
            "UpdateFirmware",
            "GetLocalListVersion",
            "SendLocalList",
            "ReserveNow",
            "CancelReservation");

    Commands16(Station station, Dialogue dialogue, Host host) {
        super(station, dialogue, host);
    }

    @Override
    Answer answer(String action, Payload request) {
        return switch (action) {
            case "SetChargingProfile" -> setChargingProfile(request);
            case "ClearChargingProfile" -> clearChargingProfile(request);
            case "GetCompositeSchedule" -> new Answer(compositeSchedule(request), NOTHING);
            case "ChangeConfiguration" -> changeConfiguration(request);
            case "GetConfiguration" -> new Answer(getConfiguration(request), NOTHING);
            case "RemoteStartTransaction" -> remoteStart(request);
            case "RemoteStopTransaction" -> remoteStop(request);
            case "ChangeAvailability" -> changeAvailability(request);
            case "UnlockConnector" -> unlock(request);
            case "Reset" -> reset(request);
            case "TriggerMessage" -> trigger(request);
            case "ClearCache" -> Answer.status("Rejected"); // there is no cache
            case "DataTransfer" -> Answer.status(creditInfo(request));
            default ->
                throw new CallError(
                        NOT_OFFERED.contains(action) ? "NotSupported" : "NotImplemented",
                        "this station does not offer " + action);
        };
    }

    // ---- smart charging

    private Answer setChargingProfile(Payload request) {
        int connector = request.required("connectorId").integer();
        ChargingProfile profile = ProfileReader.read(
                connector, request.required("csChargingProfiles").object());
        return fitsTransaction(profile) ? install(profile) : Answer.status("Rejected");
    }

    /** A TxProfile is for the transaction that runs (OCPP 1.6 section 5.16). */
    private boolean fitsTransaction(ChargingProfile profile) {
        if (profile.purpose() != Purpose.TxProfile) {
            return true;
        }
        Integer named = profile.transactionId();
        return station.session()
                .filter(s -> named == null || named.equals(dialogue.outbox().transactionId(s.number())))
                .isPresent();
    }

    private Answer clearChargingProfile(Payload request) {
        Optional<Integer> id = request.optional("id").map(Payload::integer);
        Optional<Integer> connector = request.optional("connectorId").map(Payload::integer);
        Optional<Purpose> purpose = request.optional("chargingProfilePurpose").map(p -> p.oneOf(Purpose.class));
        Optional<Integer> level = request.optional("stackLevel").map(Payload::integer);
        return clear(id, connector, purpose, level);
    }

    private ObjectNode compositeSchedule(Payload request) {
        int connector = request.required("connectorId").integer();
        int duration = request.required("duration").integer();
        Unit unit = request.optional("chargingRateUnit")
                .map(u -> u.oneOf(Unit.class))
                .orElse(Unit.W);
        if (connector < 0 || connector > 1 || duration <= 0) {
            return Station.payload().put("status", "Rejected");
        }
        ObjectNode schedule = CompositeSchedule.of(
                station.profiles(),
                station.transactionStart(),
                station.outlet().station().maxKw(),
                station.clock(),
                duration,
                unit);
        ObjectNode answer = Station.payload()
                .put("status", "Accepted")
                .put("connectorId", connector)
                .put("scheduleStart", station.clock().toString());
        answer.set("chargingSchedule", schedule);
        return answer;
    }

    // ---- configuration

    private Answer changeConfiguration(Payload request) {
        String key = request.required("key").text(50);
        String value = request.required("value").text(500);
        if (station.configuration().get(key).isEmpty()) {
            return Answer.status("NotSupported");
        }
        if (!station.configuration().set(key, value)) {
            return Answer.status("Rejected");
        }
        dialogue.configurationChanged(key);
        return Answer.status("Accepted");
    }

    private ObjectNode getConfiguration(Payload request) {
        List<String> asked = new ArrayList<>();
        request.optional("key").ifPresent(list -> list.elements().forEach(k -> asked.add(k.text(50))));
        if (asked.isEmpty()) {
            asked.addAll(station.configuration().keys());
        }
        ObjectNode answer = Station.payload();
        ArrayNode found = answer.putArray("configurationKey");
        ArrayNode unknown = Json.MAPPER.createArrayNode();
        for (String key : asked) {
            Optional<String> value = station.configuration().get(key);
            if (value.isPresent()) {
                found.addObject()
                        .put("key", key)
                        .put("readonly", !station.configuration().isWritable(key))
                        .put("value", value.get());
            } else {
                unknown.add(key);
            }
        }
        if (!unknown.isEmpty()) {
            answer.set("unknownKey", unknown);
        }
        return answer;
    }

    // ---- transactions and the rest

    private Answer remoteStart(Payload request) {
        int connector = request.optional("connectorId").map(Payload::integer).orElse(1);
        String idTag = request.required("idTag").text(20);
        Optional<ChargingProfile> profile =
                request.optional("chargingProfile").map(p -> ProfileReader.read(connector, p.object()));
        boolean profileFits = profile.map(p ->
                        p.purpose() == Purpose.TxProfile && p.transactionId() == null && ProfileReader.acceptable(p))
                .orElse(true);
        boolean accepted = connector == 1 && profileFits && station.startRemotely(idTag, profile);
        return Answer.status(accepted ? "Accepted" : "Rejected", accepted ? station::authorise : NOTHING);
    }

    private Answer remoteStop(Payload request) {
        int transaction = request.required("transactionId").integer();
        boolean running = station.session()
                .map(s -> dialogue.outbox().transactionId(s.number()))
                .filter(known -> known == transaction)
                .isPresent();
        return Answer.status(running ? "Accepted" : "Rejected", running ? () -> station.end("Remote") : NOTHING);
    }

    private Answer changeAvailability(Payload request) {
        int connector = request.required("connectorId").integer();
        boolean operative = request.required("type").oneOf(Availability.class) == Availability.Operative;
        if (connector < 0 || connector > 1) {
            return Answer.status("Rejected");
        }
        return Answer.status(station.operative(operative) ? "Accepted" : "Scheduled");
    }

    private Answer unlock(Payload request) {
        if (request.required("connectorId").integer() != 1) {
            return Answer.status("NotSupported");
        }
        return Answer.status("Unlocked", () -> station.end("UnlockCommand"));
    }

    private enum ResetType {
        Hard,
        Soft
    }

    private Answer reset(Payload request) {
        ResetType type = request.required("type").oneOf(ResetType.class);
        return Answer.status("Accepted", () -> station.restart(type + "Reset"));
    }

    private Answer trigger(Payload request) {
        String message = request.required("requestedMessage").text(50);
        int connector = request.optional("connectorId").map(Payload::integer).orElse(1);
        if (connector < 0 || connector > 1) {
            return Answer.status("Rejected");
        }
        if (!dialogue.isAccepted() && !message.equals(Message.BOOT)) {
            return Answer.status("Rejected");
        }
        return triggered(message, connector);
    }
}
