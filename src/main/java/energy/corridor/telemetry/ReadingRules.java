package energy.corridor.telemetry;

import energy.corridor.quantity.Units;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What makes a sampled value a meter reading: a measurand that is used, its one unit, a plain number, a known phase, measured
 * where the vehicle draws. Tolerates what real stations write (blanks around, a decimal comma, {@code %} for Percent, a missing
 * unit) and refuses the rest with a sentence.
 *
 * <p>Source: OCPP 1.6 sections 7.28 to 7.45; OCPP 2.0.1 part 2, section 2.42.
 */
public final class ReadingRules {

    /** A station's clock may run ahead, e.g. by a forgotten time zone; beyond this its time is no time. */
    static final Duration MOST_AHEAD = Duration.ofHours(24);

    private static final Pattern NUMBER =
            Pattern.compile("[+-]?[0-9]{1,15}(?:[.,][0-9]{1,20})?(?:[eE][+-]?[0-9]{1,2})?");
    private static final BigDecimal MOST = new BigDecimal("1e15");
    private static final BigDecimal HUNDRED = new BigDecimal(100);
    private static final Set<String> PHASES =
            Set.of("L1", "L2", "L3", "N", "L1-N", "L2-N", "L3-N", "L1-L2", "L2-L3", "L3-L1");
    private static final Set<String> CONTEXTS = Set.of(
            "Interruption.Begin",
            "Interruption.End",
            "Sample.Clock",
            "Sample.Periodic",
            "Transaction.Begin",
            "Transaction.End",
            "Trigger",
            "Other");
    private static final Map<String, Measurand> MEASURANDS =
            Arrays.stream(Measurand.values()).collect(Collectors.toMap(Measurand::ocppName, Function.identity()));

    private ReadingRules() {}

    /** What became of a sample. */
    public sealed interface Verdict {}

    public record Accepted(MeterReading reading) implements Verdict {}

    /** @param reason a sentence for whoever looks after the station */
    public record Refused(Cause cause, String reason) implements Verdict {}

    /** Why a sample is no reading. */
    public enum Cause {
        /** It measures something, or somewhere, that the service does not use. */
        NOT_USED,
        /** It is signed; its text belongs to billing and is not read here. */
        SIGNED,
        /** Unit, number, phase or time cannot be right. */
        NOT_PLAUSIBLE
    }

    /** @param receivedAt our clock */
    public static Verdict read(SampledValue sample, Instant receivedAt) {
        Measurand measurand = sample.measurand().isEmpty()
                ? Measurand.ENERGY_ACTIVE_IMPORT_REGISTER
                : MEASURANDS.get(sample.measurand());
        if (measurand == null) {
            return refused(Cause.NOT_USED, "The measurand \"%s\" is not used.", sample.measurand());
        }
        if (sample.format().equals("SignedData")) {
            return refused(Cause.SIGNED, "The %s value is signed and is not read as a number.", measurand.ocppName());
        }
        if (measurand != Measurand.SOC
                && !sample.location().isEmpty()
                && !sample.location().equals("Outlet")) {
            return refused(
                    Cause.NOT_USED,
                    "The %s at \"%s\" is not used; only the Outlet counts.",
                    measurand.ocppName(),
                    sample.location());
        }
        if (!sample.phase().isEmpty() && !PHASES.contains(sample.phase())) {
            return refused(
                    Cause.NOT_PLAUSIBLE,
                    "The phase \"%s\" is unknown; allowed are L1, L2, L3, N, their pairs, or none.",
                    sample.phase());
        }
        if (sample.at().isAfter(receivedAt.plus(MOST_AHEAD))) {
            return refused(
                    Cause.NOT_PLAUSIBLE,
                    "The time %s is more than %d hours ahead of ours.",
                    sample.at(),
                    MOST_AHEAD.toHours());
        }
        Optional<BigDecimal> number = number(sample.value());
        if (number.isEmpty()) {
            return refused(Cause.NOT_PLAUSIBLE, "The %s \"%s\" is not a number.", measurand.ocppName(), sample.value());
        }
        Optional<BigDecimal> value = inOwnUnit(measurand, number.get(), sample.unit());
        if (value.isEmpty()) {
            return refused(
                    Cause.NOT_PLAUSIBLE,
                    "The unit \"%s\" does not fit %s; it is kept in %s.",
                    sample.unit(),
                    measurand.ocppName(),
                    measurand.unit());
        }
        if (!inRange(measurand, value.get())) {
            return refused(
                    Cause.NOT_PLAUSIBLE,
                    "A %s of %s %s is impossible.",
                    measurand.ocppName(),
                    value.get().toPlainString(),
                    measurand.unit());
        }
        return new Accepted(new MeterReading(
                sample.evse(),
                sample.transaction(),
                sample.at(),
                receivedAt,
                measurand,
                sample.phase(),
                context(sample.context()),
                value.get()));
    }

    private static Refused refused(Cause cause, String sentence, Object... values) {
        return new Refused(cause, sentence.formatted(values));
    }

    private static Optional<BigDecimal> number(String text) {
        String trimmed = text.strip();
        return NUMBER.matcher(trimmed).matches()
                ? Optional.of(plain(new BigDecimal(trimmed.replace(',', '.'))))
                : Optional.empty();
    }

    private static Optional<BigDecimal> inOwnUnit(Measurand measurand, BigDecimal number, String unit) {
        if (unit.isEmpty() || unit.equalsIgnoreCase(measurand.unit())) {
            return Optional.of(number);
        }
        return switch (measurand.unit()) {
            case "Wh" -> unit.equalsIgnoreCase("kWh") ? Optional.of(plain(Units.kwhToWh(number))) : Optional.empty();
            case "W" -> unit.equalsIgnoreCase("kW") ? Optional.of(plain(Units.kwToWatts(number))) : Optional.empty();
            case "Percent" -> unit.equals("%") ? Optional.of(number) : Optional.empty();
            default -> Optional.empty();
        };
    }

    /** Registers, voltage and SoC are never negative; power and current are, where a station shows discharge that way. */
    private static boolean inRange(Measurand measurand, BigDecimal value) {
        if (value.abs().compareTo(MOST) > 0) {
            return false;
        }
        return switch (measurand) {
            case ENERGY_ACTIVE_IMPORT_REGISTER, ENERGY_ACTIVE_EXPORT_REGISTER, VOLTAGE -> value.signum() >= 0;
            case SOC -> value.signum() >= 0 && value.compareTo(HUNDRED) <= 0;
            case POWER_ACTIVE_IMPORT, POWER_ACTIVE_EXPORT, CURRENT_IMPORT -> true;
        };
    }

    private static String context(String context) {
        return context.isEmpty() ? "Sample.Periodic" : CONTEXTS.contains(context) ? context : "Other";
    }

    /** Without a negative scale, so that 1.2E+4 and 12000 are the same reading. */
    private static BigDecimal plain(BigDecimal value) {
        return value.scale() < 0 ? value.setScale(0) : value;
    }
}
