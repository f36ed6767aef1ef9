package energy.corridor.sim.station;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A charging profile as OCPP 1.6 section 7.8 defines it, with the connector it was set on.
 *
 * @param transactionId of a TxProfile; null means the transaction that runs
 */
public record ChargingProfile(
        int connector,
        int id,
        @Nullable Integer transactionId,
        int stackLevel,
        Purpose purpose,
        Kind kind,
        @Nullable Recurrency recurrency,
        @Nullable Instant validFrom,
        @Nullable Instant validTo,
        Schedule schedule) {

    /** OCPP 1.6 section 7.11. */
    public enum Purpose {
        ChargePointMaxProfile,
        TxDefaultProfile,
        TxProfile
    }

    /** OCPP 1.6 section 7.9. */
    public enum Kind {
        Absolute,
        Recurring,
        Relative
    }

    /** OCPP 1.6 section 7.29. */
    public enum Recurrency {
        Daily(Duration.ofDays(1)),
        Weekly(Duration.ofDays(7));

        final Duration every;

        Recurrency(Duration every) {
            this.every = every;
        }
    }

    /** OCPP 1.6 section 7.12: amperes per phase, or watts of all phases together. */
    public enum Unit {
        A,
        W
    }

    /** @param start of an absolute or recurring schedule @param durationS null: it has no end */
    public record Schedule(
            @Nullable Integer durationS, @Nullable Instant start, Unit unit, List<Period> periods) {

        public Schedule {
            periods = List.copyOf(periods);
        }
    }

    /** @param startS after the start of the schedule @param phases null: not said */
    public record Period(int startS, double limit, @Nullable Integer phases) {}

    /** The limit this profile gives at {@code t}; empty when it gives none. */
    Optional<Period> at(Instant t, @Nullable Instant transactionStart) {
        if ((validFrom != null && t.isBefore(validFrom)) || (validTo != null && !t.isBefore(validTo))) {
            return Optional.empty();
        }
        Optional<Instant> start = start(t, transactionStart);
        if (start.isEmpty() || t.isBefore(start.get())) {
            return Optional.empty();
        }
        Duration since = Duration.between(start.get(), t);
        if (schedule.durationS != null && since.compareTo(Duration.ofSeconds(schedule.durationS)) >= 0) {
            return Optional.empty();
        }
        Period found = null;
        for (Period period : schedule.periods) {
            if (since.compareTo(Duration.ofSeconds(period.startS)) >= 0) {
                found = period;
            }
        }
        return Optional.ofNullable(found);
    }

    /** The first instant after {@code t} at which {@link #at} may answer otherwise. */
    Optional<Instant> nextChange(Instant t, @Nullable Instant transactionStart) {
        NextAfter next = new NextAfter(t);
        next.offer(validFrom);
        next.offer(validTo);
        start(t, transactionStart).ifPresent(start -> {
            for (Period period : schedule.periods) {
                next.offer(start.plusSeconds(period.startS));
            }
            if (schedule.durationS != null) {
                next.offer(start.plusSeconds(schedule.durationS));
            }
            if (kind == Kind.Recurring && recurrency != null) {
                next.offer(start.plus(recurrency.every));
            }
        });
        return next.found();
    }

    /** Where second 0 of the schedule lies; for a recurring one the latest at or before {@code t}. */
    private Optional<Instant> start(Instant t, @Nullable Instant transactionStart) {
        if (kind == Kind.Relative
                || schedule.start == null) { // "If absent the schedule will be relative to start of charging"
            return Optional.ofNullable(transactionStart);
        }
        if (kind == Kind.Absolute || recurrency == null || t.isBefore(schedule.start)) {
            return Optional.of(schedule.start);
        }
        long rounds = Duration.between(schedule.start, t).dividedBy(recurrency.every);
        return Optional.of(schedule.start.plus(recurrency.every.multipliedBy(rounds)));
    }
}
