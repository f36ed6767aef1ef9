package energy.corridor.credits;

import energy.corridor.settlement.EntrySet;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Where devices, reports, claims, notices and transfers outlive the process. Each call is one transaction. */
public interface CreditStore {

    /** A settled interval of an element that a report or a sale counts. */
    record Claim(String element, Instant start, String layer, String claimant, long wh) {}

    /** What a device is to be told; once told, it is not told again. */
    record Notice(String id, String element, String json, State state, int attempts, Instant at) {
        public enum State {
            PENDING,
            ACKED,
            UNSUPPORTED,
            FAILED
        }

        Notice now(State next, Instant when) {
            return new Notice(id, element, json, next, attempts + 1, when);
        }
    }

    /** A change of the set of devices that a person confirmed. */
    record Decision(String programme, Placement.Proposal proposal, String evidence, String confirmedBy, Instant at) {}

    /** Somebody else claims some of it. */
    final class ClaimedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public ClaimedException(String sentence) {
            super(sentence);
        }
    }

    /** A holder would fall below zero. */
    final class NotCoveredException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public NotCoveredException(String sentence, Throwable cause) {
            super(sentence, cause);
        }
    }

    /** All versions, by element and version. */
    List<CreditDevice> devices(String programme);

    void add(List<CreditDevice> devices);

    /** All versions, by registration and version. */
    List<CreditVehicle> vehicles(String programme);

    void addVehicles(List<CreditVehicle> vehicles);

    /** All versions of all reports, by id and version. */
    List<Report> reports();

    /**
     * A new version of a report with all that it claims.
     *
     * @throws ClaimedException when an interval is claimed by somebody else in that layer; nothing is kept
     */
    void add(Report report, List<Claim> claims);

    /** What became of it, with bookings and notices. */
    void update(Report report, List<EntrySet> bookings, List<Notice> notices);

    /** @return what is waiting to be sent, or all */
    List<Notice> notices(boolean waiting);

    void update(Notice notice);

    List<CreditTransfer> transfers();

    /** @throws NotCoveredException when the giver has not so many */
    void save(CreditTransfer transfer, List<EntrySet> bookings);

    void book(List<EntrySet> bookings);

    List<Decision> decisions();

    void add(Decision decision, List<CreditDevice> devices);

    default Optional<Report> newest(String reportId) {
        return reports().stream().filter(r -> r.id().equals(reportId)).reduce((a, b) -> b);
    }
}
