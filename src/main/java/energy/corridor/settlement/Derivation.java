package energy.corridor.settlement;

import energy.corridor.quantity.TimeGrid;
import energy.corridor.settlement.RegisterTrack.Point;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * One register's readings into the energies of a grid's intervals: the register at the interval's end less the register at its start.
 * A boundary on which no reading falls is exact where the readings around it are equal, and estimated where they are not. An interval
 * whose end nothing tells yet is left out; it comes with the next reading.
 */
public final class Derivation {

    /** Readings so close around a boundary that a straight line between them is as good as a reading of a like device. */
    private static final Duration CLOSE = Duration.ofMinutes(2);

    /** A gap of energy longer than this is told to the operator. */
    private static final Duration LONG = Duration.ofHours(2);

    /** The register on a boundary. {@code after} is the first point later than the boundary's value. */
    private record Edge(long wh, int segment, Quality quality, String method, List<Long> inputs) {}

    private final Channel channel;
    private final Meter meter;
    private final TimeGrid grid;
    private final List<Point> points;
    private final List<Finding> findings;
    private final List<IntervalEnergy> intervals = new ArrayList<>();

    private Derivation(Channel channel, Meter meter, TimeGrid grid, RegisterTrack track) {
        this.channel = channel;
        this.meter = meter;
        this.grid = grid;
        this.points = track.points();
        this.findings = new ArrayList<>(track.findings());
    }

    /** @param readings those in the grid, the last before and the first after it, in any order */
    public static Derivation of(Channel channel, Meter meter, TimeGrid grid, List<RegisterReading> readings) {
        Derivation derivation = new Derivation(channel, meter, grid, RegisterTrack.of(readings, meter));
        derivation.derive();
        return derivation;
    }

    /** Version 1 each; in the order of time. */
    public List<IntervalEnergy> intervals() {
        return intervals;
    }

    public List<Finding> findings() {
        return findings;
    }

    private void derive() {
        Optional<Edge> start = edge(grid.boundary(0));
        for (int t = 0; t < grid.steps(); t++) {
            Optional<Edge> end = edge(grid.boundary(t + 1));
            if (start.isPresent() && end.isPresent()) {
                intervals.add(between(t, start.get(), end.get()));
            }
            start = end;
        }
    }

    private IntervalEnergy between(int t, Edge start, Edge end) {
        Instant from = grid.boundary(t);
        Instant to = grid.boundary(t + 1);
        TreeSet<Long> inputs = new TreeSet<>(start.inputs());
        inputs.addAll(end.inputs());
        if (start.segment() != end.segment()) {
            String sentence =
                    "The meter of %s was exchanged or reset between %s and %s; the energy waits for an operator."
                            .formatted(meter.element(), from, to);
            findings.add(new Finding(
                    "interval/%s/%s/%s".formatted(meter.element(), channel, from),
                    Finding.Kind.HELD,
                    meter.element(),
                    from,
                    true,
                    sentence));
            return energy(
                    from, to, heldWh(from, to, start, end), Quality.QUESTIONABLE, "meter exchanged or reset", inputs);
        }
        boolean rolledOver = points.stream()
                .anyMatch(p -> p.rolledOver()
                        && p.reading().at().isAfter(from)
                        && !p.reading().at().isAfter(to));
        Quality quality = start.quality().worse(end.quality());
        if (rolledOver) {
            quality = Quality.VERIFIED.worse(quality);
        }
        String method = quality == end.quality() ? end.method() : start.method();
        return energy(
                from,
                to,
                end.wh() - start.wh(),
                quality,
                rolledOver ? method + ", register rolled over" : method,
                inputs);
    }

    /** What is known of an interval with a new segment: up to the last reading of the old, and from the first of the new. */
    private long heldWh(Instant from, Instant to, Edge start, Edge end) {
        long known = 0;
        Point before = null;
        for (Point p : points) {
            if (p.reading().at().isAfter(from) && !p.reading().at().isAfter(to)) {
                long base = before == null || before.segment() != p.segment()
                        ? p.segment() == start.segment() ? start.wh() : p.wh()
                        : before.wh();
                known += p.wh() - base;
                before = p;
            }
        }
        return known + (before != null && before.segment() == end.segment() ? end.wh() - before.wh() : 0);
    }

    private IntervalEnergy energy(
            Instant from, Instant to, long wh, Quality quality, String method, TreeSet<Long> inputs) {
        return new IntervalEnergy(meter.element(), channel, from, to, wh, quality, method, List.copyOf(inputs), 1);
    }

    private Optional<Edge> edge(Instant boundary) {
        int next = firstAfter(boundary);
        if (next == 0) {
            return beforeAll();
        }
        Point before = points.get(next - 1);
        if (before.reading().at().equals(boundary)) {
            return Optional.of(new Edge(
                    before.wh(),
                    before.segment(),
                    Quality.VALID,
                    "register",
                    List.of(before.reading().id())));
        }
        if (next == points.size()) {
            return afterAll(before);
        }
        return Optional.of(inside(boundary, before, points.get(next)));
    }

