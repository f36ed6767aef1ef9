package energy.corridor.sim;

import energy.corridor.sim.physics.SiteMeter;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * What became of a scenario so far.
 *
 * @param departures from the depot, in order
 * @param site what the meter at the depot's grid connector counted
 * @param uses by vehicle
 * @param elsewhereKwh charged at other grid connectors
 * @param discarded messages given up, because the service answered each with an error too often
 * @param toleranceKwh how much a vehicle may miss of its promise and still count as ready
 */
public record Report(
        String scenario,
        String gridConnector,
        boolean controlled,
        Instant from,
        Instant to,
        List<Departure> departures,
        SiteMeter.Reading site,
        List<Use> uses,
        double elsewhereKwh,
        int discarded,
        double toleranceKwh) {

    /**
     * What one vehicle did.
     *
     * @param depotKwh drawn at the depot, grid side
     * @param energyKwh in its battery now
     * @param emptyKwh what its trips took that was not there
     */
    public record Use(String vehicle, double depotKwh, double energyKwh, double emptyKwh) {}

    public Report {
        departures = List.copyOf(departures);
        uses = List.copyOf(uses);
    }

    public List<Departure> missed() {
        return departures.stream().filter(d -> d.missedKwh() > toleranceKwh).toList();
    }

    /** Departures below the desired SoC, whether that could be reached or not. */
    public List<Departure> belowDesired() {
        return departures.stream().filter(d -> d.shortKwh() > toleranceKwh).toList();
    }

    /** Every promise kept, the limit never exceeded, no message lost. */
    public boolean allKept() {
        return missed().isEmpty() && site.violations().isEmpty() && discarded == 0;
    }

    public String text() {
        StringBuilder out = new StringBuilder();
        line(
                out,
                "%s at \"%s\", %s to %s, %s",
                scenario,
                gridConnector,
                from,
                to,
                controlled ? "by OCPP" : "uncontrolled");
        line(
                out,
                "departures      %d; %d ready, %d missed what was promised (%.1f kWh in all), %d below the desired SoC (%.1f kWh)",
                departures.size(),
                departures.size() - missed().size(),
                missed().size(),
                missed().stream().mapToDouble(Departure::missedKwh).sum(),
                belowDesired().size(),
                belowDesired().stream().mapToDouble(Departure::shortKwh).sum());
        line(
                out,
                "energy          %.1f kWh charged here for %.2f EUR (%.4f EUR/kWh); %.1f kWh charged elsewhere",
                site.chargingKwh(),
                site.chargingEur(),
                site.chargingKwh() > 0 ? site.chargingEur() / site.chargingKwh() : 0,
                elsewhereKwh);
        line(out, "site            %.1f kWh for %.2f EUR with the base load", site.siteKwh(), site.siteEur());
        line(
                out,
                "highest power   %.1f kW%s; limit exceeded %d times",
                site.maxKw(),
                site.maxAt() == null ? "" : " at " + site.maxAt(),
                site.violations().size());
        double empty = uses.stream().mapToDouble(Use::emptyKwh).sum();
        if (empty > 0) {
            line(
                    out,
                    "ran empty       %d vehicles; %.1f kWh of their trips were not in the battery",
                    uses.stream().filter(use -> use.emptyKwh > 0).count(),
                    empty);
        }
        if (discarded > 0) {
            line(out, "messages lost   %d, which the service answered with errors", discarded);
        }
        line(out, "");
        line(out, "%-24s %10s %10s %12s %10s", "vehicle", "departures", "missed", "missed kWh", "kWh here");
        for (Use use : uses) {
            List<Departure> own = departures.stream()
                    .filter(d -> d.vehicle().equals(use.vehicle))
                    .toList();
            List<Departure> ownMissed = missed().stream()
                    .filter(d -> d.vehicle().equals(use.vehicle))
                    .toList();
            line(
                    out,
                    "%-24s %10d %10d %12.1f %10.1f",
                    use.vehicle,
                    own.size(),
                    ownMissed.size(),
                    ownMissed.stream().mapToDouble(Departure::missedKwh).sum(),
                    use.depotKwh);
        }
        for (Departure d : missed()) {
            line(
                    out,
                    "missed: %s left %s at %s with %.1f kWh; promised %.1f, desired %.1f kWh",
                    d.vehicle(),
                    d.station(),
                    d.departure(),
                    d.actualKwh(),
                    d.promisedKwh(),
                    d.desiredKwh());
        }
        for (SiteMeter.Violation v : site.violations()) {
            line(
                    out,
                    "limit exceeded: %s to %s, up to %.2f kW where %.2f kW are allowed",
                    v.from(),
                    v.to(),
                    v.kw(),
                    v.limitKw());
        }
        return out.toString();
    }

    private static void line(StringBuilder out, String format, Object... arguments) {
        out.append(String.format(Locale.ROOT, format, arguments)).append(System.lineSeparator());
    }
}
