package energy.corridor.credits;

import energy.corridor.settlement.SettlementArchive;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The devices that are registered under each programme, and how their set follows the energy that goes through them. */
public final class CreditDevices {

    private final CreditStore store;
    private final SettlementArchive settled;
    private final FactorTable table;
    private final CreditFormula formula;

    CreditDevices(CreditStore store, SettlementArchive settled, FactorTable table) {
        this.store = store;
        this.settled = settled;
        this.table = table;
        this.formula = new CreditFormula(table);
    }

    /** The newest version of each device of a programme, by element. */
    public List<CreditDevice> newest(String programme) {
        Map<String, CreditDevice> newest = new LinkedHashMap<>();
        store.devices(table.programme(programme).id()).forEach(d -> newest.put(d.element(), d));
        return List.copyOf(newest.values());
    }

    /** Adds a version of each; the same content again is the version that is there. */
    public synchronized List<CreditDevice> register(List<CreditDevice> wanted) {
        Map<String, CreditDevice> known = new HashMap<>();
        wanted.stream()
                .map(CreditDevice::programme)
                .distinct()
                .flatMap(p -> newest(p).stream())
                .forEach(d -> known.put(d.programme() + "|" + d.element(), d));
        List<CreditDevice> added = new ArrayList<>();
        List<CreditDevice> result = new ArrayList<>();
        for (CreditDevice device : wanted) {
            known.values().stream()
                    .filter(d -> d.programme().equals(device.programme())
                            && d.registrationNo().equals(device.registrationNo())
                            && !d.element().equals(device.element()))
                    .findFirst()
                    .ifPresent(d -> {
                        throw new IllegalArgumentException(
                                "The registrationNo %s belongs to %s.".formatted(d.registrationNo(), d.element()));
                    });
            CreditDevice before = known.get(device.programme() + "|" + device.element());
            if (before != null && device.withVersion(before.version()).equals(before)) {
                result.add(before);
                continue;
            }
            CreditDevice next = device.withVersion(before == null ? 1 : before.version() + 1);
            known.put(next.programme() + "|" + next.element(), next);
            added.add(next);
            result.add(next);
        }
        store.add(added);
        return result;
    }

    /** Those that were registered and active on some day of a period, in the version that was valid at its end. */
    List<CreditDevice> activeIn(String programme, LocalDate from, LocalDate to) {
        Map<String, CreditDevice> last = new LinkedHashMap<>();
        store.devices(programme).forEach(d -> {
            CreditDevice before = last.get(d.element());
            boolean ended = d.status() == CreditDevice.Status.DECOMMISSIONED
                    && d.validFrom().isAfter(from);
            if (!d.validFrom().isAfter(to) && !(ended && before != null)) {
                last.put(d.element(), d);
            }
        });
        return last.values().stream()
                .filter(d -> d.status() == CreditDevice.Status.ACTIVE)
                .toList();
    }

    /** What the period's reported energies suggest (K3 to K5). */
    public List<Placement.Proposal> proposals(
            String programme, LocalDate from, LocalDate to, long thresholdWh, int graceDays) {
        int days = Math.toIntExact(ChronoUnit.DAYS.between(from, to) + 1);
        ReportBuilder builder = new ReportBuilder(table.programme(programme), formula, settled, from, to);
        List<CreditDevice> active = activeIn(programme, from, to);
        Report report = builder.build(active, List.of(), 1, Instant.EPOCH);
        List<Placement.Usage> usages = active.stream()
                .map(d -> {
                    LocalDate since = firstDay(programme, d.element());
                    long registered = ChronoUnit.DAYS.between(since.isBefore(from) ? from : since, to) + 1;
                    long wh = report.lines().stream()
                            .filter(l -> l.element().equals(d.element()))
                            .mapToLong(Report.Line::energyWh)
                            .sum();
                    return new Placement.Usage(
                            d.element(),
                            wh,
                            Math.toIntExact(registered),
                            since.plusDays(graceDays).isAfter(to));
                })
                .toList();
        return Placement.proposals(usages, thresholdWh, days);
    }

    private LocalDate firstDay(String programme, String element) {
        return store.devices(programme).stream()
                .filter(d -> d.element().equals(element) && d.status() == CreditDevice.Status.ACTIVE)
                .map(CreditDevice::validFrom)
                .min(LocalDate::compareTo)
                .orElse(LocalDate.MIN);
    }

    /**
     * A person confirms a proposal. A retired device is reported once more for the period in hand and leaves with the day after it; an
     * added one stands where the busiest does, and reports from its commissioning on.
     *
     * @param newElement the element of the added device, "" for a retirement
     */
    public synchronized CreditDevice confirm(
            String programme,
            Placement.Proposal proposal,
            String newElement,
            LocalDate periodEnd,
            String by,
            Instant now) {
        CreditDevice device = newest(programme).stream()
                .filter(d -> d.element().equals(proposal.element()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "The device \"%s\" is not registered under %s.".formatted(proposal.element(), programme)));
        CreditDevice next;
        if (proposal.kind() == Placement.Kind.RETIRE) {
            if (newest(programme).stream()
                            .filter(d -> d.status() == CreditDevice.Status.ACTIVE)
                            .count()
                    < 2) {
                throw new IllegalArgumentException("The last device of %s is not retired.".formatted(programme));
            }
            next = device.in(CreditDevice.Status.DECOMMISSIONED, periodEnd.plusDays(1))
                    .withVersion(device.version() + 1);
        } else {
            if (newElement.isBlank()
                    || newest(programme).stream().anyMatch(d -> d.element().equals(newElement))) {
                throw new IllegalArgumentException(
                        "The added device needs an element id that is not registered yet; \"%s\" is not one."
                                .formatted(newElement));
            }
            next = beside(device, newElement, nextNumber(programme, device), periodEnd.plusDays(1));
        }
        store.add(
                new CreditStore.Decision(
                        programme, proposal, ReportBuilder.id(programme, periodEnd, periodEnd), by, now),
                List.of(next));
        return next;
    }

    private static CreditDevice beside(CreditDevice busiest, String element, String number, LocalDate from) {
        return new CreditDevice(
                busiest.programme(),
                element,
                1,
                number,
                "to be installed",
                busiest.manufacturer(),
                busiest.model(),
                busiest.level(),
                busiest.ports(),
                busiest.ratedKw(),
                busiest.siteName(),
                busiest.endUse(),
                busiest.users(),
                busiest.latitude(),
                busiest.longitude(),
                CreditDevice.Status.PENDING_INSTALL,
                from);
    }

    private String nextNumber(String programme, CreditDevice device) {
        String site =
                device.registrationNo().substring(0, device.registrationNo().indexOf('-'));
        int highest = newest(programme).stream()
                .map(CreditDevice::registrationNo)
                .filter(no -> no.startsWith(site + "-"))
                .mapToInt(no -> Integer.parseInt(no.substring(site.length() + 1)))
                .max()
                .orElse(0);
        if (highest >= 999) {
            throw new IllegalArgumentException(
                    "The site %s has its 999 registration numbers; register another site code.".formatted(site));
        }
        return "%s-%03d".formatted(site, highest + 1);
    }
}
