package energy.corridor.credits;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * One published figure with its validity, both days included.
 *
 * @param key e.g. {@code standard/diesel}, {@code ci/electricity}, {@code eer/diesel/battery-bus}
 * @param source where it is published
 */
public record Factor(String programme, String key, LocalDate from, LocalDate to, BigDecimal value, String source) {

    public Factor {
        if (to.isBefore(from)) {
            throw new IllegalArgumentException(
                    "The factor %s of %s ends (%s) before it begins (%s).".formatted(key, programme, to, from));
        }
    }

    boolean holdsOn(LocalDate day) {
        return !day.isBefore(from) && !day.isAfter(to);
    }

    /** By which a credit names it. */
    public String ref() {
        return "%s:%s@%s".formatted(programme, key, from);
    }
}
