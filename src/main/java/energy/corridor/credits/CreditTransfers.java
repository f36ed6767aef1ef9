package energy.corridor.credits;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/** Credits from holder to holder, and out of use. */
public final class CreditTransfers {

    private final CreditStore store;
    private final FactorTable table;

    CreditTransfers(CreditStore store, FactorTable table) {
        this.store = store;
        this.table = table;
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
