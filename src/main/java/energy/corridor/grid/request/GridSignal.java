package energy.corridor.grid.request;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What an operator says, whatever the protocol it came by. kW at the grid connection, positive = import; windows are half-open. */
public sealed interface GridSignal {

    SignalId id();

    Instant from();

    Instant to();

    /** How a limit of the connection is meant. */
    enum LimitKind {
        /** Holds for its intervals, in place of subscription and grant. */
        LIMIT,
        /** What the contract gives as a rule. */
        SUBSCRIPTION,
        /** Added to the subscription. */
        GRANTED
    }

    /** What a delivery is measured against. */
    enum BaselineMethod {
        /** The plan as it was before the request, frozen when it was accepted. */
        DECLARED,
        /** The metered mean of the quarter of an hour before the request begins. */
        METER_BEFORE,
        /** None: what counts is to stay below the limit. */
        FIRM_SERVICE_LEVEL
    }

    /** The site imports (or exports) at most this. @param priority lower goes first within an operator; empty = last */
    record SiteLimit(SignalId id, boolean export, LimitKind kind, Optional<Integer> priority, List<Slot> slots)
            implements GridSignal {
        public SiteLimit {
            slots = Slot.atLeastZero(id.id(), slots);
        }

        @Override
        public Instant from() {
            return first(slots);
        }

        @Override
        public Instant to() {
            return last(slots);
        }
    }

    /**
     * The site's net import is to be this.
     *
     * @param relative whether kW are against the baseline: below zero = less import
     * @param penaltyEurPerKwh what a kWh that is not delivered costs, 0 or more
     */
    record Dispatch(SignalId id, boolean relative, List<Slot> slots, double penaltyEurPerKwh, BaselineMethod baseline)
            implements GridSignal {
        public Dispatch {
            slots = Slot.checked(id.id(), slots);
            checkAtLeastZero(id, "penaltyEurPerKwh", penaltyEurPerKwh);
        }

        @Override
        public Instant from() {
            return first(slots);
        }

        @Override
        public Instant to() {
            return last(slots);
        }
    }

    /** The summed energy of plugged-in vehicles and storage is to stay in {@code lowerKwh..upperKwh}. */
    record Band(SignalId id, Instant from, Instant to, double lowerKwh, double upperKwh) implements GridSignal {
        public Band {
            Slot.checked(id.id(), List.of(new Slot(from, to, 0)));
            checkAtLeastZero(id, "lowerKwh", lowerKwh);
            if (!(upperKwh >= lowerKwh)) {
                throw new IllegalArgumentException("Request \"%s\": upperKwh (%s) must be lowerKwh (%s) or more."
                        .formatted(id.id(), upperKwh, lowerKwh));
            }
        }
    }

    /** Room to import less ({@code up}) or more for {@code holdMinutes}, from any instant of the intervals. */
    record Reserve(SignalId id, boolean up, List<Slot> slots, int holdMinutes, double earnEurPerKwPerHour, boolean firm)
            implements GridSignal {
        public Reserve {
            slots = Slot.atLeastZero(id.id(), slots);
            if (holdMinutes < 1) {
                throw new IllegalArgumentException(
                        "Request \"%s\": holdMinutes (%d) must be 1 or more.".formatted(id.id(), holdMinutes));
            }
            checkAtLeastZero(id, "earnEurPerKwPerHour", earnEurPerKwPerHour);
        }

        @Override
        public Instant from() {
            return first(slots);
        }

        @Override
        public Instant to() {
            return last(slots);
        }
    }

    /** A message for the depot's people. @param type the protocol's own word, such as ALERT_GRID_EMERGENCY */
    record GridAlert(SignalId id, String type, String text, Instant from, Instant to) implements GridSignal {
        public GridAlert {
            Slot.checked(id.id(), List.of(new Slot(from, to, 0)));
        }
    }

    private static Instant first(List<Slot> slots) {
        return slots.get(0).from();
    }

    private static Instant last(List<Slot> slots) {
        return slots.get(slots.size() - 1).to();
    }

    private static void checkAtLeastZero(SignalId id, String field, double value) {
        if (!(value >= 0 && Double.isFinite(value))) {
            throw new IllegalArgumentException(
                    "Request \"%s\": %s (%s) must be a finite number, 0 or more.".formatted(id.id(), field, value));
        }
    }
}
