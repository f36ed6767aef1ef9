package energy.corridor.settlement;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The accepted readings of one register in their order of time, made continuous over roll-overs, and what was found on the way. A
 * reading that cannot be true is rejected with a sentence; a meter that was exchanged or reset begins a new segment.
 */
final class RegisterTrack {

    /** A station's clock may run ahead of ours by this much. */
    private static final Duration MOST_AHEAD = Duration.ofMinutes(2);

    /** So many readings in a row that agree with each other, but not with those before, are another meter. */
    private static final int AGREEING = 3;

    /**
     * @param wh continuous within its segment
     * @param segment grows with every exchange or reset
     */
    record Point(RegisterReading reading, long wh, int segment, boolean rolledOver) {}

    private final Meter meter;
    private final List<Point> points = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private final List<RegisterReading> suspects = new ArrayList<>();
    private long offset; // of roll-overs in the present segment

    private RegisterTrack(Meter meter) {
        this.meter = meter;
    }

    static RegisterTrack of(List<RegisterReading> readings, Meter meter) {
        RegisterTrack track = new RegisterTrack(meter);
        // Of the same instant the one that was written first counts, so that a late repeat changes nothing.
        readings.stream()
                .sorted(Comparator.comparing(RegisterReading::at).thenComparingLong(RegisterReading::id))
                .forEach(track::take);
        track.suspects.forEach(track::rejectSuspect);
        return track;
    }

    List<Point> points() {
        return points;
    }

    List<Finding> findings() {
        return findings;
    }

    private void take(RegisterReading reading) {
        if (reading.wh().signum() < 0) {
            reject(
                    reading,
                    Finding.Kind.NEGATIVE,
                    "The register of %s says %s Wh; it must be 0 or more."
                            .formatted(meter.element(), reading.wh().toPlainString()));
        } else if (reading.at().isAfter(reading.receivedAt().plus(MOST_AHEAD))) {
            reject(
                    reading,
                    Finding.Kind.CLOCK_AHEAD,
                    "The clock of %s said %s when ours said %s; it may be 2 min ahead."
                            .formatted(meter.element(), reading.at(), reading.receivedAt()));
        } else if (points.isEmpty()) {
            points.add(new Point(reading, reading.wholeWh(), 0, false));
        } else {
            follow(last(), reading);
        }
    }

    private void follow(Point before, RegisterReading reading) {
        long raw = reading.wholeWh();
        long delta = raw - before.reading().wholeWh();
        if (reading.at().equals(before.reading().at())) {
            if (delta != 0 && !isSuspect(reading)) {
                reject(
                        reading,
                        Finding.Kind.CONFLICT,
                        "The register of %s at %s says %d Wh, and said %d Wh before."
                                .formatted(
                                        meter.element(),
                                        reading.at(),
                                        raw,
                                        before.reading().wholeWh()));
            }
            if (delta == 0 && reading.origin() != RegisterReading.Origin.SAMPLE && suspects.isEmpty()) {
                // A start or stop says more than a sample of the same instant.
                points.set(points.size() - 1, new Point(reading, before.wh(), before.segment(), before.rolledOver()));
            }
            return;
        }
        long most = meter.mostWh(before.reading().at(), reading.at());
        if (0 <= delta && delta <= most) {
            accept(reading, before.segment(), false);
        } else if (delta < 0 && Math.floorMod(delta, meter.modulusWh()) <= most && raw < meter.modulusWh()) {
            offset += meter.modulusWh();
            accept(reading, before.segment(), true);
            findings.add(Finding.ofReading(
                    reading,
                    Finding.Kind.ROLLOVER,
                    meter.element(),
                    false,
                    "The register of %s rolled over from %d to %d Wh."
                            .formatted(meter.element(), before.reading().wholeWh(), raw)));
        } else if (delta < 0 && raw <= most) {
            begin(List.of(reading), Finding.Kind.METER_RESET, before);
        } else {
            suspect(before, reading);
        }
    }

    private boolean isSuspect(RegisterReading reading) {
        return suspects.contains(reading);
    }

    private void accept(RegisterReading reading, int segment, boolean rolledOver) {
        suspects.forEach(this::rejectSuspect);
        suspects.clear();
        points.add(new Point(reading, reading.wholeWh() + offset, segment, rolledOver));
    }

    private void suspect(Point before, RegisterReading reading) {
        if (!suspects.isEmpty()) {
            RegisterReading other = suspects.get(suspects.size() - 1);
            long delta = reading.wholeWh() - other.wholeWh();
            if (!(0 <= delta && delta <= meter.mostWh(other.at(), reading.at()))) {
                suspects.forEach(this::rejectSuspect);
                suspects.clear();
            }
        }
        suspects.add(reading);
        if (suspects.size() == AGREEING) {
            List<RegisterReading> other = List.copyOf(suspects);
            suspects.clear();
            begin(other, Finding.Kind.METER_EXCHANGE, before);
        }
    }

    private void begin(List<RegisterReading> readings, Finding.Kind kind, Point before) {
        offset = 0;
        readings.forEach(r -> accept(r, before.segment() + 1, false));
        RegisterReading first = readings.get(0);
        for (RegisterReading reading : readings) {
            findings.add(Finding.ofReading(
                    reading,
                    kind,
                    meter.element(),
                    false,
                    "The register of %s went from %d to %d Wh: another meter, or one that was reset. What flowed in between is not known."
                            .formatted(meter.element(), before.reading().wholeWh(), first.wholeWh())));
        }
    }

    private void rejectSuspect(RegisterReading reading) {
        Point before = points.stream()
                .filter(p -> p.reading().at().isBefore(reading.at()))
                .reduce((a, b) -> b)
                .orElseThrow();
        boolean backwards = reading.wholeWh() < before.reading().wholeWh();
        reject(
                reading,
                backwards ? Finding.Kind.BACKWARDS : Finding.Kind.ABOVE_POWER,
                backwards
                        ? "The register of %s went back from %d to %d Wh."
                                .formatted(meter.element(), before.reading().wholeWh(), reading.wholeWh())
                        : "The register of %s rose from %d to %d Wh in %s; at %d W at most %d Wh are possible."
                                .formatted(
                                        meter.element(),
                                        before.reading().wholeWh(),
                                        reading.wholeWh(),
                                        Duration.between(before.reading().at(), reading.at()),
                                        meter.maxW(),
                                        meter.mostWh(before.reading().at(), reading.at())));
    }

    private void reject(RegisterReading reading, Finding.Kind kind, String sentence) {
        findings.add(Finding.ofReading(reading, kind, meter.element(), true, sentence));
    }

    private Point last() {
        return points.get(points.size() - 1);
    }
}
