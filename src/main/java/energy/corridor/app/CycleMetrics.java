package energy.corridor.app;

import energy.corridor.dispatch.Dispatcher;
import energy.corridor.dispatch.Quarantine;
import energy.corridor.fleet.EvseState;
import energy.corridor.grid.frequency.FrequencyResponse;
import energy.corridor.grid.frequency.FrequencyResponse.State;
import energy.corridor.optimiser.ChargingPlan;
import energy.corridor.optimiser.LimitTree;
import energy.corridor.quantity.Units;
import energy.corridor.telemetry.EvseId;
import energy.corridor.web.DepotSnapshot;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jboss.logging.Logger.Level;

/** What an operator asks of a cycle, as metrics and as one log line. */
@Singleton
final class CycleMetrics {

    private static final Logger CYCLE = Logger.getLogger("energy.corridor.cycle");

    /** After these cycles what reaches above a limit should have been lowered, and the stations have answered. */
    private static final int CYCLES_TO_LOWER = 3;

    private volatile Optional<DepotSnapshot> newest = Optional.empty();
    private final Timer cycles;
    private final Counter failures;
    private final Counter commands;
    private final Counter broken;
    private volatile long lastNanos = System.nanoTime();
    private int brokenCycles; // the control loop's own
    private State responding = State.OFF; // likewise
    private volatile Map<EvseId, Quarantine> quarantined = Map.of();

    CycleMetrics(MeterRegistry registry) {
        cycles = Timer.builder("corridor.cycle")
                .description("Wall time of one control cycle")
                .serviceLevelObjectives(
                        Duration.ofMillis(1),
                        Duration.ofMillis(5),
                        Duration.ofMillis(20),
                        Duration.ofMillis(100),
                        Duration.ofMillis(500))
                .register(registry);
        failures = Counter.builder("corridor.cycle.failures")
                .description("Control cycles that ended in an error")
                .register(registry);
        commands = Counter.builder("corridor.setpoints.sent")
                .description("Setpoints sent to stations")
                .register(registry);
        broken = Counter.builder("corridor.limits.endangered")
                .description("Cycles that began with more power possible than a limit allows")
                .register(registry);
        gauge(
                registry,
                "corridor.frequency.asked.kw",
                s -> s.frequency().response().askedKw());
        gauge(registry, "corridor.frequency.given.kw", s -> s.frequency().givenKw());
        gauge(registry, "corridor.sum.soc.kwh", s -> s.corridor().sumKwh());
        gauge(registry, "corridor.sum.soc.lower.kwh", s -> s.corridor().needKwh());
        gauge(registry, "corridor.sum.soc.upper.kwh", s -> s.corridor().mostKwh());
        gauge(registry, "corridor.fleet.power.kw", s -> s.fleet().meteredKw());
        gauge(registry, "corridor.vehicles.plugged.in", s -> s.present().pluggedIn());
        gauge(registry, "corridor.stations.connected", CycleMetrics::connected);
        registry.gauge("corridor.evses.quarantined", this, metrics -> metrics.quarantined.size());
        gauge(registry, "corridor.plan.age.seconds", CycleMetrics::planAgeSeconds);
        gauge(registry, "corridor.plan.shortfall.kwh", CycleMetrics::shortfallKwh);
        gauge(
                registry,
                "corridor.plan.hardware.eur",
                s -> s.plan().map(ChargingPlan::hardwareEur).orElse(0.0));
    }

    void failed() {
        failures.increment();
    }

    /** How long ago the last cycle ended, wall time. */
    Duration sinceLast() {
        return Duration.ofNanos(System.nanoTime() - lastNanos);
    }

