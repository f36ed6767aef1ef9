package energy.corridor.grid;

import energy.corridor.quantity.TimeGrid;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * The highest import of the demand charge's period so far: the highest mean of a quarter of an hour, the registration period of
 * grid operators' meters, within the calendar month in the depot's zone. Kept over restarts.
 */
public final class DemandPeak {

    static final Duration REGISTRATION = Duration.ofMinutes(15);

    private final GridStore store;
    private final ZoneId zone;
    private LocalDate month = LocalDate.MIN;
    private double peakKw;
    private Instant quarter = Instant.MIN;
    private Instant since = Instant.MIN;
    private double importKw;
    private double kwMillis;

    public DemandPeak(GridStore store, ZoneId zone) {
        this.store = store;
        this.zone = zone;
    }

    /**
     * Counts what was told last until {@code now}. A quarter of which only a part was seen counts as if the rest had been zero.
     *
     * @param nextKw the site's import from {@code now} on
     * @return the period's highest so far, kW
     */
    public synchronized double note(Instant now, double nextKw) {
        Instant present = TimeGrid.covering(now, REGISTRATION, REGISTRATION).start();
        if (!present.equals(quarter)) {
            Instant end = quarter.plus(quarter.equals(Instant.MIN) ? Duration.ZERO : REGISTRATION);
            count(end);
            close();
            quarter = present;
            since = end.equals(present) ? present : now;
            kwMillis = 0;
            importKw = end.equals(present) ? importKw : 0;
        }
        count(now);
        importKw = Math.max(0, nextKw);
        open(now);
        return peakKw;
    }

    private void count(Instant until) {
        if (until.isAfter(since)) {
            kwMillis += importKw * Duration.between(since, until).toMillis();
            since = until;
        }
    }

    private void close() {
        double mean = kwMillis / REGISTRATION.toMillis();
        if (mean > peakKw) {
            peakKw = mean;
            store.savePeak(month, peakKw);
        }
    }

    private void open(Instant now) {
        LocalDate present = now.atZone(zone).toLocalDate().withDayOfMonth(1);
        if (!present.equals(month)) {
            month = present;
            peakKw = store.peakKw(month);
        }
    }
}
