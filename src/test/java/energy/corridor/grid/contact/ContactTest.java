package energy.corridor.grid.contact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import energy.corridor.grid.GridRequest.ImportLimit;
import energy.corridor.grid.contact.Contact.Schedule;
import energy.corridor.grid.request.GridSignal.LimitKind;
import energy.corridor.grid.request.GridSignal.SiteLimit;
import energy.corridor.grid.request.SignalId;
import energy.corridor.grid.request.Slot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Each row of the table of states: which limit is in force, and what leads out of it. */
class ContactTest {

    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final OperatorRules RULES = new OperatorRules(
            "north",
            100,
            Duration.ofMinutes(1),
            Duration.ofMinutes(2),
            Duration.ofHours(2),
            Optional.of(Duration.ofHours(6)));
    private static final SiteLimit UNTIL_TWO = limit("cap-1", LimitKind.LIMIT, 0, 120, 250);

    private static Instant at(double minutes) {
        return NOON.plusMillis(Math.round(minutes * 60_000));
    }

    private static SiteLimit limit(String id, LimitKind kind, int fromMinutes, int toMinutes, double kw) {
        return new SiteLimit(
                new SignalId("north", id, 1),
                false,
                kind,
                Optional.empty(),
                List.of(new Slot(at(fromMinutes), at(toMinutes), kw)));
    }

    private static Contact starting() {
        return Contact.starting(RULES, NOON, Optional.empty());
    }

    private static Contact limited() {
        return starting().heard(at(1), Schedule.LIMITS);
    }

    private static Contact holding() {
        return limited().at(at(5), Schedule.LIMITS);
    }

    private static Contact failsafe() {
        return holding().at(at(120), Schedule.FREE);
    }

    private static Contact recovering() {
        return failsafe().heard(at(240), Schedule.FREE);
    }

    /** The limit in force at an hour past noon, none as −1. */
    private static double limitAt(Contact contact, double minutes, SiteLimit... limits) {
        return new OperatorLimits(List.of(limits), Optional.of(contact))
                .pieces(at(minutes), at(minutes + 0.1)).stream()
                        .mapToDouble(ImportLimit::kw)
                        .findFirst()
                        .orElse(-1);
    }

    @Test
    void startingKeepsToTheLowerOfScheduleAndFailsafe() {
        assertThat(starting().state()).isEqualTo(ContactState.STARTING);
        assertThat(limitAt(starting(), 1, UNTIL_TWO)).isEqualTo(100);
        assertThat(limitAt(starting(), 1, limit("low", LimitKind.LIMIT, 0, 60, 40)))
                .isEqualTo(40);
        assertThat(limitAt(starting(), 1)).isEqualTo(100);
    }

    @Test
    void startingLeadsToFreeOrLimitedOnTheFirstFullExchange() {
        assertThat(starting().heard(at(1), Schedule.FREE).state()).isEqualTo(ContactState.FREE);
        assertThat(starting().heard(at(1), Schedule.LIMITS).state()).isEqualTo(ContactState.LIMITED);
    }

    @Test
    void startingLeadsToFailsafeAfterTheStartTimeout() {
        assertThat(starting().at(at(1.9), Schedule.LIMITS).state()).isEqualTo(ContactState.STARTING);
        assertThat(starting().at(at(2), Schedule.LIMITS).state()).isEqualTo(ContactState.FAILSAFE);
    }

    @Test
    void freeHasNoLimitOfTheOperators() {
        Contact free = starting().heard(at(1), Schedule.FREE);
        assertThat(limitAt(free, 1)).isEqualTo(-1);
    }

    @Test
    void freeLeadsToLimitedWhenALimitStarts() {
        Contact free = starting().heard(at(1), Schedule.FREE);
        assertThat(free.at(at(2), Schedule.LIMITS).state()).isEqualTo(ContactState.LIMITED);
    }

    @Test
    void freeLosesContactAfterThreeMissedExchangesAndWithoutAScheduleFallsToFailsafe() {
        Contact free = starting().heard(at(1), Schedule.FREE);
        assertThat(free.at(at(4), Schedule.FREE).state()).isEqualTo(ContactState.FREE);
        assertThat(free.at(at(4.1), Schedule.FREE).state()).isEqualTo(ContactState.FAILSAFE);
    }

    @Test
    void limitedFollowsTheSchedule() {
        assertThat(limitAt(limited(), 5, UNTIL_TWO)).isEqualTo(250);
        assertThat(limitAt(limited(), 121, UNTIL_TWO)).isEqualTo(-1);
    }

    @Test
    void limitedLeadsToFreeWhenTheLimitEndsOrIsCancelled() {
        assertThat(limited().at(at(2), Schedule.FREE).state()).isEqualTo(ContactState.FREE);
    }

    @Test
    void limitedLeadsToHoldingWhenContactIsLost() {
        assertThat(holding().state()).isEqualTo(ContactState.HOLDING);
        assertThat(holding().reason())
                .isEqualTo("The operator was last heard at 2026-03-02T12:01:00Z; the known schedule goes on.");
    }

    @Test
    void holdingGoesOnWithTheScheduleAndPlansWithTheFailsafeBehindIt() {
        assertThat(limitAt(holding(), 60, UNTIL_TWO)).isEqualTo(250);
        assertThat(limitAt(holding(), 130, UNTIL_TWO)).isEqualTo(100);
    }

    @Test
    void holdingLeadsBackOnAFullExchange() {
        assertThat(holding().heard(at(6), Schedule.LIMITS).state()).isEqualTo(ContactState.LIMITED);
        assertThat(holding().heard(at(6), Schedule.FREE).state()).isEqualTo(ContactState.FREE);
    }

