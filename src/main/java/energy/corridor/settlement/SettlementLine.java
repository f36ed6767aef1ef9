package energy.corridor.settlement;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One packet in one run: its full value, what had been posted before, and so what this run posts.
 *
 * @param amountMicro micro units of the currency; what LOAD costs, what SUPPLY and CURTAILMENT earn
 * @param shares of a master's members; they add up to the amount
 */
public record SettlementLine(
        Kwp kwp,
        Run run,
        long energyWh,
        long amountMicro,
        long priorWh,
        long priorMicro,
        Instant settledAt,
        List<Share> shares) {

    /** What a member has of its master's proceeds, and what was shared out to it before. */
    public record Share(String member, long wh, long amountMicro, long priorMicro) {}

    public SettlementLine {
        settledAt = settledAt.truncatedTo(ChronoUnit.MICROS); // as the database keeps it
        shares = List.copyOf(shares);
    }

    public SettlementLine with(List<Share> ofMembers) {
        return new SettlementLine(kwp, run, energyWh, amountMicro, priorWh, priorMicro, settledAt, ofMembers);
    }

    public String id() {
        return id(kwp.element(), kwp.start(), kwp.direction(), run, kwp.version());
    }

    public static String id(String element, Instant start, Direction direction, Run run, int kwpVersion) {
        return "LINE/%s/%s/%s/%s/v%d".formatted(element, start, direction, run, kwpVersion);
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
        for (Share share : shares) {
            long delta = share.amountMicro() - share.priorMicro();
            if (delta != 0) {
                String money = Accounts.money(kwp.currency());
                postings.add(new EntrySet.Posting(Accounts.element(share.member()), money, delta));
                postings.add(new EntrySet.Posting(Accounts.element(kwp.element()), money, -delta));
            }
        }
        return postings.isEmpty()
                ? Optional.empty()
                : Optional.of(new EntrySet(EntrySet.sha256(id()), "SETTLEMENT", id(), settledAt, postings));
    }
}