    void cycle(DepotSnapshot snapshot, Dispatcher.Round round, Duration took) {
        lastNanos = System.nanoTime();
        newest = Optional.of(snapshot);
        cycles.record(took);
        commands.increment(round.sent().size());
        brokenCycles = round.brokenKw().isEmpty() ? 0 : brokenCycles + 1;
        if (brokenCycles > 0) {
            broken.increment();
        }
        if (brokenCycles == CYCLES_TO_LOWER + 1) {
            CYCLE.warnf(
                    "Setpoints in force still reach above what the limits keep free for them, %d cycles after they were to be"
                            + " lowered: %s",
                    CYCLES_TO_LOWER,
                    round.brokenKw().entrySet().stream()
                            .map(e -> String.format(
                                    Locale.ROOT,
                                    "%s by %.1f kW",
                                    e.getKey().equals(LimitTree.ROOT) ? "the site" : e.getKey(),
                                    e.getValue()))
                            .collect(Collectors.joining(", ")));
        }
        FrequencyResponse frequency = snapshot.frequency().response();
        if (frequency.state() != responding) {
            responding = frequency.state();
            CYCLE.logf(
                    responding == State.STALE || responding == State.NO_MEASUREMENT ? Level.WARN : Level.INFO,
                    "Frequency response: %s. %s",
                    responding,
                    frequency.reason());
        }
        quarantined(round.quarantined());
        if (CYCLE.isInfoEnabled()) {
            CYCLE.info(line(snapshot, round, took));
        }
    }

    private void quarantined(List<Quarantine> now) {
        Map<EvseId, Quarantine> before = quarantined;
        quarantined = now.stream().collect(Collectors.toMap(Quarantine::evse, Function.identity()));
        now.stream()
                .filter(q -> !before.containsKey(q.evse()))
                .forEach(q -> CYCLE.warnf(
                        "EVSE %s is quarantined (%s), %.1f kW are kept free for it: %s",
                        q.evse(), q.cause(), q.reservedKw(), q.reason()));
        before.keySet().stream()
                .filter(evse -> !quarantined.containsKey(evse))
                .forEach(evse -> CYCLE.infof("EVSE %s can be relied on again and leaves quarantine.", evse));
    }

    private static String line(DepotSnapshot s, Dispatcher.Round round, Duration took) {
        return String.format(
                Locale.ROOT,
                "cycle at=%s sumKwh=%.1f lowerKwh=%.1f upperKwh=%.1f powerKw=%.1f limitKw=%.1f pluggedIn=%d"
                        + " stations=%d/%d plan=%s planAgeS=%.0f shortKwh=%.1f sent=%d micros=%d",
                s.now(),
                s.corridor().sumKwh(),
                s.corridor().needKwh(),
                s.corridor().mostKwh(),
                s.fleet().meteredKw(),
                s.grid().importLimitKw().get(0),
                s.present().pluggedIn(),
                (long) connected(s),
                s.fleet().evses().stream()
                        .map(e -> e.evse().id().station())
                        .distinct()
                        .count(),
                s.plan().map(p -> p.status().name()).orElse("NONE"),
                planAgeSeconds(s),
                shortfallKwh(s),
                round.sent().size(),
                TimeUnit.NANOSECONDS.toMicros(took.toNanos()));
    }

    private static double connected(DepotSnapshot s) {
        return s.fleet().evses().stream()
                .filter(EvseState::connected)
                .map(e -> e.evse().id().station())
                .distinct()
                .count();
    }

    private static double planAgeSeconds(DepotSnapshot s) {
        return s.plannedAt()
                .map(at -> Units.seconds(Duration.between(at, s.now())))
                .orElse(0.0);
    }

    private static double shortfallKwh(DepotSnapshot s) {
        return s.plan().stream()
                .flatMap(p -> p.shortfalls().stream())
                .mapToDouble(ChargingPlan.Shortfall::kwh)
                .sum();
    }

    private void gauge(MeterRegistry registry, String name, ToDoubleFunction<DepotSnapshot> value) {
        registry.gauge(
                name,
                this,
                metrics ->
                        metrics.newest.stream().mapToDouble(value).findFirst().orElse(Double.NaN));
    }
}
