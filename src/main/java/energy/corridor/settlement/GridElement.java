package energy.corridor.settlement;

import energy.corridor.telemetry.EvseId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * One version of what is registered about a device, a site or a group that takes part in settlement. It holds from {@code validFrom}
 * until the next version's; settlement reads the version that was valid at the interval, never the newest.
 *
 * @param version from 1
 * @param evse whose registers count; none for a group
 * @param owner the party that pays for LOAD and is paid for SUPPLY
 * @param master the element it belongs to, if any
 * @param capacityUpW most it can draw, W
 * @param capacityDownW most it can feed in, W; 0 for none
 * @param modulusWh where its registers roll over to 0
 * @param lossFactor of its attachment point: 0.03 means 3 % more energy upstream
 * @param point attachment point, the settlement point of its energy
 * @param attributes whatever else is registered, by the names of {@link ElementAttributes}
 */
public record GridElement(
        String id,
        int version,
        Type type,
        State state,
        Optional<EvseId> evse,
        String owner,
        Optional<String> master,
        long capacityUpW,
        long capacityDownW,
        long modulusWh,
        BigDecimal lossFactor,
        String point,
        Map<String, String> attributes,
        Instant validFrom,
        Source source) {

    /** A register of nine digits of Wh, as most meters of charging stations have. */
    public static final long NINE_DIGITS = 1_000_000_000L;

    public enum Type {
        CHARGER,
        EV,
        BATTERY,
        GENERATOR,
        BUILDING,
        METER,
        MASTER,
        VIRTUAL
    }

    public enum State {
        PENDING,
        ACTIVE,
        SUSPENDED,
        RETIRED
    }

    /** Who registered it. */
    public enum Source {
        ELEMENT,
        COORDINATOR,
        OPERATOR
    }

    public GridElement {
        attributes = Map.copyOf(attributes);
        if (id.isBlank() || id.length() > 80) {
            throw new IllegalArgumentException("The element id \"%s\" must have 1 to 80 characters.".formatted(id));
        }
        if (owner.isBlank()) {
            throw new IllegalArgumentException("The element %s needs an owner.".formatted(id));
        }
        if (capacityUpW < 0 || capacityDownW < 0 || modulusWh < 1) {
            throw new IllegalArgumentException(
                    "The capacityUpW (%d) and capacityDownW (%d) of %s must be 0 or more, the modulusWh (%d) above 0."
                            .formatted(capacityUpW, capacityDownW, id, modulusWh));
        }
        if (lossFactor.signum() < 0 || lossFactor.compareTo(BigDecimal.ONE) >= 0) {
            throw new IllegalArgumentException("The lossFactor (%s) of %s must be in 0..1.".formatted(lossFactor, id));
        }
        if (master.isPresent() && master.get().equals(id)) {
            throw new IllegalArgumentException("The element %s cannot be its own master.".formatted(id));
        }
        ElementAttributes.check(id, attributes);
    }

    /** The usual element of an EVSE of the depot, version 1. */
    public static GridElement charger(
            EvseId evse, String owner, String master, long capacityUpW, String point, Instant validFrom) {
        return new GridElement(
                evse.toString(),
                1,
                Type.CHARGER,
                State.ACTIVE,
                Optional.of(evse),
                owner,
                Optional.of(master),
                capacityUpW,
                capacityUpW,
                NINE_DIGITS,
                BigDecimal.ZERO,
                point,
                Map.of(),
                validFrom,
                Source.COORDINATOR);
    }

    /** A group that acts as one element. */
    public static GridElement master(String id, String owner, long capacityUpW, String point, Instant validFrom) {
        return new GridElement(
                id,
                1,
                Type.MASTER,
                State.ACTIVE,
                Optional.empty(),
                owner,
                Optional.empty(),
                capacityUpW,
                0,
                NINE_DIGITS,
                BigDecimal.ZERO,
                point,
                Map.of(),
                validFrom,
                Source.COORDINATOR);
    }

    public boolean settles() {
        return state == State.ACTIVE && isMetered();
    }

    /** It has energy of its own: from the registers of its EVSE, or told by message. A master has what its members have. */
    public boolean isMetered() {
        return evse.isPresent() || type != Type.MASTER;
    }

    Meter meter(Channel channel) {
        return new Meter(
                id,
                Math.max(1, channel == Channel.IMPORT ? capacityUpW : Math.max(capacityDownW, capacityUpW)),
                modulusWh);
    }

    /** Apart from version, time and source. */
    boolean saysTheSameAs(GridElement other) {
        return as(other.version, other.validFrom, other.source).equals(other);
    }

    GridElement as(int nextVersion, Instant from, Source by) {
        return new GridElement(
                id,
                nextVersion,
                type,
                state,
                evse,
                owner,
                master,
                capacityUpW,
                capacityDownW,
                modulusWh,
                lossFactor,
                point,
                attributes,
                from,
                by);
    }

    /** As somebody wants it from an instant on. */
    public GridElement from(Instant from, Source by) {
        return as(version, from, by);
    }

    public GridElement in(State next) {
        return new GridElement(
                id,
                version,
                type,
                next,
                evse,
                owner,
                master,
                capacityUpW,
                capacityDownW,
                modulusWh,
                lossFactor,
                point,
                attributes,
                validFrom,
                source);
    }
}
