package energy.corridor.settlement;

import java.time.Instant;
import java.util.OptionalLong;

/**
 * An operator's word on an interval that was not measured: held, estimated, projected, or edited before (VEE, ESPI quality 7). The
 * interval gets another version that says who and why; readings and versions before stay.
 *
 * @param start of the interval
 * @param wh 0 or more, and no more than the element's power allows; empty takes the edit back, so that the registers count again
 */
public record IntervalEdit(String element, Channel channel, Instant start, OptionalLong wh, String by, String reason) {

    public IntervalEdit {
        if (reason.isBlank()) {
            throw new IllegalArgumentException("The reason is missing: it stays with the interval.");
        }
    }

    boolean isTakenBack() {
        return wh.isEmpty();
    }

    IntervalEnergy of(IntervalEnergy before, GridElement at) {
        Grade grade = before.quality().grade();
        if (grade == Grade.MEASURED || grade == Grade.VALIDATED) {
            throw new IllegalArgumentException(
                    "The interval of %s from %s is %s; only what is held, estimated, projected or edited can be edited."
                            .formatted(element, start, grade));
        }
        Meter meter = at.meter(channel);
        long most = meter.mostWh(before.start(), before.end());
        long next = wh.orElseThrow();
        if (next < 0 || next > most) {
            throw new IllegalArgumentException("The energy (%d Wh) of %s from %s must be in 0..%d, by its power."
                    .formatted(next, element, start, most));
        }
        return before.edited(next, by, reason);
    }

    Finding finding(IntervalEnergy before, IntervalEnergy after, Instant now) {
        return new Finding(
                "interval/%s/%s/%s/v%d".formatted(element, channel, start, after.version()),
                Finding.Kind.EDITED,
                element,
                start,
                false,
                "%s %s the energy of %s from %s, %d Wh (quality %d): now %d Wh (quality %d), at %s. %s"
                        .formatted(
                                by,
                                isTakenBack() ? "took back an edit of" : "edited",
                                element,
                                start,
                                before.wh(),
                                before.quality().code(),
                                after.wh(),
                                after.quality().code(),
                                now,
                                reason));
    }
}
