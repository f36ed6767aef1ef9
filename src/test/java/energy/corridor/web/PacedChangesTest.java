package energy.corridor.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What one reader of the live stream is told at ten ticks a second. */
class PacedChangesTest {

    private static final int PACE = 10;

    @Test
    void aVehicleIsToldAtOnceAndThenOnceASecond() {
        PacedChanges changes = new PacedChanges(depot(0, 20, 30), PACE);
        assertThat(changes.next(depot(1, 21, 30)))
                .hasValueSatisfying(
                        p -> assertThat(p).hasToString("{\"now\":1,\"vehicles\":{\"bus-1\":{\"soc\":21}}}"));
        for (int tick = 2; tick <= PACE; tick++) {
            assertThat(changes.next(depot(tick, 20 + tick, 30))).hasValue(now(tick));
        }
        assertThat(changes.next(depot(11, 31, 31)))
                .hasValueSatisfying(p -> assertThat(p)
                        .hasToString("{\"now\":11,\"vehicles\":{\"bus-1\":{\"soc\":31},\"bus-2\":{\"soc\":31}}}"));
    }

    @Test
    void whatWasHeldBackComesAlsoWhenNothingNewHappens() {
        PacedChanges changes = new PacedChanges(depot(0, 20, 30), PACE);
        changes.next(depot(1, 21, 30));
        ObjectNode last = depot(2, 22, 30);
        assertThat(changes.next(last)).hasValue(now(2));
        for (int tick = 3; tick <= PACE; tick++) {
            assertThat(changes.next(last)).isEmpty();
        }
        assertThat(changes.next(last))
                .hasValueSatisfying(p -> assertThat(p).hasToString("{\"vehicles\":{\"bus-1\":{\"soc\":22}}}"));
        assertThat(changes.next(last)).isEmpty();
    }

    @Test
    void aSeriesIsToldWholeOnceASecond() {
        ObjectNode before = depot(0, 20, 30);
        before.putObject("corridor").putArray("upperKwh").add(1);
        PacedChanges changes = new PacedChanges(before, PACE);
        int told = 0;
        for (int tick = 1; tick <= 3 * PACE; tick++) {
            ObjectNode state = depot(tick, 20, 30);
            state.putObject("corridor").putArray("upperKwh").add(tick + 1);
            told += changes.next(state).filter(p -> p.has("corridor")).isPresent() ? 1 : 0;
        }
        assertThat(told).isEqualTo(3);
    }

    /** Also where vehicles come and go. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void aReaderHasTheNewestASecondAfterTheLastChange(long seed) {
        Random random = new Random(seed);
        ObjectNode state = random(random, 0);
        ObjectNode read = state.deepCopy();
        PacedChanges changes = new PacedChanges(state, PACE);
        for (int tick = 1; tick <= 60; tick++) {
            state = random.nextBoolean() ? random(random, tick) : state;
            Optional<ObjectNode> patch = changes.next(state);
            if (patch.isPresent()) {
                read = (ObjectNode) MergePatchTest.patched(read, patch.get());
            }
        }
        for (int tick = 0; tick < PACE; tick++) {
            Optional<ObjectNode> patch = changes.next(state);
            if (patch.isPresent()) {
                read = (ObjectNode) MergePatchTest.patched(read, patch.get());
            }
        }
        assertThat(read).isEqualTo(state);
    }

    private static ObjectNode now(int tick) {
        return JsonNodeFactory.instance.objectNode().put("now", tick);
    }

    private static ObjectNode depot(int now, int first, int second) {
        ObjectNode state = now(now);
        ObjectNode vehicles = state.putObject("vehicles");
        vehicles.putObject("bus-1").put("soc", first);
        vehicles.putObject("bus-2").put("soc", second);
        return state;
    }

    private static ObjectNode random(Random random, int now) {
        ObjectNode state = now(now);
        for (String name : new String[] {"vehicles", "stations"}) {
            ObjectNode many = state.putObject(name);
            for (int i = 0; i < 6; i++) {
                if (random.nextInt(5) > 0) {
                    many.putObject("no-" + i).put("soc", random.nextInt(3));
                }
            }
        }
        state.putObject("plan").putArray("kw").add(random.nextInt(2));
        return state;
    }
}
