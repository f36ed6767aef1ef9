package energy.corridor.sim.station;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import energy.corridor.sim.station.ChargingProfile.Purpose;
import energy.corridor.sim.station.ChargingProfile.Unit;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the service asks of a station that speaks OCPP 2.0.1 (part 2). */
final class Commands201 extends Commands {

    /** Messages of OCPP 2.0.1 that this station knows but does not offer. */
    private static final Set<String> NOT_OFFERED = Set.of(
            "CancelReservation",
            "CertificateSigned",
            "ClearDisplayMessage",
            "ClearVariableMonitoring",
            "CostUpdated",
            "CustomerInformation",
            "DeleteCertificate",
            "GetChargingProfiles",
            "GetDisplayMessages",
            "GetInstalledCertificateIds",
            "GetLocalListVersion",
            "GetLog",
            "GetMonitoringReport",
            "GetReport",
            "InstallCertificate",
            "PublishFirmware",
            "ReserveNow",
            "SendLocalList",
            "SetDisplayMessage",
            "SetMonitoringBase",
            "SetMonitoringLevel",
            "SetNetworkProfile",
            "SetVariableMonitoring",
            "UnpublishFirmware",
            "UpdateFirmware");

    private static final int REPORT_CHUNK = 5;

    private final Variables variables;

    Commands201(Station station, Dialogue dialogue, Host host) {
        super(station, dialogue, host);
        this.variables = new Variables(station, dialogue);
    }

