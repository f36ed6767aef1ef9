package energy.corridor.credits;

import energy.corridor.quantity.Units;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What is told to the authority about one programme and period; one version of it.
 *
 * @param from first day
 * @param to last day, included
 * @param receipt the authority's, once it has one
 * @param answer what the authority said to it, in words
 */
public record Report(
        String id,
        int version,
        String programme,
        LocalDate from,
        LocalDate to,
        Status status,
        List<Line> lines,
        Instant builtAt,
        Optional<String> receipt,
        String answer) {

    public enum Status {
        DRAFT,
        VALIDATED,
        SUBMITTED,
        ACCEPTED,
        REJECTED,
        AMENDED
    }

    /**
     * One device's energy.
     *
     * @param energyWh drawn less fed back, settled, 0 or more
     * @param estimate our own figure, rounded to the programme's places
     * @param intervals how many settled intervals make it
     * @param evidence SHA-256 over them
     * @param credits the authority's figure, once it has answered
     */
    public record Line(
            String element,
            String registrationNo,
            int deviceVersion,
            String endUse,
            long energyWh,
            BigDecimal estimate,
            int intervals,
            String evidence,
            Optional<BigDecimal> credits,
            Match match) {

        public BigDecimal kwh() {
            return Units.whToKwh(energyWh);
        }

        Line answered(BigDecimal issued, Match how) {
            return new Line(
                    element,
                    registrationNo,
                    deviceVersion,
                    endUse,
                    energyWh,
                    estimate,
                    intervals,
                    evidence,
                    Optional.of(issued),
                    how);
        }

        Line unanswered(Match how) {
            return new Line(
                    element,
                    registrationNo,
                    deviceVersion,
                    endUse,
                    energyWh,
                    estimate,
                    intervals,
                    evidence,
                    Optional.empty(),
                    how);
        }
    }

    /** How our figure and the authority's agree. */
    public enum Match {
        OPEN,
        MATCHED,
        AMOUNT_DIFF,
        MISSING_DEVICE
    }

    public Report {
        lines = List.copyOf(lines);
    }

    /** By which a submission is itself: the same key again is the same submission. */
    public String key() {
        return id + "/v" + version;
    }

    public Report with(Status next, Optional<String> newReceipt, String newAnswer, List<Line> newLines) {
        return new Report(id, version, programme, from, to, next, newLines, builtAt, newReceipt, newAnswer);
    }
}
