package energy.corridor.gridlink;

import energy.corridor.duty.VehicleId;
import energy.corridor.fleet.FleetBook;
import energy.corridor.fleet.FleetStore.TelematicsSample;
import energy.corridor.fleet.Vehicle;
import energy.corridor.grid.GridBook;
import energy.corridor.grid.request.ReasonCode;
import energy.corridor.grid.request.Receipt;
import energy.corridor.grid.request.RequestRecord.Channel;
import energy.corridor.grid.request.SignalId;
import energy.corridor.quantity.Units;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** Puts what a message says into the books. What it accepts is durable when it returns. */
final class MessageDesk {

    private final DepotTopics topics;
    private final FleetBook fleet;
    private final GridBook grid;
    private final SettlementDesk settlement;
    private final Clock clock;

    MessageDesk(DepotTopics topics, FleetBook fleet, GridBook grid, SettlementDesk settlement, Clock clock) {
        this.settlement = settlement;
        this.topics = topics;
        this.fleet = fleet;
        this.grid = grid;
        this.clock = clock;
    }

    /** Never throws for what a sender may have got wrong. @param channel where the sender wants to hear what becomes of it */
    Answer take(String topic, byte[] payload, Optional<Channel> channel) {
        if (topic.equals(topics.toldBy())) {
            return settlement.told(payload, clock.instant());
        }
        if (topic.equals(topics.answersToMade())) {
            return settlement.answered(payload);
        }
        Optional<String> vehicle = topics.vehicleOf(topic);
        Optional<DepotTopics.OfRequest> request = topics.requestOf(topic);
        Optional<String> heartbeat = topics.heartbeatOf(topic);
        String id = idIn(topic);
        try {
            if (vehicle.isPresent()) {
                fleet.accept(sample(new VehicleId(id), payload));
                return Answer.accepted(id);
            }
            if (request.isPresent()) {
                String operator = request.get().operator();
                return payload.length == 0
                        ? withdraw(new SignalId(operator, id, 1))
                        : put(RequestJson.read(operator, id, payload), channel);
            }
            if (heartbeat.isPresent()) {
                return heard(heartbeat.get());
            }
            if (topic.equals(topics.frequency())) {
                return frequency(payload);
            }
            return Answer.refused(id, "Nothing is expected on this topic.");
        } catch (IllegalArgumentException refused) {
            String sentence = Objects.requireNonNullElse(refused.getMessage(), refused.toString());
            return request.isPresent()
                    ? Answer.refused(id, ReasonCode.MALFORMED, sentence)
                    : Answer.refused(id, sentence);
        }
    }

    private Answer frequency(byte[] payload) {
        Fields fields = Fields.of(payload);
        double hz = fields.number("hz");
        Instant now = clock.instant();
        Instant at = fields.has("at") ? fields.instant("at") : now;
        fields.noOthers();
        grid.frequency().measured(hz, at, now);
        return Answer.accepted("frequency");
    }

    private Answer heard(String operator) {
        if (grid.contacts().find(operator).isEmpty()) {
            return Answer.refused(
                    operator,
                    "There is no operator \"%s\" whose contact is watched; agree on it first (PUT /api/operators/%s)."
                            .formatted(operator, operator));
        }
        grid.heard(operator, clock.instant());
        return Answer.accepted(operator);
    }

    /** The answer to a message whose expiry interval passed before its turn came. */
    Answer late(String topic) {
        return Answer.refused(idIn(topic), "The message expired before it could be taken; nothing was changed.");
    }

    /** The answer to a message that could not be stored. */
    Answer unkept(String topic) {
        return Answer.refused(
                idIn(topic), "The message could not be stored; nothing was changed. Please send it again.");
    }

    private String idIn(String topic) {
        return topics.vehicleOf(topic)
                .or(() -> topics.requestOf(topic).map(DepotTopics.OfRequest::id))
                .or(() -> topics.heartbeatOf(topic))
                .orElse(topic);
    }

    private Answer put(RequestJson request, Optional<Channel> channel) {
        Receipt receipt = grid.requests().receive(request.signal(), request.expires(), channel, clock.instant());
        if (receipt instanceof Receipt.Taken taken) {
            return Answer.received(taken.request());
        } else if (receipt instanceof Receipt.Repeated repeated) {
            return Answer.repeated(repeated.request());
        }
        Receipt.Refused refused = (Receipt.Refused) receipt;
        return Answer.refused(request.signal().id().id(), refused.code(), refused.reason());
    }

    private Answer withdraw(SignalId name) {
        return grid.requests()
                .cancel(name.key(), "It was withdrawn by MQTT.", clock.instant())
                .map(Answer::repeated)
                .orElseGet(() ->
                        Answer.refused(name.id(), "There is no request \"%s\" to withdraw.".formatted(name.id())));
    }

    private TelematicsSample sample(VehicleId id, byte[] payload) {
        Fields fields = Fields.of(payload);
        Instant at = fields.instant("at");
        boolean inKwh = fields.has("socKwh");
        boolean inPercent = fields.has("socPercent");
        fields.noOthers();
        if (inKwh == inPercent) {
            throw new IllegalArgumentException("The payload must have socKwh or socPercent, and not both.");
        }
        double socKwh = inKwh ? fields.number("socKwh") : fromPercent(id, fields.number("socPercent"));
        return new TelematicsSample(id, at, clock.instant(), socKwh);
    }

    private double fromPercent(VehicleId id, double percent) {
        if (!(0 <= percent && percent <= 100)) {
            throw new IllegalArgumentException(
                    "The field socPercent (%s) of %s must be in 0..100.".formatted(percent, id));
        }
        double capacityKwh = fleet.depot().vehicles().stream()
                .filter(vehicle -> vehicle.id().equals(id))
                .findFirst()
                .map(Vehicle::capacityKwh)
                .orElse(1.0); // the book refuses an unknown vehicle by name
        return Units.percentToKwh(percent, capacityKwh);
    }
}
