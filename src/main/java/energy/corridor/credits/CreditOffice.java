package energy.corridor.credits;

import energy.corridor.settlement.EntrySet;
import energy.corridor.settlement.SettlementArchive;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Devices, reports, the authority's answers, notices and transfers, in their order. The authority's figure is the one that is booked;
 * ours is the estimate beside it.
 */
public final class CreditOffice {

    private static final int MOST_ATTEMPTS = 5;
    private static final BigDecimal AGREED = new BigDecimal("0.00001");

    private final CreditStore store;
    private final SettlementArchive settled;
    private final FactorTable table;
    private final Supplier<Optional<RegulatorGateway>> gateway;
    private final CreditFormula formula;
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();

    public CreditOffice(
            CreditStore store,
            SettlementArchive settled,
            FactorTable table,
            Supplier<Optional<RegulatorGateway>> gateway) {
        this.store = store;
        this.settled = settled;
        this.table = table;
        this.gateway = gateway;
        this.formula = new CreditFormula(table);
    }

    public FactorTable table() {
        return table;
    }

    /** The newest version of each device of a programme, by element. */
    public List<CreditDevice> devices(String programme) {
        Map<String, CreditDevice> newest = new LinkedHashMap<>();
        store.devices(table.programme(programme).id()).forEach(d -> newest.put(d.element(), d));
        return List.copyOf(newest.values());
    }

    /** Adds a version of each; the same content again is the version that is there. */
    public List<CreditDevice> register(List<CreditDevice> wanted) {
        List<CreditDevice> added = new ArrayList<>();
        List<CreditDevice> result = new ArrayList<>();
        for (CreditDevice device : wanted) {
            List<CreditDevice> known = devices(device.programme());
            Optional<CreditDevice> before = known.stream()
                    .filter(d -> d.element().equals(device.element()))
                    .findFirst();
            known.stream()
                    .filter(d -> d.registrationNo().equals(device.registrationNo())
                            && !d.element().equals(device.element()))
                    .findFirst()
                    .ifPresent(d -> {
                        throw new IllegalArgumentException(
                                "The registrationNo %s belongs to %s.".formatted(d.registrationNo(), d.element()));
                    });
            CreditDevice next =
                    device.withVersion(before.map(b -> b.version() + 1).orElse(1));
            if (before.isPresent() && next.withVersion(before.get().version()).equals(before.get())) {
                result.add(before.get());
            } else {
                added.add(next);
                result.add(next);
            }
        }
        store.add(added);
        return result;
    }

