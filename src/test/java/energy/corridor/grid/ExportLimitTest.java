package energy.corridor.grid;

import static org.assertj.core.api.Assertions.assertThat;

import energy.corridor.grid.request.GridSignal;
import energy.corridor.grid.request.GridSignal.LimitKind;
import energy.corridor.grid.request.GridSignal.SiteLimit;
import energy.corridor.grid.request.SignalId;
import energy.corridor.grid.request.Slot;
import energy.corridor.quantity.TimeGrid;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A connection that may export 500 kW, and what operators make of it in the hour from 17:00 on. */
class ExportLimitTest {

    private static final Instant FIVE = Instant.parse("2026-03-02T17:00:00Z");

    private static GridSignal limit(String operator, LimitKind kind, int fromMinute, int toMinute, double kw) {
        return new SiteLimit(
                new SignalId(operator, kind.name() + fromMinute, 1),
                true,
                kind,
                Optional.empty(),
                List.of(new Slot(FIVE.plusSeconds(60L * fromMinute), FIVE.plusSeconds(60L * toMinute), kw)));
    }

    private static double[] limits(GridSignal... signals) {
        return Binding.exportLimitKw(500, List.of(signals), new TimeGrid(FIVE, Duration.ofMinutes(15), 4))
                .toArray();
    }

    @Test
    void aSubscriptionHoldsWithWhatIsGrantedOnTopOfIt() {
        assertThat(limits(
                        limit("north", LimitKind.SUBSCRIPTION, 0, 60, 200),
                        limit("north", LimitKind.GRANTED, 15, 40, 50)))
                .containsExactly(200, 250, 200, 200);
    }

    @Test
    void aLimitTakesThePlaceOfItsOperatorsSubscriptionAlone() {
        assertThat(limits(
                        limit("north", LimitKind.SUBSCRIPTION, 0, 60, 200),
                        limit("north", LimitKind.LIMIT, 20, 30, 400),
                        limit("south", LimitKind.SUBSCRIPTION, 30, 60, 100)))
                .containsExactly(200, 400, 100, 100);
    }

    @Test
    void nobodyLiftsTheConnection() {
        assertThat(limits(limit("north", LimitKind.LIMIT, 0, 60, 900))).containsExactly(500, 500, 500, 500);
        assertThat(limits(limit("north", LimitKind.GRANTED, 0, 60, 50)))
                .as("granted on top of nothing")
                .containsExactly(500, 500, 500, 500);
    }
}
