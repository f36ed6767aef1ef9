package energy.corridor.settlement;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One packet in one run: its full value, what had been posted before, and so what this run posts.
 *
 * @param amountMicro micro units of the currency; what LOAD costs, what SUPPLY and CURTAILMENT earn
 * @param late whether what made it came after the on-time limit
 */
public record SettlementLine(
        Kwp kwp, Run run, long energyWh, long amountMicro, long priorWh, long priorMicro, Instant settledAt) {

    public String id() {
        return "LINE/%s/%s/%s/%s/v%d".formatted(kwp.element(), kwp.start(), kwp.direction(), run, kwp.version());
    }

    public long deltaWh() {
        return energyWh - priorWh;
    }

    public long deltaMicro() {
        return amountMicro - priorMicro;
    }

    /** What the run posts; nothing when nothing differs. */
    Optional<EntrySet> booking() {
        boolean paidByOwner = kwp.direction() == Direction.LOAD;
        List<EntrySet.Posting> postings = new ArrayList<>();
        if (deltaWh() != 0 && kwp.direction() != Direction.CURTAILMENT) {
            long toElement = paidByOwner ? deltaWh() : -deltaWh();
            postings.add(new EntrySet.Posting(Accounts.element(kwp.element()), Accounts.WH, toElement));
            postings.add(new EntrySet.Posting(Accounts.grid(kwp.point()), Accounts.WH, -toElement));
        }
        if (deltaMicro() != 0) {
            long toOwner = paidByOwner ? -deltaMicro() : deltaMicro();
            postings.add(new EntrySet.Posting(Accounts.party(kwp.owner()), Accounts.money(kwp.currency()), toOwner));
            postings.add(new EntrySet.Posting(Accounts.market(kwp.point()), Accounts.money(kwp.currency()), -toOwner));
        }
        return postings.isEmpty()
                ? Optional.empty()
                : Optional.of(new EntrySet(EntrySet.sha256(id()), "SETTLEMENT", id(), settledAt, postings));
    }
}
