package energy.corridor.settlement.message;

import static org.assertj.core.api.Assertions.assertThat;

import energy.corridor.settlement.Direction;
import energy.corridor.settlement.ElementRegister;
import energy.corridor.settlement.GridElement;
import energy.corridor.settlement.PaperBooks;
import energy.corridor.settlement.Quality;
import energy.corridor.settlement.message.Acknowledgement.Code;
import energy.corridor.settlement.message.SettlementMessage.Packet;
import energy.corridor.settlement.message.SettlementMessage.Route;
import energy.corridor.settlement.message.SettlementMessage.SecurityClass;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A battery of 100 kW that tells its own energy, quarter-hour by quarter-hour. */
class MessageExchangeTest {

    private static final Instant SIX = Instant.parse("2026-03-02T18:00:00Z");
    private static final Instant QUARTER_PAST = SIX.plusSeconds(900);
    private static final Instant SOON = QUARTER_PAST.plusSeconds(60);

    private final ElementRegister register = new ElementRegister(new PaperBooks());
    private final InMemoryMessages messages = new InMemoryMessages();
    private final MessageExchange exchange = new MessageExchange(
            register,
            messages,
            (text, signature, key) -> signature.equals("signed by " + key),
            (rate, start) -> rate.equals("RATE/depot"),
            new MessageExchange.Settings(Duration.ofMinutes(15), Duration.ofMinutes(15), "EUR"));

    MessageExchangeTest() {
        register.register(battery(GridElement.State.ACTIVE, Map.of("signingKey", "k")));
    }

    private static GridElement battery(GridElement.State state, Map<String, String> attributes) {
        return new GridElement(
                "battery",
                1,
                GridElement.Type.BATTERY,
                state,
                Optional.empty(),
                "operator",
                Optional.empty(),
                100_000,
                100_000,
                GridElement.NINE_DIGITS,
                BigDecimal.ZERO,
                "depot",
                attributes,
                SIX.minusSeconds(3_600),
                GridElement.Source.OPERATOR);
    }

    private static Packet packet(Direction direction, long wh, int version) {
        return new Packet(direction, SIX, QUARTER_PAST, wh, Quality.VALID, "", "", "", version);
    }

    private static SettlementMessage message(long seq, Packet... packets) {
        return new SettlementMessage(
                "battery",
                seq,
                SIX,
                QUARTER_PAST,
                QUARTER_PAST,
                Route.DIRECT,
                Priority.ENERGY_SETTLEMENT,
                SecurityClass.STANDARD,
                0,
                List.of(packets),
                "");
    }

    @Test
    void theSameMessageByAnyRouteCountsOnceAndHasItsFirstAnswer() {
        SettlementMessage direct = message(1, packet(Direction.SUPPLY, 12_500, 1));
        Acknowledgement first = exchange.receive(direct, SOON);
        assertThat(first.code()).isEqualTo(Code.ACK);
        SettlementMessage byCoordinator = new SettlementMessage(
                "battery",
                1,
                SIX,
                QUARTER_PAST,
                QUARTER_PAST,
                Route.COORDINATOR,
                Priority.ENERGY_SETTLEMENT,
                SecurityClass.STANDARD,
                0,
                direct.packets(),
                "");
        assertThat(exchange.receive(byCoordinator, SOON.plusSeconds(3_600))).isEqualTo(first);
        assertThat(messages.told).hasSize(1);
        Acknowledgement other = exchange.receive(message(1, packet(Direction.SUPPLY, 9_000, 1)), SOON);
        assertThat(other.code()).isEqualTo(Code.CONFLICT);
        assertThat(other.reason())
                .isEqualTo(
                        "Message 1 of battery was received at 2026-03-02T18:16:00Z with another content; a correction is a"
                                + " new sequence number.");
        assertThat(messages.findings).hasSize(1);
    }

    @Test
    void theLimitItselfIsOnTimeAndWhatComesLaterIsKeptAndFlagged() {
        assertThat(exchange.receive(message(1, packet(Direction.LOAD, 1, 1)), QUARTER_PAST.plusSeconds(900))
                        .code())
                .isEqualTo(Code.ACK);
        Acknowledgement late =
                exchange.receive(message(2, packet(Direction.LOAD, 2, 2)), QUARTER_PAST.plusSeconds(901));
        assertThat(late.code()).isEqualTo(Code.ACK_LATE);
        assertThat(late.accepted()).isTrue();
        assertThat(messages.received("battery", 2).map(MessageStore.Received::late))
                .contains(true);
    }

