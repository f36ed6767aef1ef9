package energy.corridor.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class AccountsTest {

    private final InMemoryAccess store = new InMemoryAccess();
    private final Accounts accounts = new Accounts(store);

    @Test
    void onlyTheHashOfAPasswordIsKept() {
        accounts.put("anna", Role.OPERATOR, "day shift");
        assertThat(store.all().get(0).passwordHash()).startsWith("210000$").doesNotContain("day shift");
        assertThat(accounts.verify("anna", "day shift")).map(Account::role).contains(Role.OPERATOR);
        assertThat(accounts.verify("anna", "night shift")).isEmpty();
        assertThat(accounts.verify("nobody", "day shift")).isEmpty();
    }

    @Test
    void theFirstStartMakesAnAdministratorOnce() {
        String password = accounts.first("admin").orElseThrow();
        assertThat(accounts.verify("admin", password)).map(Account::role).contains(Role.ADMIN);
        assertThat(accounts.first("admin")).isEmpty();
    }

    @Test
    void anotherPasswordEndsSessionsAndWhatWasKnown() {
        accounts.put("anna", Role.OPERATOR, "day shift");
        String secret = accounts.open(accounts.verify("anna", "day shift").orElseThrow());
        assertThat(accounts.session(secret)).map(Account::name).contains("anna");
        accounts.put("anna", Role.VIEWER, "late shift");
        assertThat(accounts.session(secret)).isEmpty();
        assertThat(accounts.verify("anna", "day shift")).isEmpty();
    }

    @Test
    void whoSignsOutIsOut() {
        accounts.put("anna", Role.OPERATOR, "day shift");
        String secret = accounts.open(accounts.verify("anna", "day shift").orElseThrow());
        accounts.close(secret);
        assertThat(accounts.session(secret)).isEmpty();
    }

    @Test
    void guessingIsCutShort() {
        accounts.put("anna", Role.OPERATOR, "day shift");
        for (int i = 0; i < 10; i++) {
            assertThat(accounts.verify("anna", "guess " + i)).isEmpty();
        }
        assertThat(accounts.verify("anna", "day shift")).as("too many tries").isEmpty();
    }

    @Test
    void aHigherRoleMayWhatALowerMay() {
        assertThat(Role.ADMIN.covers(Role.OPERATOR)).isTrue();
        assertThat(Role.VIEWER.covers(Role.OPERATOR)).isFalse();
        assertThat(Role.named("none")).isEmpty();
        assertThatThrownBy(() -> Role.named("root"))
                .hasMessageContaining("allowed are none, viewer, operator and admin");
    }
}