    /** Energy flows in transactions: the register in the first start is the register of all time before. */
    private Optional<Edge> beforeAll() {
        return Stream.ofNullable(points.isEmpty() ? null : points.get(0))
                .filter(p -> p.reading().origin() == RegisterReading.Origin.START)
                .map(p -> new Edge(
                        p.wh(),
                        p.segment(),
                        Quality.VALID,
                        "register before the first transaction",
                        List.of(p.reading().id())))
                .findFirst();
    }

    /** After a stop the register stands until the next start. */
    private static Optional<Edge> afterAll(Point last) {
        return last.reading().origin() == RegisterReading.Origin.STOP
                ? Optional.of(new Edge(
                        last.wh(),
                        last.segment(),
                        Quality.VALID,
                        "register since the last stop",
                        List.of(last.reading().id())))
                : Optional.empty();
    }

    private Edge inside(Instant boundary, Point before, Point after) {
        List<Long> inputs = List.of(before.reading().id(), after.reading().id());
        if (before.segment() != after.segment()) {
            return new Edge(before.wh(), before.segment(), Quality.QUESTIONABLE, "meter exchanged or reset", inputs);
        }
        if (before.wh() == after.wh()) {
            return new Edge(
                    before.wh(), before.segment(), Quality.VALID, "register unchanged over the boundary", inputs);
        }
        Duration gap = Duration.between(before.reading().at(), after.reading().at());
        if (gap.compareTo(CLOSE) <= 0) {
            long total = after.wh() - before.wh();
            long part = share(total, Duration.between(before.reading().at(), boundary), gap);
            return new Edge(
                    before.wh() + part,
                    before.segment(),
                    Quality.DERIVED,
                    "straight line over %d s around the boundary".formatted(gap.toSeconds()),
                    inputs);
        }
        if (gap.compareTo(LONG) > 0) {
            tellLongGap(before, after, gap);
        }
        return new Edge(
                before.wh() + filled(boundary, before, after),
                before.segment(),
                Quality.ESTIMATED_LINEAR,
                "straight line between neighbours, scaled to the registers",
                inputs);
    }

    /** The energy up to the boundary within a gap, whose pieces are estimated together. */
    private long filled(Instant boundary, Point before, Point after) {
        List<BigDecimal> lengths = new ArrayList<>();
        int upTo = 0;
        Instant from = before.reading().at();
        while (from.isBefore(after.reading().at())) {
            Instant to = nextBoundary(from);
            if (to.isAfter(after.reading().at())) {
                to = after.reading().at();
            }
            lengths.add(parts(Duration.between(from, to)));
            if (!to.isAfter(boundary)) {
                upTo = lengths.size();
            }
            from = to;
        }
        long[] pieces = Estimation.fill(around(before, false), around(after, true), lengths, after.wh() - before.wh());
        long sum = 0;
        for (int i = 0; i < upTo; i++) {
            sum += pieces[i];
        }
        return sum;
    }

    /** The energy per interval on the far side of a gap's edge, from the readings there; 0 when there is none. */
    private long around(Point edge, boolean later) {
        int at = points.indexOf(edge);
        Point other = edge;
        for (int i = at; 0 <= i && i < points.size(); i += later ? 1 : -1) {
            if (points.get(i).segment() == edge.segment()) {
                other = points.get(i);
            }
            if (Duration.between(edge.reading().at(), points.get(i).reading().at())
                            .abs()
                            .compareTo(grid.step())
                    >= 0) {
                break;
            }
        }
        Duration length =
                Duration.between(edge.reading().at(), other.reading().at()).abs();
        return length.isZero() ? 0 : share(Math.abs(other.wh() - edge.wh()), grid.step(), length);
    }

    private Instant nextBoundary(Instant from) {
        long step = grid.step().toMillis();
        long since = Duration.between(grid.start(), from).toMillis();
        return grid.start().plusMillis((Math.floorDiv(since, step) + 1) * step);
    }

    private BigDecimal parts(Duration piece) {
        return BigDecimal.valueOf(piece.toMillis())
                .divide(BigDecimal.valueOf(grid.step().toMillis()), 12, RoundingMode.HALF_EVEN);
    }

    private static long share(long total, Duration part, Duration whole) {
        return BigDecimal.valueOf(total)
                .multiply(BigDecimal.valueOf(part.toMillis()))
                .divide(BigDecimal.valueOf(whole.toMillis()), 0, RoundingMode.HALF_EVEN)
                .longValueExact();
    }

    private void tellLongGap(Point before, Point after, Duration gap) {
        Finding finding = Finding.ofReading(
                after.reading(),
                Finding.Kind.LONG_GAP,
                meter.element(),
                false,
                "No register of %s between %s and %s (%s); %d Wh are spread over that time."
                        .formatted(
                                meter.element(),
                                before.reading().at(),
                                after.reading().at(),
                                gap,
                                after.wh() - before.wh()));
        if (!findings.contains(finding)) {
            findings.add(finding);
        }
    }

    private int firstAfter(Instant boundary) {
        int low = 0;
        int high = points.size();
        while (low < high) {
            int mid = (low + high) >>> 1;
            if (points.get(mid).reading().at().isAfter(boundary)) {
                high = mid;
            } else {
                low = mid + 1;
            }
        }
        return low;
    }
}
