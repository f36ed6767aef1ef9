package energy.corridor.settlement;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Frozen baselines against what the meters of a master's members saw, into supply values. */
final class Curtailment {

    private final ElementRegister register;
    private final SettlementStore store;
    private final CurtailmentStore curtailments;
    private final List<Finding> findings = new ArrayList<>();

    Curtailment(ElementRegister register, SettlementStore store, CurtailmentStore curtailments) {
        this.register = register;
        this.store = store;
        this.curtailments = curtailments;
    }

    /** Values of ended intervals that are new or say something new; an interval that a meter has not told yet waits. */
    List<CurtailmentStore.Claimed> values(Instant from, Instant to) {
        Map<String, Psv> before = new HashMap<>();
        Map<String, String> counted = new HashMap<>();
        for (Psv psv : curtailments.psvs(from, to)) {
            before.put(psv.event() + psv.start(), psv);
            counted.putIfAbsent(psv.element() + psv.start(), psv.event());
        }
        List<CurtailmentStore.Claimed> values = new ArrayList<>();
        for (Baseline baseline : curtailments.baselines(from, to)) {
            // What was not drawn is not drawn once: of orders that overlap the first counts.
            String event = counted.computeIfAbsent(baseline.element() + baseline.start(), k -> baseline.event());
            if (!baseline.end().isAfter(to) && event.equals(baseline.event())) {
                value(baseline, Optional.ofNullable(before.get(baseline.event() + baseline.start())))
                        .ifPresent(values::add);
            }
        }
        return values;
    }

    /** Why values were not confirmed. */
    List<Finding> findings() {
        return findings;
    }

    private Optional<CurtailmentStore.Claimed> value(Baseline baseline, Optional<Psv> before) {
        Optional<GridElement> master = register.at(baseline.element(), baseline.start());
        if (master.isEmpty()) {
            return Optional.empty();
        }
        SortedMap<String, Long> weights = register.weights(baseline.element(), baseline.start());
        Map<String, SettlementStore.Kept> kept = store.kept(weights.keySet(), baseline.start(), baseline.end());
        long actual = 0;
        Quality quality = Quality.VALID;
        for (String member : weights.keySet()) {
            List<IntervalEnergy> own = Optional.ofNullable(kept.get(member))
                    .map(SettlementStore.Kept::intervals)
                    .orElse(List.of());
            if (own.isEmpty()
                    && store.registers(register.newest(member).stream().toList(), baseline.start(), baseline.end())
                            .isEmpty()) {
                continue; // it has no register yet: nothing ever flowed there
            }
            if (own.isEmpty()) {
                return Optional.empty();
            }
            for (IntervalEnergy interval : own) {
                actual += interval.channel() == Channel.IMPORT ? interval.wh() : -interval.wh();
                quality = quality.worse(interval.quality());
            }
        }
        Optional<String> claimed = curtailments.claimedByOthers(baseline.event(), weights.keySet(), baseline.start());
        claimed.ifPresent(sentence -> findings.add(new Finding(
                "psv/%s/%s/%s".formatted(baseline.event(), baseline.element(), baseline.start()),
                Finding.Kind.CLAIMED,
                baseline.element(),
                baseline.start(),
                true,
                sentence + " The supply value of " + baseline.event() + " is not confirmed and pays nothing.")));
        Psv psv = Psv.of(baseline, actual, master.get().lossFactor(), claimed.isEmpty(), quality);
        if (before.isPresent() && psv.saysTheSameAs(before.get())) {
            return Optional.empty();
        }
        Psv next = psv.withVersion(before.map(b -> b.version() + 1).orElse(1));
        return Optional.of(new CurtailmentStore.Claimed(
                next,
                weights.isEmpty() || next.psvWh() == 0 || !next.confirmed()
                        ? new TreeMap<>()
                        : LargestRemainder.split(next.psvWh(), weights)));
    }
}
