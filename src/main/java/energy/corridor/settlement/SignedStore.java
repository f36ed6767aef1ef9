package energy.corridor.settlement;

import energy.corridor.telemetry.EvseId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Signed meter values as stations sent them, and readings that could not be true, to be looked at by settlement. */
public interface SignedStore {

    /**
     * A signed value that nobody has looked at yet, of a transaction that has ended.
     *
     * @param order number of the raw row
     * @param text as it came, a wrapped OCMF record
     * @param telemetryWh what the transaction's registers say
     */
    record Unread(long order, EvseId evse, long transaction, Instant at, String text, OptionalLong telemetryWh) {}

    /**
     * @param billedWh only where it verifies and has no fault; of a session in several records, of the one that came last
     * @param madeOf numbers of the records that make the bill, in the order of their pagination; empty for itself
     */
    record Looked(
            long order,
            String element,
            long transaction,
            Instant at,
            String record,
            String verdict,
            String fault,
            String meterSerial,
            String pagination,
            Optional<BigDecimal> billedWh,
            List<Long> madeOf) {}

    /** By transaction, then oldest first. */
    List<Unread> unread(int most);

    /** Adds what was found, in one transaction. */
    void add(List<Looked> looked, List<Finding> findings);

    /** What has been looked at of one transaction, oldest first. */
    List<Looked> looked(long transaction);

    /** Whether a transaction other than this was billed by a page of a meter. */
    boolean billedBefore(String element, String meterSerial, String pagination, long transaction);

    /** Makes a finding of every reading that was refused at the door and has none yet. */
    void tellRefused();

    /** Makes a finding of every EVSE that sends registers and is no element. */
    void tellUnregistered();

    List<Looked> signed(Instant from, Instant to);
}
