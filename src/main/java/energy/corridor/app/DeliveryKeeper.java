package energy.corridor.app;

import energy.corridor.grid.GridBook;
import energy.corridor.grid.delivery.DeliveryAccount;
import energy.corridor.grid.delivery.DeliveryAccount.Order;
import energy.corridor.grid.delivery.DeliveryReport;
import energy.corridor.grid.delivery.DeliveryReport.Interval;
import energy.corridor.grid.delivery.Quality;
import energy.corridor.grid.delivery.SiteMeter;
import energy.corridor.grid.request.GridSignal;
import energy.corridor.grid.request.GridSignal.BaselineMethod;
import energy.corridor.grid.request.GridSignal.Dispatch;
import energy.corridor.grid.request.GridSignal.SiteLimit;
import energy.corridor.grid.request.LoadProfile;
import energy.corridor.grid.request.ReasonCode;
import energy.corridor.grid.request.RequestBook;
import energy.corridor.grid.request.RequestRecord;
import energy.corridor.grid.request.RequestState;
import energy.corridor.grid.request.Slot;
import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.ToDoubleBiFunction;

/** Accounts for what was delivered: of a request under way every quarter of an hour, and for good when its window is over. */
@Singleton
final class DeliveryKeeper {

    /** After a window the last meter values are on their way. */
    private static final Duration SETTLED = Duration.ofMinutes(2);

    /** After that what is missing stays missing. */
    private static final Duration LATEST = Duration.ofMinutes(15);

    /** Of the ordered change, delivered by which a dispatch counts as completed. */
    private static final double COMPLETED = 0.9;

    private static final double SAME_KWH = 0.5;

    private final GridBook grid;
    private final SiteMeter meter;
    private final ExecutorService worker = Executors.newSingleThreadExecutor(task -> new Thread(task, "delivery"));
    private final AtomicBoolean working = new AtomicBoolean();

    DeliveryKeeper(GridBook grid, SiteMeter meter) {
        this.grid = grid;
        this.meter = meter;
    }

    /** Returns at once. */
    void advance(Instant now) {
        if (grid.requests().open().stream().noneMatch(request -> isDue(request, now))
                || !working.compareAndSet(false, true)) {
            return;
        }
        try {
            worker.execute(() -> {
                try {
                    grid.requests().open().stream().filter(r -> isDue(r, now)).forEach(r -> account(r, now));
                } catch (RuntimeException e) {
                    Log.error("Accounting for delivery failed; it is tried again.", e);
                } finally {
                    working.set(false);
                }
            });
        } catch (RejectedExecutionException closing) {
            working.set(false);
        }
    }

    void close() {
        worker.shutdownNow();
    }

    private static GridSignal signal(RequestRecord request) {
        return request.accepted().orElse(request.asked());
    }

    private static boolean isDue(RequestRecord request, Instant now) {
        GridSignal signal = signal(request);
        if (request.state() != RequestState.ACTIVE || !RequestBook.isMetered(signal)) {
            return false;
        }
        Instant until = ended(signal, now);
        return request.delivery()
                .map(known -> known.intervals().isEmpty()
                        || last(known).isBefore(until)
                        || (!signal.to().plus(SETTLED).isAfter(now)
                                && Duration.between(known.measuredAt(), now).compareTo(Duration.ofMinutes(1)) >= 0))
                .orElse(until.isAfter(signal.from()));
    }

    private static Instant last(DeliveryReport report) {
        return report.intervals().get(report.intervals().size() - 1).to();
    }

    /** The end of the last quarter of an hour whose meter values are in, at most the signal's. */
    private static Instant ended(GridSignal signal, Instant now) {
        Instant settled = now.minus(SETTLED);
        if (!signal.to().isAfter(settled)) {
            return signal.to();
        }
        long quarter = DeliveryAccount.REGISTRATION.toSeconds();
        return Instant.ofEpochSecond(Math.floorDiv(settled.getEpochSecond(), quarter) * quarter);
    }

    private void account(RequestRecord request, Instant now) {
        GridSignal signal = signal(request);
        Instant until = ended(signal, now);
        List<Order> orders = slots(signal).stream()
                .filter(slot -> slot.from().isBefore(until))
                .map(slot -> new Order(slot.from(), slot.to().isBefore(until) ? slot.to() : until, slot.kw()))
                .toList();
        var account = new DeliveryAccount(
                meter.registers(signal.from().minus(DeliveryAccount.REGISTRATION), until), grid::meanOtherLoadKw);
        List<Interval> intervals;
        BaselineMethod method;
        if (signal instanceof Dispatch dispatch) {
            method = dispatch.baseline();
            boolean changed = request.history().stream().anyMatch(step -> step.code() == ReasonCode.FLEET_CHANGED);
            intervals = account.dispatch(orders, baseline(request, dispatch, account), changed);
        } else {
            method = BaselineMethod.FIRM_SERVICE_LEVEL;
            intervals = account.limit(orders);
        }
        boolean over = !signal.to().plus(SETTLED).isAfter(now);
        boolean all = intervals.stream().allMatch(interval -> interval.quality() == Quality.MEASURED);
        boolean last = over && (all || !signal.to().plus(LATEST).isAfter(now));
        int version = request.delivery().map(DeliveryReport::version).orElse(0) + 1;
        var report = new DeliveryReport(method.name(), version, now, last, intervals);
        if (!last) {
            grid.requests().note(request.asked().id(), report);
            return;
        }
        finish(request, signal, report, now);
    }

    private void finish(RequestRecord request, GridSignal signal, DeliveryReport report, Instant now) {
        boolean known = report.intervals().stream().anyMatch(i -> i.actualKwh().isPresent());
        double delivered = report.deliveredKwh();
        double missing = report.shortfallKwh();
        boolean limit = signal instanceof SiteLimit;
        boolean kept = limit
                ? report.intervals().stream().allMatch(i -> i.cause().isEmpty())
                : delivered >= COMPLETED * (delivered + missing) - SAME_KWH;
        String sentence;
        if (!known) {
            sentence = "No meter values tell what was delivered.";
        } else if (limit) {
            sentence = kept
                    ? "The import stayed below the limit."
                    : "%.1f kWh were imported above the limit.".formatted(missing);
        } else {
            sentence = "%.1f of %.1f kWh were delivered.".formatted(delivered, delivered + missing);
        }
        RequestState end = kept || !known ? RequestState.COMPLETED : RequestState.FAILED;
        grid.requests()
                .measured(
                        request.asked().id(),
                        report,
                        end,
                        known ? ReasonCode.OK : ReasonCode.NOT_METERED,
                        sentence,
                        now);
        grid.requests()
                .measured(
                        request.asked().id(),
                        report,
                        RequestState.REPORTED,
                        known ? ReasonCode.OK : ReasonCode.NOT_METERED,
                        "The account is final; quality %s.".formatted(report.quality()),
                        now);
    }

    private static ToDoubleBiFunction<Instant, Instant> baseline(
            RequestRecord request, Dispatch dispatch, DeliveryAccount account) {
        if (dispatch.baseline() == BaselineMethod.METER_BEFORE) {
            double before = account.meanBeforeKw(dispatch.from());
            return (from, to) -> before;
        }
        Optional<LoadProfile> declared = request.decision().flatMap(decision -> decision.declared());
        return (from, to) -> declared.map(profile -> profile.meanKw(from, to)).orElse(Double.NaN);
    }

    private static List<Slot> slots(GridSignal signal) {
        if (signal instanceof Dispatch dispatch) {
            return dispatch.slots();
        }
        return signal instanceof SiteLimit limit ? limit.slots() : List.of();
    }
}