    @Override
    Answer answer(String action, Payload request) {
        return switch (action) {
            case "SetChargingProfile" -> setChargingProfile(request);
            case "ClearChargingProfile" -> clearChargingProfile(request);
            case "GetCompositeSchedule" -> new Answer(compositeSchedule(request), NOTHING);
            case "SetVariables" -> new Answer(variables.set(request), NOTHING);
            case "GetVariables" -> new Answer(variables.get(request), NOTHING);
            case "GetBaseReport" -> baseReport(request);
            case "RequestStartTransaction" -> start(request);
            case "RequestStopTransaction" -> stop(request);
            case "GetTransactionStatus" -> new Answer(transactionStatus(request), NOTHING);
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
        int evse = request.required("evseId").integer();
        Payload json = request.required("chargingProfile").object();
        ChargingProfile profile = profile(evse, json);
        if (profile.purpose() == Purpose.TxProfile) {
            String named = json.required("transactionId").text(36); // K01.FR.03
            if (!isRunning(named)) {
                return Answer.status("Rejected");
            }
        }
        return install(profile);
    }

    private boolean isRunning(String transaction) {
        return station.session()
                .filter(s -> s.name(station.id()).equals(transaction))
                .isPresent();
    }

    /** The first of its schedules: the others are for vehicles that speak ISO 15118. */
    private static ChargingProfile profile(int evse, Payload json) {
        List<Payload> schedules = json.required("chargingSchedule").elements();
        if (schedules.isEmpty()) {
            throw new CallError("OccurenceConstraintViolation", "chargingSchedule must have an element");
        }
        json.required("id").integer();
        ObjectNode in16 = ((ObjectNode) json.json()).deepCopy();
        in16.set("chargingProfileId", in16.remove("id"));
        in16.remove("transactionId");
        in16.set("chargingSchedule", schedules.get(0).object().json());
        if (in16.path("chargingProfilePurpose").asText().equals("ChargingStationMaxProfile")) {
            in16.put("chargingProfilePurpose", Purpose.ChargePointMaxProfile.name());
        }
        return ProfileReader.read(evse, Payload.of(in16));
    }

    private Answer clearChargingProfile(Payload request) {
        Optional<Payload> criteria = request.optional("chargingProfileCriteria").map(Payload::object);
        return clear(
                request.optional("chargingProfileId").map(Payload::integer),
                criteria.flatMap(c -> c.optional("evseId")).map(Payload::integer),
                criteria.flatMap(c -> c.optional("chargingProfilePurpose"))
                        .map(p -> p.text(50).equals("ChargingStationMaxProfile")
                                ? Purpose.ChargePointMaxProfile
                                : p.oneOf(Purpose.class)),
                criteria.flatMap(c -> c.optional("stackLevel")).map(Payload::integer));
    }

    private ObjectNode compositeSchedule(Payload request) {
        int evse = request.required("evseId").integer();
        int duration = request.required("duration").integer();
        Unit unit = request.optional("chargingRateUnit")
                .map(u -> u.oneOf(Unit.class))
                .orElse(Unit.W);
        if (evse < 0 || evse > 1 || duration <= 0) {
            return Station.payload().put("status", "Rejected");
        }
        ObjectNode in16 = CompositeSchedule.of(
                station.profiles(),
                station.transactionStart(),
                station.outlet().station().maxKw(),
                station.clock(),
                duration,
                unit);
        ObjectNode answer = Station.payload().put("status", "Accepted");
        ObjectNode schedule = answer.putObject("schedule")
                .put("evseId", evse)
                .put("duration", duration)
                .put("scheduleStart", in16.path("startSchedule").asText())
                .put("chargingRateUnit", unit.name());
        schedule.set("chargingSchedulePeriod", in16.path("chargingSchedulePeriod"));
        return answer;
    }

    // ---- the device model

    private enum ReportBase {
        ConfigurationInventory,
        FullInventory,
        SummaryInventory
    }

    private Answer baseReport(Payload request) {
        int id = request.required("requestId").integer();
        ReportBase base = request.required("reportBase").oneOf(ReportBase.class);
        if (base == ReportBase.SummaryInventory) {
            return Answer.status("NotSupported");
        }
        return Answer.status("Accepted", () -> {
            List<ObjectNode> all = variables.report();
            for (int from = 0, seqNo = 0; from < all.size(); from += REPORT_CHUNK, seqNo++) {
                int to = Math.min(all.size(), from + REPORT_CHUNK);
                ObjectNode report = Station.payload()
                        .put("requestId", id)
                        .put("generatedAt", station.clock().toString())
                        .put("seqNo", seqNo)
                        .put("tbc", to < all.size());
                ArrayNode data = report.putArray("reportData");
                all.subList(from, to).forEach(data::add);
                dialogue.say("NotifyReport", report);
            }
        });
    }

    // ---- transactions and the rest

    private Answer start(Payload request) {
        int evse = request.optional("evseId").map(Payload::integer).orElse(1);
        request.required("remoteStartId").integer();
        Payload token = request.required("idToken").object();
        String idTag = token.required("idToken").text(36);
        token.required("type").text(20);
        Optional<ChargingProfile> profile = request.optional("chargingProfile").map(p -> profile(evse, p.object()));
        boolean fits = profile.map(p -> p.purpose() == Purpose.TxProfile && ProfileReader.acceptable(p))
                .orElse(true);
        boolean accepted = evse == 1 && fits && station.startRemotely(idTag, profile);
        return Answer.status(accepted ? "Accepted" : "Rejected", accepted ? station::authorise : NOTHING);
    }

    private Answer stop(Payload request) {
        boolean running = isRunning(request.required("transactionId").text(36));
        return Answer.status(running ? "Accepted" : "Rejected", running ? () -> station.end("Remote") : NOTHING);
    }

    private ObjectNode transactionStatus(Payload request) {
        Optional<String> named = request.optional("transactionId").map(t -> t.text(36));
        ObjectNode answer = Station.payload().put("messagesInQueue", dialogue.waiting() > 0);
        named.ifPresent(name -> answer.put("ongoingIndicator", isRunning(name)));
        return answer;
    }

    private Answer changeAvailability(Payload request) {
        boolean operative = request.required("operationalStatus").oneOf(Availability.class) == Availability.Operative;
        int evse = evse(request);
        if (evse < 0 || evse > 1) {
            return Answer.status("Rejected");
        }
        return Answer.status(station.operative(operative) ? "Accepted" : "Scheduled");
    }

    private static int evse(Payload request) {
        return request.optional("evse")
                .map(e -> e.object().required("id").integer())
                .orElse(1);
    }

    private Answer unlock(Payload request) {
        if (request.required("evseId").integer() != 1
                || request.required("connectorId").integer() != 1) {
            return Answer.status("UnknownConnector");
        }
        return station.session().isPresent()
                ? Answer.status("OngoingAuthorizedTransaction")
                : Answer.status("Unlocked");
    }

    private enum ResetType {
        Immediate,
        OnIdle
    }

    private Answer reset(Payload request) {
        ResetType type = request.required("type").oneOf(ResetType.class);
        if (request.optional("evseId").isPresent()
                || (type == ResetType.OnIdle && station.session().isPresent())) {
            return Answer.status("Rejected"); // one EVSE, which is the station; and it does not remember to do it later
        }
        return Answer.status("Accepted", () -> station.restart("HardReset"));
    }

    private Answer trigger(Payload request) {
        String message = request.required("requestedMessage").text(50);
        int evse = evse(request);
        if (evse < 0 || evse > 1) {
            return Answer.status("Rejected");
        }
        if (!dialogue.isAccepted() && !message.equals(Message.BOOT)) {
            return Answer.status("Rejected");
        }
        return switch (message) {
            case "TransactionEvent" ->
                station.session().isPresent()
                        ? Answer.status("Accepted", () -> station.meter(Samples.TRIGGER))
                        : Answer.status("Rejected");
            case "DiagnosticsStatusNotification" -> Answer.status("NotImplemented"); // it is of 1.6
            default -> triggered(message, 1);
        };
    }
}
