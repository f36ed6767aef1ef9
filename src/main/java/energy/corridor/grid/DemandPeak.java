package energy.corridor.grid;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** The highest import of the demand charge's period, the calendar month in the depot's zone; kept over restarts. */
public final class DemandPeak {

    private static final double STEP_KW = 0.1; // what a rise must be to be written

    private final GridStore store;
    private final ZoneId zone;
    private LocalDate month = LocalDate.MIN;
    private double peakKw;
    private double keptKw;

    public DemandPeak(GridStore store, ZoneId zone) {
        this.store = store;
        this.zone = zone;
    }

    /** @param importKw the site's import at {@code now}, @return the period's highest so far, kW */
    public synchronized double note(Instant now, double importKw) {
        LocalDate present = now.atZone(zone).toLocalDate().withDayOfMonth(1);
        if (!present.equals(month)) {
            month = present;
            keptKw = store.peakKw(month);
            peakKw = keptKw;
        }
        peakKw = Math.max(peakKw, importKw);
        if (peakKw >= keptKw + STEP_KW) {
            store.savePeak(month, peakKw);
            keptKw = peakKw;
        }
        return peakKw;
    }
}
