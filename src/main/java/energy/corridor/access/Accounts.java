package energy.corridor.access;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Those who may sign in, and those who have. Safe for any number of threads; sessions end with the process. */
public final class Accounts {

    /** A session that nobody uses ends after so long. */
    private static final long IDLE_NANOS = TimeUnit.HOURS.toNanos(12);

    /** A password that was right need not be derived again for so long: programs send it with every call. */
    private static final long KNOWN_NANOS = TimeUnit.MINUTES.toNanos(5);

    private static final int LEAST_LENGTH = 4;
    private static final int MOST_LENGTH = 256;
    private static final int TRIES = 10;
    private static final long TRIES_NANOS = TimeUnit.MINUTES.toNanos(1);

    /** Verified against where there is no such account, so that its absence takes as long to find as a wrong password. */
    private static final String NOBODY = PasswordHash.of(PasswordHash.random());

    private final AccountStore store;
    private final String processKey = PasswordHash.random();
    private final Map<String, Session> sessions = new ConcurrentHashMap<>();
    private final Map<String, Long> known = new ConcurrentHashMap<>();
    private final Map<String, Failures> failures = new ConcurrentHashMap<>();
    private volatile Map<String, Account> accounts = Map.of();

    /** @param guest empty for an account of ours, whose role is looked up each time */
    private record Session(String name, Optional<Person> guest, long usedNanos) {
        Session used() {
            return new Session(name, guest, System.nanoTime());
        }
    }

    private record Failures(int count, long sinceNanos) {}

    public Accounts(AccountStore store) {
        this.store = store;
    }

    public void load() {
        Map<String, Account> all = new ConcurrentHashMap<>();
        store.all().forEach(a -> all.put(a.name(), a));
        accounts = all;
    }

    public List<Account> all() {
        return accounts.values().stream()
                .sorted((a, b) -> a.name().compareTo(b.name()))
                .toList();
    }

    /** Adds an account, or gives the one of that name another role and password; whoever used the old one is signed out. */
    public synchronized void put(String name, Role role, String password) {
        if (password.length() < LEAST_LENGTH || password.length() > MOST_LENGTH) {
            throw new IllegalArgumentException(
                    "A password must have %d to %d characters.".formatted(LEAST_LENGTH, MOST_LENGTH));
        }
        store.save(new Account(name, role, PasswordHash.of(password)));
        forget(name);
        load();
    }

    /** @return whether there was one */
    public synchronized boolean remove(String name) {
        boolean there = accounts.containsKey(name);
        store.delete(name);
        forget(name);
        load();
        return there;
    }

    private void forget(String name) {
        sessions.values().removeIf(s -> s.guest().isEmpty() && s.name().equals(name));
        known.clear();
    }

    /** The first account, with a password of its own that is told once; empty when there are accounts. */
    public synchronized Optional<String> first(String name) {
        if (!accounts.isEmpty()) {
            return Optional.empty();
        }
        String password = PasswordHash.random();
        put(name, Role.ADMIN, password);
        return Optional.of(password);
    }

    /** Who that is; empty for a wrong name or password, and after too many wrong ones. */
    public Optional<Account> verify(String name, String password) {
        Account account = accounts.get(name);
        String key = PasswordHash.digest(processKey + '\n' + name + '\n' + password);
        Long until = known.get(key);
        if (account != null && until != null && System.nanoTime() - until < 0) {
            return Optional.of(account);
        }
        if (tooMany(name)) {
            return Optional.empty();
        }
        boolean right = PasswordHash.matches(account == null ? NOBODY : account.passwordHash(), password);
        if (account == null || !right) {
            failures.merge(
                    name,
                    new Failures(1, System.nanoTime()),
                    (old, one) -> new Failures(old.count() + 1, old.sinceNanos()));
            return Optional.empty();
        }
        failures.remove(name);
        known.values().removeIf(k -> System.nanoTime() - k >= 0);
        known.put(key, System.nanoTime() + KNOWN_NANOS);
        return Optional.of(account);
    }

    private boolean tooMany(String name) {
        failures.values().removeIf(f -> System.nanoTime() - f.sinceNanos() > TRIES_NANOS);
        Failures failed = failures.get(name);
        return failed != null && failed.count() >= TRIES;
    }

    /** @return the session's secret */
    public String open(Account account) {
        return open(new Session(account.name(), Optional.empty(), System.nanoTime()));
    }

    /** Of somebody whom an identity provider has signed in, with the role it told then. */
    public String openFor(Person guest) {
        return open(new Session(guest.name(), Optional.of(guest), System.nanoTime()));
    }

    private String open(Session session) {
        sessions.values().removeIf(s -> System.nanoTime() - s.usedNanos() > IDLE_NANOS);
        String secret = PasswordHash.random() + PasswordHash.random();
        sessions.put(PasswordHash.digest(secret), session);
        return secret;
    }

    public void close(String secret) {
        sessions.remove(PasswordHash.digest(secret));
    }

    public Optional<Person> session(String secret) {
        Session session = sessions.computeIfPresent(
                PasswordHash.digest(secret),
                (key, s) -> System.nanoTime() - s.usedNanos() > IDLE_NANOS ? null : s.used());
        if (session == null) {
            return Optional.empty();
        }
        return session.guest()
                .or(() -> Optional.ofNullable(accounts.get(session.name())).map(Account::person));
    }
}
