package energy.corridor.web;

import energy.corridor.quantity.Units;
import energy.corridor.settlement.BlockStore;
import energy.corridor.settlement.Channel;
import energy.corridor.settlement.Direction;
import energy.corridor.settlement.EntrySet;
import energy.corridor.settlement.Finding;
import energy.corridor.settlement.Grade;
import energy.corridor.settlement.IntervalEnergy;
import energy.corridor.settlement.Kwp;
import energy.corridor.settlement.Psv;
import energy.corridor.settlement.Ptb;
import energy.corridor.settlement.Quality;
import energy.corridor.settlement.RateQuote;
import energy.corridor.settlement.Run;
import energy.corridor.settlement.SettlementArchive;
import energy.corridor.settlement.SettlementLine;
import energy.corridor.settlement.Statement;
import energy.corridor.web.ocmf.OcmfRecord;
import energy.corridor.web.ocmf.OcmfSession;
import energy.corridor.web.ocmf.OcmfSignature;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Settlement's records as JSON. Energies are whole Wh; exact decimals (rates, amounts) are texts. */
final class SettlementViews {

    private SettlementViews() {}

    @Schema(name = "SettlementInterval")
    record IntervalView(
            String element,
            Channel channel,
            Instant start,
            Instant end,
            long wh,
            @Schema(description = "ESPI 4.0 ReadingQuality") int quality,
            Quality qualityName,
            Grade grade,
            String method,

            @Schema(description = "GET /api/settlement/readings?ids=…")
            List<Long> readings,

            int version) {
        static IntervalView of(IntervalEnergy i) {
            return new IntervalView(
                    i.element(),
                    i.channel(),
                    i.start(),
                    i.end(),
                    i.wh(),
                    i.quality().code(),
                    i.quality(),
                    i.quality().grade(),
                    i.method(),
                    i.inputs(),
                    i.version());
        }
    }

    @Schema(name = "Kwp", description = "A kilowatt packet: energy of one interval and direction with its rate")
    record KwpView(
            String id,
            String element,
            String owner,
            Instant start,
            Instant end,
            Direction direction,
            long energyWh,
            long averageW,
            Grade grade,
            int quality,
            String rateRef,
            @Schema(description = "Currency per MWh, exact") String ratePerMwh,
            String currency,

            @Schema(description = "The grade's share of the rate; 1 for LOAD")
            String factor,

            @Schema(description = "Exact: what LOAD costs, what SUPPLY and CURTAILMENT earn")
            String amount,

            int intervalVersion,
            int version) {
        static KwpView of(Kwp k) {
            return new KwpView(
                    k.id(),
                    k.element(),
                    k.owner(),
                    k.start(),
                    k.end(),
                    k.direction(),
                    k.energyWh(),
                    k.averageW(),
                    k.grade(),
                    k.quality().code(),
                    k.rateRef(),
                    k.perMwh().toPlainString(),
                    k.currency(),
                    k.factor().toPlainString(),
                    k.amount().toPlainString(),
                    k.intervalVersion(),
                    k.version());
        }
    }

    @Schema(
            name = "SettlementLine",
            description = "One packet in one run: full value, what was posted before, and so the delta")
    record LineView(
            String id,
            String kwp,
            Run run,
            Instant settledAt,
            long energyWh,
            long priorWh,
            long deltaWh,
            String amount,
            String priorAmount,
            String deltaAmount,
            String currency) {
        static LineView of(SettlementLine l) {
            return new LineView(
                    l.id(),
                    l.kwp().id(),
                    l.run(),
                    l.settledAt(),
                    l.energyWh(),
                    l.priorWh(),
                    l.deltaWh(),
                    Units.fromMicro(l.amountMicro()).toPlainString(),
                    Units.fromMicro(l.priorMicro()).toPlainString(),
                    Units.fromMicro(l.deltaMicro()).toPlainString(),
                    l.kwp().currency());
        }
    }

    @Schema(name = "Psv", description = "Energy that was not drawn on order")
    record PsvView(
            String id,
            String element,
            String event,
            Instant start,
            Instant end,
            long baselineWh,
            @Schema(description = "Net import as metered") long actualWh,
            long orderedWh,

            @Schema(description = "What counts, with the saved losses")
            long psvWh,

            String lossFactor,
            String method,
            boolean confirmed,
            Grade grade,
            int version) {
        static PsvView of(Psv p) {
            return new PsvView(
                    p.id(),
                    p.element(),
                    p.event(),
                    p.start(),
                    p.end(),
                    p.baselineWh(),
                    p.actualWh(),
                    p.orderedWh(),
                    p.psvWh(),
                    p.lossFactor().toPlainString(),
                    p.method(),
                    p.confirmed(),
                    p.quality().grade(),
                    p.version());
        }
    }

    @Schema(name = "Ptb", description = "A power trading block: blocks · minWh + carryWh = carriedWh + all members")
    record PtbView(
            String product,
            long number,
            Instant start,
            Instant end,
            @Schema(description = "Least size, Wh") long minWh,

            @Schema(description = "What the block before left over")
            long carriedWh,

            long totalWh,
            long blocks,
            long blockWh,

            @Schema(description = "What goes on to the next block")
            long carryWh,

            List<Ptb.Member> members) {
        static PtbView of(BlockStore.Formed f) {
            Ptb b = f.block();
            return new PtbView(
                    b.product(),
                    f.number(),
                    b.start(),
                    b.end(),
                    b.minWh(),
                    b.carriedWh(),
                    b.totalWh(),
                    b.blocks(),
                    b.blockWh(),
                    b.carryWh(),
                    b.members());
        }
    }

