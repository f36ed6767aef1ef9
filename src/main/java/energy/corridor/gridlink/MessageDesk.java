package energy.corridor.gridlink;

import energy.corridor.duty.VehicleId;
import energy.corridor.fleet.FleetBook;
import energy.corridor.fleet.FleetStore.TelematicsSample;
import energy.corridor.fleet.Vehicle;
import energy.corridor.grid.GridBook;
import energy.corridor.grid.GridRequest;
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
    private final Clock clock;

    MessageDesk(DepotTopics topics, FleetBook fleet, GridBook grid, Clock clock) {
        this.topics = topics;
        this.fleet = fleet;
        this.grid = grid;
        this.clock = clock;
    }

    /** Never throws for what a sender may have got wrong. */
    Answer take(String topic, byte[] payload) {
        Optional<String> vehicle = topics.vehicleOf(topic);
        Optional<String> request = topics.requestOf(topic);
        String id = idIn(topic);
        try {
            if (vehicle.isPresent()) {
                fleet.accept(sample(new VehicleId(id), payload));
                return Answer.accepted(id);
            }
            if (request.isPresent()) {
                return payload.length == 0 ? withdraw(id) : put(RequestJson.read(id, payload));
            }
            return Answer.refused(id, "Nothing is expected on this topic.");
        } catch (IllegalArgumentException refused) {
            return Answer.refused(id, Objects.requireNonNullElse(refused.getMessage(), refused.toString()));
        }
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
        return topics.vehicleOf(topic).or(() -> topics.requestOf(topic)).orElse(topic);
    }

    private Answer put(GridRequest request) {
        Instant now = clock.instant();
        if (!request.to().isAfter(now)) {
            return Answer.refused(
                    request.id(),
                    "Request \"%s\" ended at %s; now it is %s.".formatted(request.id(), request.to(), now));
        }
        if (!grid.requests(now).contains(request)) { // a repetition changes nothing
            grid.put(request);
        }
        return Answer.accepted(request.id());
    }

    private Answer withdraw(String id) {
        return grid.remove(id)
                ? Answer.accepted(id)
                : Answer.refused(id, "There is no request \"%s\" to withdraw.".formatted(id));
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
