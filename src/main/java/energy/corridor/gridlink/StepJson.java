package energy.corridor.gridlink;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import energy.corridor.grid.contact.Contact;
import energy.corridor.grid.delivery.DeliveryReport;
import energy.corridor.grid.request.Decision;
import energy.corridor.grid.request.GridSignal;
import energy.corridor.grid.request.GridSignal.Band;
import energy.corridor.grid.request.GridSignal.Dispatch;
import energy.corridor.grid.request.GridSignal.Reserve;
import energy.corridor.grid.request.RequestRecord;
import energy.corridor.grid.request.RequestState;
import energy.corridor.grid.request.Slot;
import energy.corridor.grid.request.Transition;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A step of a request, a change of contact, and a measurement as messages. */
final class StepJson {

    private static final int WATTS = 3; // decimals of a kW or a kWh

    private StepJson() {}

    static ObjectNode of(RequestRecord request) {
        Transition step = request.newest();
        ObjectNode node = Fields.JSON.createObjectNode();
        node.put("id", request.asked().id().id());
        node.put("revision", request.asked().id().revision());
        node.put("status", step.state().name().toLowerCase(Locale.ROOT));
        node.put("at", step.at().toString());
        node.put("code", step.code().name());
        node.put("reason", step.reason());
        request.decision().ifPresent(decision -> decision(node, decision));
        if (!request.expected().isEmpty()) {
            slots(node.putArray("expected"), request.expected());
        }
        return node;
    }

    private static void decision(ObjectNode node, Decision decision) {
        ObjectNode decided = node.putObject("decision");
        decided.put("status", decision.state().name().toLowerCase(Locale.ROOT));
        decided.put("code", decision.code().name());
        decided.put("reason", decision.reason());
        decision.accepted().ifPresent(accepted -> accepted(decided, accepted));
        if (!decision.costs().isEmpty()) {
            ArrayNode costs = decided.putArray("costs");
            for (Decision.Cost cost : decision.costs()) {
                costs.addObject()
                        .put("vehicle", cost.vehicle())
                        .put("departure", cost.departure().toString())
                        .put("missingKwh", rounded(cost.missingKwh()))
                        .put("because", cost.because());
            }
        }
    }

    private static void accepted(ObjectNode node, GridSignal accepted) {
        if (accepted instanceof Dispatch dispatch) {
            slots(node.putArray("accepted"), dispatch.slots());
        } else if (accepted instanceof Reserve reserve) {
            slots(node.putArray("accepted"), reserve.slots());
        } else if (accepted instanceof Band band) {
            node.put("lowerKwh", rounded(band.lowerKwh())).put("upperKwh", rounded(band.upperKwh()));
        }
    }

    private static void slots(ArrayNode array, List<Slot> slots) {
        slots.forEach(slot -> array.addObject()
                .put("from", slot.from().toString())
                .put("to", slot.to().toString())
                .put("kw", rounded(slot.kw())));
    }

    static ObjectNode of(Contact contact) {
        ObjectNode node = Fields.JSON.createObjectNode();
        node.put("operator", contact.rules().operator());
        node.put("state", contact.state().name().toLowerCase(Locale.ROOT));
        node.put("since", contact.since().toString());
        node.put("reason", contact.reason());
        return node;
    }

    static ObjectNode of(RequestRecord request, DeliveryReport report, DeliveryReport.Interval interval) {
        ObjectNode node = Fields.JSON.createObjectNode();
        node.put("id", request.asked().id().id());
        node.put("revision", request.asked().id().revision());
        node.put("version", report.version());
        node.put("last", report.last());
        node.put("from", interval.from().toString());
        node.put("to", interval.to().toString());
        node.put("baselineMethod", report.baselineMethod());
        node.put("orderedKwh", rounded(interval.orderedKwh()));
        put(node, "baselineKwh", interval.baselineKwh());
        put(node, "actualKwh", interval.actualKwh());
        put(node, "deliveredKwh", interval.deliveredKwh());
        put(node, "shortfallKwh", interval.shortfallKwh());
        node.put("quality", interval.quality().name());
        interval.cause().ifPresent(cause -> node.put("cause", cause.name()));
        return node;
    }

    /** Whether the step is one that who asked has not been told as an answer already. */
    static boolean isNews(RequestRecord request) {
        return request.state() != RequestState.VALIDATED;
    }

    private static void put(ObjectNode node, String name, Optional<Double> kwh) {
        kwh.ifPresent(value -> node.put(name, rounded(value)));
    }

    private static BigDecimal rounded(double value) {
        return BigDecimal.valueOf(value).setScale(WATTS, RoundingMode.HALF_EVEN);
    }
}