    @Test
    void aCorrectionHasAHigherVersionAndAnythingElseOverlaps() {
        exchange.receive(message(1, packet(Direction.SUPPLY, 12_500, 1)), SOON);
        assertThat(exchange.receive(message(2, packet(Direction.SUPPLY, 12_500, 1)), SOON)
                        .accepted())
                .isTrue(); // the same by another message changes nothing
        assertThat(exchange.receive(message(3, packet(Direction.SUPPLY, 12_600, 1)), SOON)
                        .code())
                .isEqualTo(Code.OVERLAP);
        assertThat(exchange.receive(message(3, packet(Direction.SUPPLY, 12_600, 2)), SOON)
                        .code())
                .isEqualTo(Code.ACK); // a refused number is free
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        LOAD        | -5    | 1 |     | MALFORMED    | The energyWh (-5) must be 0 or more; the direction says which way it flows.
        LOAD        | 27501 | 1 |     | MALFORMED    | battery cannot have LOAD of 27501 Wh from 2026-03-02T18:00:00Z to 2026-03-02T18:15:00Z: it is registered with 100000 W.
        CURTAILMENT | 5     | 1 |     | MALFORMED    | Curtailment is confirmed against a frozen baseline here and cannot be told; tell LOAD and SUPPLY.
        LOAD        | 5     | 0 |     | MALFORMED    | The version (0) must be 1 or more.
        LOAD        | 5     | 1 | XYZ | UNKNOWN_RATE | The currency "XYZ" is not settled here; it is EUR.
        """)
    void whatCannotBeIsRefusedWithACodeAndASentence(
            Direction direction, long wh, int version, String currency, Code code, String sentence) {
        Packet packet = new Packet(
                direction, SIX, QUARTER_PAST, wh, Quality.VALID, "", currency == null ? "" : currency, "", version);
        Acknowledgement answer = exchange.receive(message(1, packet), SOON);
        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.reason()).isEqualTo(sentence);
        assertThat(messages.told).isEmpty();
        assertThat(messages.refused).hasSize(1);
    }

    @Test
    void anUnregisteredOrSuspendedElementCannotSettle() {
        SettlementMessage of = message(1, packet(Direction.LOAD, 5, 1));
        SettlementMessage stranger = new SettlementMessage(
                "stranger",
                1,
                SIX,
                QUARTER_PAST,
                QUARTER_PAST,
                Route.DIRECT,
                Priority.ENERGY_SETTLEMENT,
                SecurityClass.STANDARD,
                0,
                of.packets(),
                "");
        assertThat(exchange.receive(stranger, SOON).code()).isEqualTo(Code.NOT_REGISTERED);
        register.move("battery", GridElement.State.SUSPENDED, QUARTER_PAST);
        // The interval began before the suspension.
        assertThat(exchange.receive(of, SOON).code()).isEqualTo(Code.ACK);
        Packet next = new Packet(
                Direction.LOAD, QUARTER_PAST, QUARTER_PAST.plusSeconds(900), 5, Quality.VALID, "", "", "", 1);
        SettlementMessage after = new SettlementMessage(
                "battery",
                2,
                QUARTER_PAST,
                QUARTER_PAST.plusSeconds(900),
                QUARTER_PAST,
                Route.DIRECT,
                Priority.ENERGY_SETTLEMENT,
                SecurityClass.STANDARD,
                0,
                List.of(next),
                "");
        assertThat(exchange.receive(after, SOON.plusSeconds(900)).code()).isEqualTo(Code.NOT_REGISTERED);
    }

    @Test
    void aMessageOfTheHighestClassNeedsItsSignature() {
        for (String signature : List.of("", "signed by somebody")) {
            assertThat(exchange.receive(signed(signature), SOON).code()).isEqualTo(Code.BAD_SIGNATURE);
        }
        assertThat(exchange.receive(signed("signed by k"), SOON).code()).isEqualTo(Code.ACK);
    }

    private static SettlementMessage signed(String signature) {
        return new SettlementMessage(
                "battery",
                1,
                SIX,
                QUARTER_PAST,
                QUARTER_PAST,
                Route.DIRECT,
                Priority.of("reliability"),
                SecurityClass.TOP,
                0,
                List.of(packet(Direction.LOAD, 5, 1)),
                signature);
    }

    @Test
    void aClockThatRunsAheadIsRefused() {
        assertThat(exchange.receive(message(1, packet(Direction.LOAD, 5, 1)), QUARTER_PAST.minusSeconds(121))
                        .code())
                .isEqualTo(Code.CLOCK_SKEW);
        assertThat(exchange.receive(message(1, packet(Direction.LOAD, 5, 1)), QUARTER_PAST.minusSeconds(120))
                        .code())
                .isEqualTo(Code.ACK);
    }
}
