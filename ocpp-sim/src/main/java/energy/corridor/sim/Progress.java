package energy.corridor.sim;

import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One line about a world as it stands. */
final class Progress {

    private Progress() {}

    static String line(World world) {
        Report report = world.report();
        Map<String, Double> power = world.powerKw();
        List<Departure> missed = report.missed();
        return String.format(
                Locale.ROOT,
                "%s  plugged in %d  charging %d  site %.1f of %.0f kW  ready %d  missed %d (%.1f kWh)  over the limit %d×  connected %d/%d  undelivered %d",
                world.now().truncatedTo(ChronoUnit.SECONDS),
                power.size(),
                power.values().stream().filter(kw -> kw > 0).count(),
                world.siteKw(),
                world.siteLimitKw(),
                report.departures().size() - missed.size(),
                missed.size(),
                missed.stream().mapToDouble(Departure::missedKwh).sum(),
                report.site().violations().size(),
                world.connected(),
                world.stations(),
                world.waitingMessages());
    }
}
