package energy.corridor.store.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import energy.corridor.store.journal.GroupCommit.Settings;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class GroupCommitTest {

    private static final String INSERT = "insert into note (id) values (?) on conflict do nothing";

    private final PGSimpleDataSource database = TestDatabase.fresh();
    private final MeterRegistry metrics = new SimpleMeterRegistry();
    private final GroupCommit writer =
            new GroupCommit(database, new Settings(50, 20, 3, Duration.ofMillis(20)), metrics);

    @BeforeEach
    void table() {
        Tables.run(database, "create table note (id integer primary key check (id >= 0))");
    }

    @AfterEach
    void close() {
        writer.close();
    }

    @Test
    void eventsThatWaitShareOneCommitAndCompleteInOrder() throws Exception {
        CountDownLatch busy = holdTheWriter();
        List<Integer> completed = Collections.synchronizedList(new ArrayList<>());
        List<CompletionStage<Void>> stages = IntStream.range(0, 20)
                .mapToObj(i -> note(i).thenRun(() -> completed.add(i)))
                .toList();
        assertThat(metrics.get("corridor.journal.waiting").gauge().value()).isEqualTo(21);
        busy.countDown();
        stages.forEach(GroupCommitTest::get);
        assertThat(completed).isEqualTo(IntStream.range(0, 20).boxed().toList());
        assertThat(Tables.count(database, "note")).isEqualTo(20);
        assertThat(metrics.get("corridor.journal.batch").summary().max()).isEqualTo(20);
        assertThat(metrics.get("corridor.journal.commit").timer().count()).isEqualTo(2);
        assertThat(metrics.get("corridor.journal.waiting").gauge().value()).isZero();
    }

    @Test
    void nothingIsCompleteBeforeItsCommitIsSeenByOthers() throws Exception {
        for (int i = 0; i < 50; i++) {
            int id = i;
            CompletionStage<Long> seen = note(i).thenApply(done -> Tables.count(database, "note where id = " + id));
            assertThat(get(seen)).isEqualTo(1);
        }
    }

    @Test
    void aFullQueueRefusesAtOnceAndTakesAgainWhenThereIsRoom() throws Exception {
        CountDownLatch busy = holdTheWriter();
        List<CompletionStage<Void>> taken =
                IntStream.range(0, 49).mapToObj(this::note).toList();
        CompletionStage<Void> tooMany = note(49);
        assertThat(tooMany.toCompletableFuture()).isCompletedExceptionally();
        assertThatThrownBy(() -> get(tooMany))
                .hasMessageContaining(
                        "50 events already wait for the database, so this one was not taken; send it again.");
        busy.countDown();
        taken.forEach(GroupCommitTest::get);
        get(note(49));
        assertThat(Tables.count(database, "note")).isEqualTo(50);
    }

    @Test
    void oneRefusedEventFailsAloneInACrowd() throws Exception {
        CountDownLatch busy = holdTheWriter();
        List<CompletionStage<Void>> stages = new ArrayList<>(
                IntStream.range(0, 20).mapToObj(i -> note(i == 7 ? -1 : i)).toList());
        busy.countDown();
        assertThatThrownBy(() -> get(stages.remove(7)))
                .hasMessageContaining("The database refused this")
                .hasMessageContaining("note_id_check");
        stages.forEach(GroupCommitTest::get);
        assertThat(Tables.count(database, "note")).isEqualTo(19);
    }

    @Test
    void aFaultInOneEventsOwnCodeFailsAlone() throws Exception {
        CountDownLatch busy = holdTheWriter();
        CompletionStage<Void> before = note(1);
        CompletionStage<Void> faulty = writer.submitRows(batch -> {
            throw new IllegalStateException("no such channel");
        });
        CompletionStage<Void> after = note(2);
        busy.countDown();
        assertThatThrownBy(() -> get(faulty)).hasMessageContaining("no such channel");
        get(before);
        get(after);
        assertThat(Tables.count(database, "note")).isEqualTo(2);
    }

    @Test
    void whileTheDatabaseIsAwayEventsFailConnectionsPassAndLaterAllGoesOn() {
        get(note(1));
        int port = database.getPortNumbers()[0];
        database.setPortNumbers(new int[] {1}); // nobody listens there
        CompletionStage<Void> lost = note(2);
        assertThatThrownBy(() -> get(lost))
                .hasMessageContaining("The database is away")
                .hasMessageContaining("so this was not kept; send it again.");
        get(writer.inTurn());
        database.setPortNumbers(new int[] {port});
        get(note(3));
        assertThat(Tables.strings(database, "select id from note order by id")).containsExactly("1", "3");
        assertThat(metrics.get("corridor.journal.failures").counter().count()).isEqualTo(1);
    }

    @Test
    void aConnectionThatBreaksInTheMiddleIsTriedAgain() {
        CompletionStage<Boolean> once = writer.submit(new GroupCommit.Write<>() {
            private boolean broken;

            @Override
            public Boolean to(Batch batch) throws SQLException {
                batch.add(INSERT, 1);
                if (!broken) {
                    broken = true;
                    batch.rows("select pg_terminate_backend(pg_backend_pid())", row -> true);
                }
                return true;
            }
        });
        assertThat(get(once)).isTrue();
        assertThat(Tables.count(database, "note")).isEqualTo(1);
    }

    @Test
    void rowsOfSeveralStatementsAreWrittenInTheOrderOfTheCalls() {
        Tables.run(database, "create table story (id bigint generated always as identity, words text)");
        String one = "insert into story (words) values ('one ' || ?)";
        String two = "insert into story (words) values ('two ' || ?)";
        get(writer.submitRows(batch -> {
            batch.add(one, "a");
            batch.add(one, "b");
            batch.add(two, "c");
            batch.add(one, "d");
        }));
        assertThat(Tables.strings(database, "select words from story order by id"))
                .containsExactly("one a", "one b", "two c", "one d");
    }

    @Test
    void closingWritesWhatWaitsAndRefusesTheRest() throws Exception {
        CountDownLatch busy = holdTheWriter();
        List<CompletionStage<Void>> waiting =
                IntStream.range(0, 40).mapToObj(this::note).toList();
        CompletableFuture<Void> closing = CompletableFuture.runAsync(writer::close);
        busy.countDown();
        closing.get(60, TimeUnit.SECONDS);
        assertThat(waiting)
                .allSatisfy(stage -> assertThat(stage.toCompletableFuture()).isCompleted());
        assertThat(Tables.count(database, "note")).isEqualTo(40);
        assertThatThrownBy(() -> get(note(41))).hasMessageContaining("The service is stopping");
        get(writer.inTurn());
    }

    /** The writer works on a first event until the latch falls, so that the next ones wait together. */
    private CountDownLatch holdTheWriter() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch busy = new CountDownLatch(1);
        CompletionStage<Void> first = writer.submitRows(batch -> {
            begun.countDown();
            try {
                busy.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        assertThat(first.toCompletableFuture()).isNotDone();
        begun.await();
        return busy;
    }

    private CompletionStage<Void> note(int id) {
        return writer.submitRows(batch -> batch.add(INSERT, id));
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();
    }
}
