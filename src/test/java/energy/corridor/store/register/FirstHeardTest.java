package energy.corridor.store.register;

import static org.assertj.core.api.Assertions.assertThat;

import energy.corridor.grid.request.FirstHeard;
import energy.corridor.store.StoreAlone;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Instant;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(StoreAlone.class)
class FirstHeardTest {

    private static final FirstHeard.Mark FIRST = new FirstHeard.Mark(Instant.parse("2026-03-02T16:00:00Z"), 7);

    @Inject
    FirstHeard heard;

    @Test
    void theFirstMarkStays() {
        var later = new FirstHeard.Mark(FIRST.at().plusSeconds(60), 8);
        assertThat(heard.of("north", "ev-1", FIRST)).isEqualTo(FIRST);
        assertThat(heard.of("north", "ev-1", later)).isEqualTo(FIRST);
        assertThat(heard.of("south", "ev-1", later)).isEqualTo(later);
    }
}