    /** Those that were registered and active on some day of a period, in the version that was valid at its end. */
    private List<CreditDevice> activeIn(String programme, LocalDate from, LocalDate to) {
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

    /** A new version of the period's report out of what is settled now, with the claims on its energy. */
    public synchronized Report build(String programmeId, LocalDate from, LocalDate to, Instant now) {
        Programme programme = table.programme(programmeId);
        if (to.isBefore(from)) {
            throw new IllegalArgumentException("The period ends (%s) before it begins (%s).".formatted(to, from));
        }
        Optional<Report> before = store.newest(ReportBuilder.id(programmeId, from, to));
        ReportBuilder builder = new ReportBuilder(programme, formula, settled, from, to);
        Report report = builder.build(
                activeIn(programmeId, from, to),
                before.map(b -> b.version() + 1).orElse(1),
                now);
        if (before.isPresent() && saysTheSame(before.get(), report)) {
            return before.get();
        }
        store.add(report, report.status() == Report.Status.VALIDATED ? builder.claims() : List.of());
        return report;
    }

    private static boolean saysTheSame(Report a, Report b) {
        return a.status() != Report.Status.REJECTED
                && a.lines().stream()
                        .map(CreditOffice::content)
                        .toList()
                        .equals(b.lines().stream().map(CreditOffice::content).toList())
                && (b.status() == Report.Status.DRAFT) == (a.status() == Report.Status.DRAFT);
    }

    private static String content(Report.Line line) {
        return line.registrationNo() + "|" + line.deviceVersion() + "|" + line.energyWh() + "|" + line.evidence();
    }

    /** Hands the newest version in. Again, it is asked again under the same key, and changes nothing that is there. */
    public synchronized Report submit(String reportId, Instant now) throws IOException {
        Report report = store.newest(reportId)
                .orElseThrow(() -> new IllegalArgumentException("There is no report \"%s\".".formatted(reportId)));
        if (report.status() == Report.Status.DRAFT) {
            throw new IllegalArgumentException("The report %s is not valid: %s".formatted(reportId, report.answer()));
        }
        if (report.status() == Report.Status.ACCEPTED || report.status() == Report.Status.REJECTED) {
            return report;
        }
        RegulatorGateway authority = gateway.get()
                .orElseThrow(
                        () -> new IllegalArgumentException(
                                "No authority is set (corridor.credits.authority-url); hand the upload file in and take its answer up."));
        authority.register(devices(report.programme()));
        store.update(report.with(Report.Status.SUBMITTED, report.receipt(), "", report.lines()), List.of(), List.of());
        return take(report, authority.submit(report), now);
    }

    /** The authority's answer, by whatever way it came. */
    public synchronized Report take(Report report, RegulatorGateway.Answer answer, Instant now) {
        if (!answer.accepted()) {
            Report rejected = report.with(
                    Report.Status.REJECTED,
                    Optional.of(answer.receipt()),
                    String.join(" ", answer.reasons()),
                    report.lines());
            store.update(rejected, List.of(), List.of());
            return rejected;
        }
        List<String> notes = new ArrayList<>(answer.reasons());
        List<Report.Line> lines = new ArrayList<>();
        for (Report.Line line : report.lines()) {
            BigDecimal issued = answer.credits().get(line.registrationNo());
            if (issued == null) {
                lines.add(line.unanswered(Report.Match.MISSING_DEVICE));
            } else {
                boolean agreed = issued.subtract(line.estimate()).abs().compareTo(AGREED) <= 0;
                lines.add(line.answered(issued, agreed ? Report.Match.MATCHED : Report.Match.AMOUNT_DIFF));
            }
        }
        answer.credits().keySet().stream()
                .filter(no -> report.lines().stream()
                        .noneMatch(l -> l.registrationNo().equals(no)))
                .forEach(no -> notes.add("The authority names the device %s, which was not reported.".formatted(no)));
        Report accepted =
                report.with(Report.Status.ACCEPTED, Optional.of(answer.receipt()), String.join(" ", notes), lines);
        store.update(accepted, bookings(accepted, now), notices(accepted, now));
        return accepted;
    }

    /** An amendment gives anew in full, then takes back in full what the version before gave. */
    private List<EntrySet> bookings(Report report, Instant now) {
        List<EntrySet> bookings = new ArrayList<>(issues(report, 1, "", now));
        store.reports().stream()
                .filter(r -> r.id().equals(report.id())
                        && r.version() < report.version()
                        && r.status() == Report.Status.ACCEPTED)
                .reduce((a, b) -> b)
                .ifPresent(before -> bookings.addAll(issues(before, -1, "/taken-back", now)));
        return bookings;
    }

    private static List<EntrySet> issues(Report report, int sign, String suffix, Instant now) {
        List<EntrySet> bookings = new ArrayList<>();
        for (Report.Line line : report.lines()) {
            long units = line.credits().map(CreditBookings::units).orElse(0L);
            if (units != 0) {
                bookings.add(CreditBookings.issue(
                        report.programme(), report.key() + suffix, line.element(), sign * units, now));
            }
        }
        return bookings;
    }

    private List<CreditStore.Notice> notices(Report report, Instant now) {
        List<CreditStore.Notice> notices = new ArrayList<>();
        for (Report.Line line : report.lines()) {
            line.credits()
                    .ifPresent(credits -> notices.add(new CreditStore.Notice(
                            report.key() + "/" + line.element(),
                            line.element(),
                            """
                    {"programme":"%s","reportId":"%s","version":%d,"deviceId":"%s","registrationNo":"%s","periodStart":"%s",\
                    "periodEnd":"%s","energyWh":%d,"credits":"%s","unit":"%s","vintage":%d,"issuerRef":"%s"}""".formatted(
                                            report.programme(),
                                            report.id(),
                                            report.version(),
                                            line.element(),
                                            line.registrationNo(),
                                            report.from(),
                                            report.to(),
                                            line.energyWh(),
                                            credits.toPlainString(),
                                            table.programme(report.programme()).unit(),
                                            report.to().getYear(),
                                            report.receipt().orElse("").replaceAll("[\"\\\\]", "")),
                            CreditStore.Notice.State.PENDING,
                            0,
                            now)));
        }
        return notices;
    }

    /**
     * Sends what waits. What fails is tried again after 1, 4, 16 and 64 minutes, as a station may be away; a device is told of its own
     * credits only.
     */
    public void sendNotices(DeviceNotices devices, Instant now) {
        for (CreditStore.Notice notice : store.notices(true)) {
            if (now.isBefore(nextAttempt(notice)) || !underWay.add(notice.id())) {
                continue;
            }
            devices.send(notice.element(), notice.json()).whenComplete((result, failure) -> {
                boolean last = notice.attempts() + 1 >= MOST_ATTEMPTS;
                CreditStore.Notice.State next = failure != null || result == DeviceNotices.Result.FAILED
                        ? last ? CreditStore.Notice.State.FAILED : CreditStore.Notice.State.PENDING
                        : result == DeviceNotices.Result.ACKED
                                ? CreditStore.Notice.State.ACKED
                                : CreditStore.Notice.State.UNSUPPORTED;
                try {
                    store.update(notice.now(next, now));
                } finally {
                    underWay.remove(notice.id());
                }
            });
        }
    }

    private static Instant nextAttempt(CreditStore.Notice notice) {
        return notice.attempts() == 0
                ? Instant.MIN
                : notice.at().plus(Duration.ofMinutes(1L << 2 * (notice.attempts() - 1)));
    }

    /** What the period's reported energies suggest (K3 to K5). */
    public List<Placement.Proposal> placement(
            String programme, LocalDate from, LocalDate to, long thresholdWh, int graceDays) {
        int days = Math.toIntExact(ChronoUnit.DAYS.between(from, to) + 1);
        ReportBuilder builder = new ReportBuilder(table.programme(programme), formula, settled, from, to);
        List<CreditDevice> devices = activeIn(programme, from, to);
        Report report = builder.build(devices, 1, Instant.EPOCH);
        List<Placement.Usage> usages = devices.stream()
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
        CreditDevice device = devices(programme).stream()
                .filter(d -> d.element().equals(proposal.element()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "The device \"%s\" is not registered under %s.".formatted(proposal.element(), programme)));
        CreditDevice next;
        if (proposal.kind() == Placement.Kind.RETIRE) {
            if (devices(programme).stream()
                            .filter(d -> d.status() == CreditDevice.Status.ACTIVE)
                            .count()
                    < 2) {
                throw new IllegalArgumentException("The last device of %s is not retired.".formatted(programme));
            }
            next = device.in(CreditDevice.Status.DECOMMISSIONED, periodEnd.plusDays(1))
                    .withVersion(device.version() + 1);
        } else {
            if (newElement.isBlank()
                    || devices(programme).stream().anyMatch(d -> d.element().equals(newElement))) {
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
        int highest = devices(programme).stream()
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

    /** Proposed: the giver's credits are set aside until both sides have approved. */
    public CreditTransfer propose(CreditTransfer transfer, Instant now) {
        table.programme(transfer.programme());
        store.save(
                transfer,
                List.of(CreditBookings.transfer(
                        "RESERVE",
                        transfer.id(),
                        transfer.programme(),
                        transfer.from(),
                        escrow(transfer),
                        transfer.units(),
                        now)));
        return transfer;
    }

    public synchronized CreditTransfer approve(String id, String side, String by, Instant now) {
        CreditTransfer next = transfer(id).approved(side, by);
        store.save(
                next,
                next.state() == CreditTransfer.State.COMPLETED
                        ? List.of(CreditBookings.transfer(
                                "TRANSFER", id, next.programme(), escrow(next), next.to(), next.units(), now))
                        : List.of());
        return next;
    }

    public synchronized CreditTransfer cancel(String id, Instant now) {
        CreditTransfer next = transfer(id).cancelled();
        store.save(
                next,
                List.of(CreditBookings.transfer(
                        "CANCEL", id, next.programme(), escrow(next), next.from(), next.units(), now)));
        return next;
    }

    public void retire(String reference, String programme, String holder, BigDecimal credits, Instant now) {
        if (credits.signum() <= 0) {
            throw new IllegalArgumentException("The credits (%s) to retire must be above 0.".formatted(credits));
        }
        store.book(List.of(CreditBookings.retire(
                reference, table.programme(programme).id(), holder, CreditBookings.units(credits), now)));
    }

    private CreditTransfer transfer(String id) {
        return store.transfers().stream()
                .filter(t -> t.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no transfer \"%s\".".formatted(id)));
    }

    private static String escrow(CreditTransfer transfer) {
        return "escrow/" + transfer.id();
    }
}
