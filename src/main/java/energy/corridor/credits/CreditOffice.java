package energy.corridor.credits;

import energy.corridor.settlement.EntrySet;
import energy.corridor.settlement.SettlementArchive;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Reports and the authority's answers to them. The authority's figure is the one that is booked; ours is the estimate beside it. Devices,
 * vehicles, transfers and notices have desks of their own.
 */
public final class CreditOffice {

    private final CreditStore store;
    private final SettlementArchive settled;
    private final FactorTable table;
    private final Supplier<Optional<RegulatorGateway>> gateway;
    private final CreditFormula formula;
    private final CreditDevices devices;
    private final CreditVehicles vehicles;
    private final CreditTransfers transfers;
    private final CreditNotices notices;

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
        this.devices = new CreditDevices(store, settled, table);
        this.vehicles = new CreditVehicles(store, table);
        this.transfers = new CreditTransfers(store, table);
        this.notices = new CreditNotices(store, table);
    }

    public FactorTable table() {
        return table;
    }

    public CreditDevices devices() {
        return devices;
    }

    public CreditVehicles vehicles() {
        return vehicles;
    }

    public CreditTransfers transfers() {
        return transfers;
    }

    public CreditNotices notices() {
        return notices;
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
                devices.activeIn(programmeId, from, to),
                vehicles.claimableIn(programmeId, from, to),
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
        authority.register(devices.newest(report.programme()), vehicles.newest(report.programme()));
        store.update(report.with(Report.Status.SUBMITTED, report.receipt(), "", report.lines()), List.of(), List.of());
        return take(report, authority.submit(report), now);
    }

    /** An authority's answer that came by another way than {@link #submit}, to a report that was handed in as a file. */
    public synchronized Report answered(String reportId, RegulatorGateway.Answer answer, Instant now) {
        Report report = store.newest(reportId)
                .orElseThrow(() -> new IllegalArgumentException("There is no report \"%s\".".formatted(reportId)));
        if (report.status() != Report.Status.VALIDATED && report.status() != Report.Status.SUBMITTED) {
            throw new IllegalArgumentException("The report %s is %s; only one that was handed in is answered."
                    .formatted(reportId, report.status()));
        }
        return take(report, answer, now);
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
                boolean agreed = issued.subtract(line.estimate()).abs().compareTo(answer.within()) <= 0;
                lines.add(line.answered(issued, agreed ? Report.Match.MATCHED : Report.Match.AMOUNT_DIFF));
            }
        }
        answer.credits().keySet().stream()
                .filter(no -> report.lines().stream()
                        .noneMatch(l -> l.registrationNo().equals(no)))
                .forEach(no -> notes.add("The authority names the device %s, which was not reported.".formatted(no)));
        Report accepted =
                report.with(Report.Status.ACCEPTED, Optional.of(answer.receipt()), String.join(" ", notes), lines);
        store.update(accepted, bookings(accepted, now), notices.of(accepted, now));
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
}
