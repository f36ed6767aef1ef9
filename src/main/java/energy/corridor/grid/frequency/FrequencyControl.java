package energy.corridor.grid.frequency;

import energy.corridor.grid.GridRequest;
import energy.corridor.grid.frequency.FrequencyResponse.Measurement;
import energy.corridor.grid.frequency.FrequencyResponse.State;
import energy.corridor.quantity.TimeGrid;
import energy.corridor.quantity.Units;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The newest measurement of the grid's frequency as a change of the import, and the reserves that a plan must hold for it. Safe for any
 * number of threads.
 */
public final class FrequencyControl {

    /** Ids of the two reserves in plans; no operator's request has such a one. */
    public static final String UP = "frequency-up";

    public static final String DOWN = "frequency-down";

    /** How far ahead plans hold it ready: each newer one goes on. */
    private static final Duration AHEAD = Duration.ofHours(3);

    private static final double LIKELY = 0.1; // of nominal, to either side: beyond it no grid runs

    /**
     * @param hold how long all of the power can be held from any instant on
     * @param stale age from which a measurement is not acted on
     * @param window hours in which it is given
     */
    public record Settings(Droop droop, Duration hold, Duration stale, DailyWindow window) {}

    private final Settings settings;
    private volatile Optional<Measurement> newest = Optional.empty();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    public FrequencyControl(Settings settings) {
        this.settings = settings;
    }

    /** Whether a request of a plan is one of the two reserves, of whatever day. */
    public static boolean isReserve(String id) {
        return id.equals(UP) || id.startsWith(UP + "#") || id.equals(DOWN) || id.startsWith(DOWN + "#");
    }

    /** One without power. */
    public static FrequencyControl off() {
        return new FrequencyControl(new Settings(
                new Droop(50, 0, 0.2, 0, 0), Duration.ofMinutes(15), Duration.ofSeconds(10), DailyWindow.always()));
    }

    public Settings settings() {
        return settings;
    }

    /** Runs after a measurement that asks for something else than the one before, on the caller's thread. */
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    /**
     * Takes a measurement; one that is older than the newest changes nothing.
     *
     * @throws IllegalArgumentException with a sentence when it cannot be one, or when nothing is set up to follow it
     */
    public void measured(double hz, Instant at, Instant now) {
        double nominal = settings.droop().nominalHz();
        if (settings.droop().isOff()) {
            throw new IllegalArgumentException("There is no frequency response to follow a measurement: "
                    + "corridor.frequency.up-kw and corridor.frequency.down-kw are 0.");
        }
        if (!(Math.abs(hz - nominal) <= LIKELY * nominal)) {
            throw new IllegalArgumentException("The field hz (%s) must be in %s..%s."
                    .formatted(hz, nominal - LIKELY * nominal, nominal + LIKELY * nominal));
        }
        if (at.isAfter(now.plus(settings.stale()))) {
            throw new IllegalArgumentException(
                    "The field at (%s) must not be more than %s ahead of the depot's clock (%s)."
                            .formatted(at, settings.stale(), now));
        }
        if (take(new Measurement(hz, at), now)) {
            listeners.forEach(Runnable::run);
        }
    }

    /** Whether something else is asked for now. */
    private synchronized boolean take(Measurement measurement, Instant now) {
        if (newest.filter(known -> !known.at().isBefore(measurement.at())).isPresent()) {
            return false;
        }
        FrequencyResponse before = response(now);
        newest = Optional.of(measurement);
        FrequencyResponse after = response(now);
        return before.state() != after.state() || before.askedKw() != after.askedKw();
    }

    public FrequencyResponse response(Instant now) {
        Optional<Measurement> measured = newest;
        if (settings.droop().isOff()) {
            return none(State.OFF, "No power is set for it.");
        }
        DailyWindow window = settings.window();
        if (!window.holds(now)) {
            return none(
                    State.OUTSIDE_WINDOW,
                    "It is given from %s to %s (%s).".formatted(window.from(), window.to(), window.zone()));
        }
        if (measured.isEmpty()) {
            return none(State.NO_MEASUREMENT, "No frequency has been measured since the start.");
        }
        Duration age = Duration.between(measured.get().at(), now);
        if (age.compareTo(settings.stale()) > 0) {
            return none(
                    State.STALE,
                    text(
                            "The newest measurement is %.0f s old; up to %.0f s are acted on.",
                            Units.seconds(age), Units.seconds(settings.stale())));
        }
        double hz = measured.get().hz();
        double kw = settings.droop().kw(hz);
        return new FrequencyResponse(
                State.MEASURED,
                measured,
                kw,
                kw == 0
                        ? text("%.3f Hz is within the dead band.", hz)
                        : text(
                                "At %.3f Hz the import is to be %.1f kW %s.",
                                hz, Math.abs(kw), kw > 0 ? "more" : "less"));
    }

    private FrequencyResponse none(State state, String reason) {
        return new FrequencyResponse(state, newest, 0, reason);
    }

    /** What a plan must be able to give from any instant of the next hours on, whatever the frequency is now. */
    public List<GridRequest> reserves(TimeGrid grid) {
        List<GridRequest> reserves = new ArrayList<>();
        Droop droop = settings.droop();
        int minutes = Math.toIntExact(Math.max(1, settings.hold().toMinutes()));
        Instant ahead = grid.start().plus(AHEAD);
        Instant until = ahead.isBefore(grid.end()) ? ahead : grid.end();
        for (DailyWindow.Span window : settings.window().within(grid.start(), until)) {
            if (droop.upKw() > 0) {
                reserves.add(reserve(UP, window, true, droop.upKw(), minutes));
            }
            if (droop.downKw() > 0) {
                reserves.add(reserve(DOWN, window, false, droop.downKw(), minutes));
            }
        }
        return reserves;
    }

    private static GridRequest reserve(String id, DailyWindow.Span window, boolean up, double kw, int minutes) {
        return new GridRequest.Reserve(id, window.from(), window.to(), up, kw, minutes, 0, true);
    }

    private static String text(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
