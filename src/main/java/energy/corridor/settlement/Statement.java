package energy.corridor.settlement;

import energy.corridor.quantity.Units;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one party pays and earns for the intervals that start in {@code [from, to)}, summed from settlement lines. The same lines give
 * the same statement, byte by byte.
 */
public final class Statement {

    /** Energy and money of some of the lines, both as they stand after the last run. */
    public static final class Sum {
        private long wh;
        private long micro;
        private long lines;

        private void add(SettlementLine line) {
            add(line.deltaWh(), line.deltaMicro());
        }

        /** What the party owes for it: what it earns counts negative. */
        private void owe(SettlementLine line) {
            add(line.deltaWh(), line.kwp().direction() == Direction.LOAD ? line.deltaMicro() : -line.deltaMicro());
        }

        private void add(long moreWh, long moreMicro) {
            wh = Math.addExact(wh, moreWh);
            micro = Math.addExact(micro, moreMicro);
            lines++;
        }

        public long wh() {
            return wh;
        }

        /** In the currency, to the millionth. */
        public BigDecimal amount() {
            return Units.fromMicro(micro);
        }

        public long lines() {
            return lines;
        }
    }

    private final String party;
    private final Instant from;
    private final Instant to;
    private final SortedMap<Direction, Sum> byDirection = new TreeMap<>();
    private final SortedMap<String, SortedMap<Direction, Sum>> byElement = new TreeMap<>();
    private final SortedMap<LocalDate, SortedMap<Direction, Sum>> byDay = new TreeMap<>();
    private final SortedMap<Run, Sum> byRun = new TreeMap<>();
    private final SortedMap<Grade, Sum> byGrade = new TreeMap<>();
    private String currency = "";
    private Instant settledAt = Instant.EPOCH;
    private String evidence = "";

    private final ZoneId zone;

    private Statement(String party, Instant from, Instant to, ZoneId zone) {
        this.zone = zone;
        this.party = party;
        this.from = from;
        this.to = to;
    }

    /** @param zone in which its days are days */
    public static Statement of(String party, Instant from, Instant to, ZoneId zone, SettlementArchive archive) {
        Statement statement = new Statement(party, from, to, zone);
        archive.lines(party, from, to, statement::add);
        return statement;
    }

    private void add(SettlementLine line) {
        Direction direction = line.kwp().direction();
        byDirection.computeIfAbsent(direction, d -> new Sum()).add(line);
        byElement
                .computeIfAbsent(line.kwp().element(), e -> new TreeMap<>())
                .computeIfAbsent(direction, d -> new Sum())
                .add(line);
        byDay.computeIfAbsent(line.kwp().start().atZone(zone).toLocalDate(), d -> new TreeMap<>())
                .computeIfAbsent(direction, d -> new Sum())
                .add(line);
        byRun.computeIfAbsent(line.run(), r -> new Sum()).owe(line);
        byGrade.computeIfAbsent(line.kwp().grade(), g -> new Sum()).owe(line);
        currency = line.kwp().currency();
        settledAt = line.settledAt().isAfter(settledAt) ? line.settledAt() : settledAt;
        evidence = EntrySet.sha256(evidence + "\n" + line.id() + "|" + line.energyWh() + "|" + line.amountMicro());
    }

    public String party() {
        return party;
    }

    public Instant from() {
        return from;
    }

    public Instant to() {
        return to;
    }

    /** The latest settlement in it; the epoch when it is empty. */
    public Instant settledAt() {
        return settledAt;
    }

    /** "" when it is empty. */
    public String currency() {
        return currency;
    }

    public SortedMap<Direction, Sum> byDirection() {
        return byDirection;
    }

    public SortedMap<String, SortedMap<Direction, Sum>> byElement() {
        return byElement;
    }

    public SortedMap<LocalDate, SortedMap<Direction, Sum>> byDay() {
        return byDay;
    }

    /** What each run posted: energy either way, and what the party owes for it, below zero where it earns. */
    public SortedMap<Run, Sum> byRun() {
        return byRun;
    }

    /** As {@link #byRun}, by the quality of the data. */
    public SortedMap<Grade, Sum> byGrade() {
        return byGrade;
    }

    /** Of one element and direction; empty when it has no lines. */
    public Sum of(String element, Direction direction) {
        return byElement.getOrDefault(element, new TreeMap<>()).getOrDefault(direction, new Sum());
    }

    /** What the party pays, less what it earns: above zero it pays. */
    public BigDecimal toPay() {
        return toPay(byDirection);
    }

    /** The same of a part. */
    public static BigDecimal toPay(SortedMap<Direction, Sum> sums) {
        BigDecimal sum = BigDecimal.ZERO;
        for (var entry : sums.entrySet()) {
            sum = entry.getKey() == Direction.LOAD
                    ? sum.add(entry.getValue().amount())
                    : sum.subtract(entry.getValue().amount());
        }
        return sum;
    }

    /** A SHA-256 over all its lines. */
    public String evidence() {
        return evidence;
    }

    /** By party, period and content. */
    public String id() {
        return "ST-"
                + EntrySet.sha256(party + "|" + from + "|" + to + "|" + evidence)
                        .substring(0, 16);
    }
}
