package energy.corridor.fleet;

import energy.corridor.fleet.StationEvent.Metered;
import energy.corridor.fleet.StationEvent.Noticed;
import energy.corridor.fleet.StationEvent.TransactionEnded;
import energy.corridor.fleet.StationEvent.TransactionIdentified;
import energy.corridor.fleet.StationEvent.TransactionStarted;
import energy.corridor.telemetry.EvseId;
import energy.corridor.telemetry.MeterReading;
import energy.corridor.telemetry.StationId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A journal for stage and adapter tests: the same promises as the database's but for surviving. */
public final class InMemoryJournal implements StationJournal {

    private final List<StationEvent> events = new ArrayList<>();
    private final List<TransactionReport> unplaced = new ArrayList<>();
    private long lastTransaction;

    @Override
    public synchronized CompletionStage<TransactionStarted> start(
            EvseId evse, String idTag, Instant at, Instant receivedAt, long meterStartWh) {
        for (StationEvent event : events) {
            if (event instanceof TransactionStarted s
                    && s.evse().equals(evse)
                    && s.idTag().equals(idTag)
                    && s.at().equals(at)
                    && s.meterStartWh() == meterStartWh) {
                return CompletableFuture.completedFuture(s);
            }
        }
        var started = new TransactionStarted(evse, ++lastTransaction, idTag, at, receivedAt, meterStartWh);
        events.add(started);
        return CompletableFuture.completedFuture(started);
    }

    @Override
    public synchronized CompletionStage<Optional<TransactionEnded>> end(
            StationId station, long transaction, Instant at, Instant receivedAt, long meterStopWh, String reason) {
        for (StationEvent event : events) {
            if (event instanceof TransactionEnded e && e.transaction() == transaction) {
                return CompletableFuture.completedFuture(Optional.of(e));
            }
        }
        for (StationEvent event : events) {
            if (event instanceof TransactionStarted s
                    && s.transaction() == transaction
                    && s.station().equals(station)) {
                var ended = new TransactionEnded(s.evse(), transaction, at, receivedAt, meterStopWh, reason);
                events.add(ended);
                return CompletableFuture.completedFuture(Optional.of(ended));
            }
        }
        return CompletableFuture.completedFuture(Optional.empty());
    }

    @Override
    public CompletionStage<Optional<TransactionEnded>> repair(Zombie zombie, Instant now) {
        return end(
                zombie.evse().station(), zombie.transaction(), zombie.lastSignAt(), now, zombie.meterWh(), "Repaired");
    }

    @Override
    public synchronized CompletionStage<List<StationEvent>> report(TransactionReport report) {
        TransactionStarted start = null;
        for (StationEvent event : events) {
            if (event instanceof TransactionStarted s
                    && s.station().equals(report.station())
                    && s.name().equals(report.name())) {
                start = s;
            }
        }
        List<StationEvent> news = new ArrayList<>();
        if (start != null) {
            news.add(start);
            if (start.idTag().isEmpty() && !report.idTag().isEmpty()) {
                var known = new TransactionIdentified(
                        start.evse(), start.transaction(), report.idTag(), report.at(), report.receivedAt());
                events.add(known);
                news.add(known);
            }
        } else if (report.evse() > 0) {
            List<TransactionReport> told = new ArrayList<>(unplaced.stream()
                    .filter(r ->
                            r.station().equals(report.station()) && r.name().equals(report.name()))
                    .toList());
            told.add(report);
            start = new TransactionStarted(
                    new EvseId(report.station(), report.evse()),
                    ++lastTransaction,
                    told.stream()
                            .map(TransactionReport::idTag)
                            .filter(tag -> !tag.isEmpty())
                            .findFirst()
                            .orElse(""),
                    told.get(0).at(),
                    report.receivedAt(),
                    told.stream()
                            .flatMap(r -> r.registerWh().stream())
                            .findFirst()
                            .orElse(TransactionStarted.NO_REGISTER),
                    report.name());
            events.add(start);
            news.add(start);
        } else {
            unplaced.add(report);
            return CompletableFuture.completedFuture(List.of());
        }
        TransactionStarted of = start;
        if (!report.readings().isEmpty()) {
            var metered = new Metered(
                    report.station(),
                    report.receivedAt(),
                    report.readings().stream()
                            .map(r -> new MeterReading(
                                    of.evse(),
                                    of.transaction(),
                                    r.at(),
                                    r.receivedAt(),
                                    r.measurand(),
                                    r.phase(),
                                    r.context(),
                                    r.value()))
                            .toList());
            record(metered);
            news.add(metered);
        }
        if (report.kind() == TransactionReport.Kind.ENDED) {
            end(
                            report.station(),
                            of.transaction(),
                            report.at(),
                            report.receivedAt(),
                            report.registerWh().orElse(Math.max(0, of.meterStartWh())),
                            report.reason())
                    .thenAccept(ended -> ended.ifPresent(news::add));
        }
        return CompletableFuture.completedFuture(news);
    }

    @Override
    public synchronized CompletionStage<Void> record(StationEvent event) {
        if (event instanceof Metered metered) {
            var kept = metered.readings().stream()
                    .filter(r -> events.stream()
                            .noneMatch(
                                    e -> e instanceof Metered m && m.readings().contains(r)))
                    .toList();
            events.add(new Metered(metered.station(), metered.receivedAt(), kept));
        } else {
            events.add(event);
        }
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public synchronized List<Noticed> notices(StationId station, int most) {
        List<Noticed> newestFirst = new ArrayList<>();
        for (StationEvent event : events) {
            if (event instanceof Noticed notice && notice.station().equals(station)) {
                newestFirst.add(0, notice);
            }
        }
        return newestFirst.subList(0, Math.min(most, newestFirst.size()));
    }

    @Override
    public synchronized List<StationEvent> resume() {
        return List.copyOf(events);
    }

    /** Everything kept, oldest first. */
    public synchronized List<StationEvent> events() {
        return List.copyOf(events);
    }
}