    @Schema(name = "SignedVerdict")
    record SignedView(
            OcmfSignature.Verdict verdict,

            @Schema(description = "Why it cannot be billed; empty when it can")
            String fault,

            String meterSerial,
            String pagination,

            @Schema(description = "Last signed register less the first, Wh")
            String billedWh) {
        static SignedView of(String text, String key) {
            try {
                OcmfRecord record = OcmfRecord.read(text);
                OcmfSession session = new OcmfSession(List.of(record));
                return new SignedView(
                        OcmfSignature.verify(record, key),
                        session.fault().orElse(""),
                        record.serial(),
                        record.pagination(),
                        session.billedWh()
                                .map(java.math.BigDecimal::toPlainString)
                                .orElse(""));
            } catch (OcmfRecord.UnreadableException unreadable) {
                return new SignedView(
                        OcmfSignature.Verdict.UNREADABLE, String.valueOf(unreadable.getMessage()), "", "", "");
            }
        }
    }

    @Schema(name = "RateQuote")
    record RateView(
            String ref,
            String issuer,
            String point,
            Direction direction,
            Instant start,
            Instant end,
            String currency,
            String perMwh) {
        static RateView of(RateQuote q) {
            return new RateView(
                    q.ref(),
                    q.issuer(),
                    q.point(),
                    q.direction(),
                    q.start(),
                    q.end(),
                    q.currency(),
                    q.perMwh().toPlainString());
        }
    }

    @Schema(
            name = "Finding",
            description = "What validation found; a rejected reading stays in the journal and out of settlement")
    record FindingView(
            String subject, Finding.Kind kind, String element, Instant at, boolean rejected, String sentence) {
        static FindingView of(Finding f) {
            return new FindingView(f.subject(), f.kind(), f.element(), f.at(), f.rejected(), f.sentence());
        }
    }

    @Schema(name = "LedgerBalance")
    record BalanceView(
            String account,
            String commodity,

            @Schema(description = "Whole units: Wh, millionths of a currency, 1e-5 credits")
            long units,

            @Schema(description = "In Wh, the currency, or credits")
            String amount) {
        static BalanceView of(SettlementArchive.Balance b) {
            return new BalanceView(b.account(), b.commodity(), b.amount(), inUnits(b.commodity(), b.amount()));
        }
    }

    @Schema(name = "Booking")
    record BookingView(
            long id,
            String kind,
            String reference,
            Instant bookedAt,
            List<PostingView> postings,
            String prevHash,
            String hash) {
        static BookingView of(SettlementArchive.Booked b) {
            return new BookingView(
                    b.id(),
                    b.booking().kind(),
                    b.booking().reference(),
                    b.booking().bookedAt(),
                    b.booking().postings().stream().map(PostingView::of).toList(),
                    b.prevHash(),
                    b.hash());
        }
    }

    record PostingView(String account, String commodity, long units, String amount) {
        static PostingView of(EntrySet.Posting p) {
            return new PostingView(p.account(), p.commodity(), p.amount(), inUnits(p.commodity(), p.amount()));
        }
    }

    static String inUnits(String commodity, long units) {
        if (commodity.startsWith("MONEY:")) {
            return Units.fromMicro(units).toPlainString();
        }
        return commodity.startsWith("CREDIT:")
                ? java.math.BigDecimal.valueOf(units, 5).toPlainString()
                : Long.toString(units);
    }

    record SumView(long wh, String amount, long lines) {
        static SumView of(Statement.Sum s) {
            return new SumView(s.wh(), s.amount().toPlainString(), s.lines());
        }
    }

    @Schema(name = "Statement", description = "What a party pays and earns for the intervals of a period")
    record StatementView(
            String id,
            String party,
            Instant from,
            Instant to,
            Instant settledAt,
            String currency,

            @Schema(description = "LOAD less SUPPLY and CURTAILMENT; above zero the party pays")
            String toPay,

            Map<Direction, SumView> totals,
            Map<String, Map<Direction, SumView>> elements,

            @Schema(
                    description =
                            "What each run posted; the amount is what the party owes for it, below zero where it earns")
            Map<Run, SumView> runs,

            @Schema(description = "As runs") Map<Grade, SumView> grades,
            @Schema(description = "SHA-256 over all lines") String evidence,
            String csv,
            String pdf) {
        static StatementView of(Statement s) {
            String query = "?party=%s&from=%s&to=%s"
                    .formatted(
                            java.net.URLEncoder.encode(s.party(), java.nio.charset.StandardCharsets.UTF_8),
                            s.from(),
                            s.to());
            SortedMap<String, Map<Direction, SumView>> elements = new TreeMap<>();
            s.byElement().forEach((element, sums) -> elements.put(element, views(sums)));
            return new StatementView(
                    s.id(),
                    s.party(),
                    s.from(),
                    s.to(),
                    s.settledAt(),
                    s.currency(),
                    s.toPay().toPlainString(),
                    views(s.byDirection()),
                    elements,
                    views(s.byRun()),
                    views(s.byGrade()),
                    s.evidence(),
                    "/api/settlement/statement.csv" + query,
                    "/api/settlement/statement.pdf" + query);
        }

        private static <K> Map<K, SumView> views(SortedMap<K, Statement.Sum> sums) {
            SortedMap<K, SumView> views = new TreeMap<>();
            sums.forEach((key, sum) -> views.put(key, SumView.of(sum)));
            return views;
        }
    }
}
