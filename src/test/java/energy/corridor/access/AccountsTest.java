package energy.corridor.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AccountsTest {

    /** By Python's hashlib, of 1,000 rounds over the bytes 0 to 15. */
    private static final String SHA_256 = "yRTMTwbMbo9G0VfjobWqerzuuxe7BETNTErBbKKumGQ=";

    private static final String SHA_512 =
            "Xpx07WjVx4vCIvrmBRj8uOoVVtGqJqtUv2J5bhizSQs7osCteF7W4A61dZDqSIqQjO+dxO6p5FT/Uy7QRBXSXA==";

    private final InMemoryAccess store = new InMemoryAccess();
    private final Accounts accounts = new Accounts(store);

    @Test
    void onlyTheHashOfAPasswordIsKept() {
        accounts.put("anna", Role.OPERATOR, "day shift");
        assertThat(store.all().get(0).passwordHash())
                .startsWith("pbkdf2-sha512$210000$")
                .doesNotContain("day shift");
        assertThat(accounts.verify("anna", "day shift")).map(Account::role).contains(Role.OPERATOR);
        assertThat(accounts.verify("anna", "night shift")).isEmpty();
        assertThat(accounts.verify("nobody", "day shift")).isEmpty();
    }

    @Test
    void hashesOfEarlierVersionsAreUnderstood() {
        assertThat(PasswordHash.matches(
                        "pbkdf2-sha256$1000$AAECAwQFBgcICQoLDA0ODw==$%s".formatted(SHA_256), "correct horse"))
                .isTrue();
        assertThat(PasswordHash.matches("1000$AAECAwQFBgcICQoLDA0ODw==$%s".formatted(SHA_512), "correct horse"))
                .isTrue();
        assertThat(PasswordHash.matches("1000$AAECAwQFBgcICQoLDA0ODw==$%s".formatted(SHA_512), "correct house"))
                .isFalse();
        assertThat(PasswordHash.matches("nonsense", "correct horse")).isFalse();
    }

    @Test
    void aPasswordThatWasRightIsNotDerivedAgainForEachCall() {
        accounts.put("anna", Role.OPERATOR, "day shift");
        assertThat(accounts.verify("anna", "day shift")).isPresent();
        long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        for (int call = 0; call < 200; call++) {
            assertThat(accounts.verify("anna", "day shift")).isPresent();
        }
        long once = Duration.ofMillis(50).toNanos(); // to derive it takes longer on any machine
        assertThat(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before)
                .as("CPU of 200 calls")
                .isLessThan(200 * once / 10);
        assertThat(accounts.verify("anna", "day shifT"))
                .as("what is known is exact")
                .isEmpty();
    }

    @Test
    void aPasswordHasALength() {
        assertThatThrownBy(() -> accounts.put("anna", Role.OPERATOR, "abc"))
                .hasMessage("A password must have 4 to 256 characters.");
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
        assertThat(accounts.session(secret)).contains(new Person("anna", Role.OPERATOR));
        accounts.put("anna", Role.VIEWER, "late shift");
        assertThat(accounts.session(secret)).isEmpty();
        assertThat(accounts.verify("anna", "day shift")).isEmpty();
    }

    @Test
    void aGuestOfAnIdentityProviderHasTheRoleThatItTold() {
        accounts.put("anna", Role.ADMIN, "day shift");
        String secret = accounts.openFor(new Person("anna", Role.VIEWER));
        assertThat(accounts.session(secret)).contains(new Person("anna", Role.VIEWER));
        accounts.remove("anna"); // another Anna
        assertThat(accounts.session(secret)).isPresent();
        accounts.close(secret);
        assertThat(accounts.session(secret)).isEmpty();
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