    @Test
    void holdingLeadsToFailsafeWhenTheScheduleSaysNothingOrAfterTheMostItMayHold() {
        assertThat(failsafe().state()).isEqualTo(ContactState.FAILSAFE);
        assertThat(holding().at(at(5 + 360), Schedule.LIMITS).state()).isEqualTo(ContactState.FAILSAFE);
        assertThat(holding().at(at(4 + 360), Schedule.LIMITS).state()).isEqualTo(ContactState.HOLDING);
    }

    @Test
    void failsafeIsTheLimitWhateverTheScheduleSays() {
        assertThat(limitAt(failsafe(), 60, UNTIL_TWO)).isEqualTo(100);
        assertThat(limitAt(failsafe(), 60, limit("low", LimitKind.LIMIT, 0, 600, 20)))
                .isEqualTo(100);
    }

    @Test
    void failsafeLeadsToRecoveringOnContactButNotBeforeItsLeastTime() {
        assertThat(failsafe().heard(at(130), Schedule.FREE).state()).isEqualTo(ContactState.FAILSAFE);
        assertThat(failsafe().heard(at(239), Schedule.FREE).state()).isEqualTo(ContactState.FAILSAFE);
        assertThat(recovering().state()).isEqualTo(ContactState.RECOVERING);
    }

    @Test
    void recoveringKeepsTheFailsafeUntilOneFullExchange() {
        assertThat(limitAt(recovering(), 241)).isEqualTo(100);
        assertThat(recovering().heard(at(241), Schedule.FREE).state()).isEqualTo(ContactState.FREE);
        assertThat(recovering().heard(at(241), Schedule.LIMITS).state()).isEqualTo(ContactState.LIMITED);
    }

    @Test
    void recoveringFallsBackToFailsafeOnLoss() {
        assertThat(recovering().at(at(243), Schedule.FREE).state()).isEqualTo(ContactState.RECOVERING);
        assertThat(recovering().at(at(243.1), Schedule.FREE).state()).isEqualTo(ContactState.FAILSAFE);
    }

    @Test
    void aSubscriptionIsTheDefaultWhichALimitMayExceedAndAGrantAddsTo() {
        SiteLimit subscription = limit("sub", LimitKind.SUBSCRIPTION, 0, 600, 200);
        SiteLimit grant = limit("grant", LimitKind.GRANTED, 60, 120, 50);
        SiteLimit cap = limit("cap", LimitKind.LIMIT, 90, 120, 300);
        assertThat(limitAt(limited(), 30, subscription, grant, cap)).isEqualTo(200);
        assertThat(limitAt(limited(), 70, subscription, grant, cap)).isEqualTo(250);
        assertThat(limitAt(limited(), 100, subscription, grant, cap)).isEqualTo(300);
    }

    @Test
    void theLowestPriorityNumberGoesFirstAndOfEqualsTheMostRestrictive() {
        List<Slot> hour = List.of(new Slot(at(0), at(60), 80));
        var first = new SiteLimit(new SignalId("north", "p", 1), false, LimitKind.LIMIT, Optional.of(0), hour);
        SiteLimit tighter = limit("tight", LimitKind.LIMIT, 0, 60, 40);
        assertThat(limitAt(limited(), 5, first, tighter)).isEqualTo(80);
        assertThat(limitAt(limited(), 5, limit("wide", LimitKind.LIMIT, 0, 60, 90), tighter))
                .isEqualTo(40);
    }

    @Test
    void anOperatorWithoutAFailsafeCannotBeAgreedWith() {
        assertThatThrownBy(() -> new OperatorRules(
                        "north", Double.NaN, Duration.ofMinutes(1), Duration.ZERO, Duration.ZERO, Optional.empty()))
                .hasMessage("Operator north: failsafeKw (NaN) must be a finite number, 0 or more.");
    }

    @Test
    void failsafeAndTheLastContactOutliveARestartAndEverythingElseStartsAnew() {
        var store = new InMemoryContactStore();
        var book = new ContactBook(store);
        book.agree(RULES, NOON);
        book.heard("north", List.of(UNTIL_TWO), at(1));
        book.advance(List.of(UNTIL_TWO), at(5));
        var restarted = new ContactBook(store);
        restarted.load(at(6));
        assertThat(restarted.find("north").orElseThrow().state()).isEqualTo(ContactState.STARTING);
        assertThat(restarted.find("north").orElseThrow().lastHeard()).contains(at(1));
        restarted.advance(List.of(), at(9));
        restarted.load(at(10));
        assertThat(restarted.find("north").orElseThrow().state()).isEqualTo(ContactState.FAILSAFE);
        assertThat(store.changes)
                .containsExactly(
                        ContactState.STARTING, ContactState.LIMITED, ContactState.HOLDING, ContactState.FAILSAFE);
    }

    @Test
    void ofSeveralOperatorsTheMostRestrictiveWins() {
        var book = new ContactBook(new InMemoryContactStore());
        SiteLimit south = new SiteLimit(
                new SignalId("south", "cap", 1),
                false,
                LimitKind.LIMIT,
                Optional.empty(),
                List.of(new Slot(at(30), at(60), 120)));
        assertThat(book.limits(List.of(UNTIL_TWO, south), at(40), at(41)))
                .extracting(ImportLimit::id, ImportLimit::kw)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("north:cap-1", 250.0),
                        org.assertj.core.groups.Tuple.tuple("south:cap", 120.0));
    }
}
