package energy.corridor.credits;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/** What a programme says to an amount of energy. */
public sealed interface Outcome {

    /**
     * @param exact unrounded; below zero is a deficit
     * @param factors refs of the figures that made it
     */
    record Credits(BigDecimal exact, List<String> factors) implements Outcome {}

    record NotEligible(String reason) implements Outcome {}

    /** A figure is not published here for that day; nothing is assumed. */
    record NeedsFactor(String key, LocalDate day) implements Outcome {}
}
