package energy.corridor.credits;

import energy.corridor.settlement.EntrySet;
import energy.corridor.settlement.PaperBooks;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Credits in memory over the same books as settlement, as strict as the database. */
public final class PaperCredits implements CreditStore {

    private final PaperBooks books;
    private final List<CreditDevice> devices = new ArrayList<>();
    private final List<CreditVehicle> vehicles = new ArrayList<>();
    private final Map<String, Report> reports = new TreeMap<>();
    private final Map<String, Claim> claims = new HashMap<>();
    private final Map<String, Notice> notices = new LinkedHashMap<>();
    private final Map<String, CreditTransfer> transfers = new LinkedHashMap<>();
    private final List<Decision> decisions = new ArrayList<>();

    public PaperCredits(PaperBooks books) {
        this.books = books;
    }

    @Override
    public List<CreditDevice> devices(String programme) {
        return devices.stream().filter(d -> d.programme().equals(programme)).toList();
    }

    @Override
    public void add(List<CreditDevice> more) {
        devices.addAll(more);
    }

    @Override
    public List<CreditVehicle> vehicles(String programme) {
        return vehicles.stream().filter(v -> v.programme().equals(programme)).toList();
    }

    @Override
    public void addVehicles(List<CreditVehicle> more) {
        vehicles.addAll(more);
    }

    @Override
    public List<Report> reports() {
        return List.copyOf(reports.values());
    }

    @Override
    public void add(Report report, List<Claim> claimed) {
        for (Claim claim : claimed) {
            Claim other = claims.get(key(claim));
            if (other != null && !other.claimant().equals(claim.claimant())) {
                throw new ClaimedException("The energy of %s from %s is claimed by %s already; a kWh is claimed once."
                        .formatted(claim.element(), claim.start(), other.claimant()));
            }
        }
        claimed.forEach(c -> claims.putIfAbsent(key(c), c));
        reports.put(report.key(), report);
    }

    private static String key(Claim claim) {
        return claim.element() + claim.start() + claim.layer();
    }

    @Override
    public void update(Report report, List<EntrySet> bookings, List<Notice> told) {
        book(bookings);
        reports.put(report.key(), report);
        told.forEach(n -> notices.putIfAbsent(n.id(), n));
    }

    @Override
    public List<Notice> notices(boolean waiting) {
        return notices.values().stream()
                .filter(n -> !waiting || n.state() == Notice.State.PENDING)
                .toList();
    }

    @Override
    public void update(Notice notice) {
        notices.put(notice.id(), notice);
    }

    @Override
    public List<CreditTransfer> transfers() {
        return List.copyOf(transfers.values());
    }

    @Override
    public void save(CreditTransfer transfer, List<EntrySet> bookings) {
        book(bookings);
        transfers.put(transfer.id(), transfer);
    }

    @Override
    public void book(List<EntrySet> bookings) {
        books.bookings.addAll(bookings);
        boolean below = books.balances().stream()
                .anyMatch(b -> b.amount() < 0 && b.account().startsWith("holder/"));
        if (below) {
            books.bookings.removeAll(bookings);
            throw new NotCoveredException("The holder has not so many credits.", new IllegalStateException());
        }
    }

    @Override
    public List<Decision> decisions() {
        return decisions;
    }

    @Override
    public void add(Decision decision, List<CreditDevice> changed) {
        decisions.add(decision);
        devices.addAll(changed);
    }

    /** As if a sale had claimed it. */
    public void claim(String element, Instant start, String layer, String claimant) {
        Claim claim = new Claim(element, start, layer, claimant, 1);
        claims.put(key(claim), claim);
    }
}
