package energy.corridor.ocpp;

import energy.corridor.fleet.CredentialStore;
import energy.corridor.fleet.CredentialStore.Credential;
import energy.corridor.fleet.StationAccess;
import energy.corridor.telemetry.StationId;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import org.jspecify.annotations.Nullable;

/**
 * Who may come in (OCPP 1.6 security white paper, section 2; OCPP 2.0.1 part 2, section A). A station that has a credential must always
 * show it; the setting says what all others must show.
 */
@Singleton
public final class Access implements StationAccess {

    private static final int LEAST_PASSWORD = 8;
    private static final int MOST_PASSWORD = 64;

    private final CredentialStore store;
    private final int leastProfile;
    private final Map<StationId, Credential> credentials = new ConcurrentHashMap<>();
    private boolean loaded;
    private final Map<StationId, byte[]> shown = new ConcurrentHashMap<>();
    private final byte[] processKey = new byte[32];

    public Access(CredentialStore store, OcppSettings settings) {
        this.store = store;
        this.leastProfile = settings.leastSecurityProfile();
        new SecureRandom().nextBytes(processKey);
    }

    /**
     * What a station shows.
     *
     * @param authorization the header's value, "" for none
     * @param tls whether the connection is encrypted
     * @param certificate the client's, which the TLS layer has trusted
     */
    record Shown(String authorization, boolean tls, Optional<X509Certificate> certificate) {}

    /** @return why not, a sentence; empty when the station may come in. Slow on purpose: not on an event loop. */
    Optional<String> refusal(StationId station, Shown shown) {
        Credential credential = credentials().get(station);
        int profile = securityProfile(station);
        if (profile == 0) {
            return Optional.empty();
        }
        if (profile >= 2 && !shown.tls()) {
            return Optional.of("Station %s must connect with TLS (wss).".formatted(station));
        }
        if (profile == 3) {
            return shown.certificate().filter(c -> names(c, station)).isPresent()
                    ? Optional.empty()
                    : Optional.of(
                            "Station %s must show a certificate whose common name is its identity.".formatted(station));
        }
        if (credential == null || credential.passwordHash().isEmpty()) {
            return Optional.of("Station %s has no password yet; an operator must set one.".formatted(station));
        }
        byte[] password = password(station, shown.authorization());
        return password != null && isRight(station, password, credential.passwordHash())
                ? Optional.empty()
                : Optional.of(
                        "Station %s must show its password (HTTP basic authentication, its identity as the user name)."
                                .formatted(station));
    }

    /** Read at the first need: when beans are made, the database may not be ready yet. */
    private synchronized Map<StationId, Credential> credentials() {
        if (!loaded) {
            store.credentials().forEach(credential -> credentials.put(credential.station(), credential));
            loaded = true;
        }
        return credentials;
    }

    /** A password that was right is remembered by a fingerprint that only this process can make: reconnects cost little. */
    private boolean isRight(StationId station, byte[] password, String hash) {
        byte[] print = fingerprint(password);
        byte[] known = shown.get(station);
        if (known != null && MessageDigest.isEqual(known, print)) {
            return true;
        }
        boolean right = Passwords.matches(password, hash);
        if (right) {
            shown.put(station, print);
        }
        return right;
    }

    private byte[] fingerprint(byte[] password) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(processKey, "HmacSHA256"));
            return mac.doFinal(password);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has HmacSHA256.", e);
        }
    }

    /** Split at the first colon as bytes: a raw key may hold anything. */
    private static byte @Nullable [] password(StationId station, String authorization) {
        if (!authorization.regionMatches(true, 0, "Basic ", 0, "Basic ".length())) {
            return null;
        }
        byte[] decoded;
        try {
            decoded = Base64.getDecoder()
                    .decode(authorization.substring("Basic ".length()).strip());
        } catch (IllegalArgumentException e) {
            return null;
        }
        byte[] user = (station.value() + ":").getBytes(StandardCharsets.UTF_8);
        return decoded.length >= user.length && Arrays.equals(user, Arrays.copyOf(decoded, user.length))
                ? Arrays.copyOfRange(decoded, user.length, decoded.length)
                : null;
    }

    private static boolean names(X509Certificate certificate, StationId station) {
        try {
            for (Rdn part : new LdapName(certificate.getSubjectX500Principal().getName()).getRdns()) {
                if (part.getType().equalsIgnoreCase("CN")
                        && Objects.toString(part.getValue()).equals(station.value())) {
                    return true;
                }
            }
            return false;
        } catch (InvalidNameException e) {
            return false;
        }
    }

    @Override
    public int securityProfile(StationId station) {
        Credential credential = credentials().get(station);
        return credential == null ? leastProfile : Math.max(leastProfile, credential.securityProfile());
    }

    @Override
    public boolean hasPassword(StationId station) {
        Credential credential = credentials().get(station);
        return credential != null && !credential.passwordHash().isEmpty();
    }

    @Override
    public void require(StationId station, int securityProfile, String password) {
        if (securityProfile < 1 || securityProfile > 3) {
            throw new IllegalArgumentException(
                    "The securityProfile (%d) of station %s must be in 1..3.".formatted(securityProfile, station));
        }
        boolean none = password.isEmpty() && securityProfile == 3;
        if (!none && (password.length() < LEAST_PASSWORD || password.length() > MOST_PASSWORD)) {
            throw new IllegalArgumentException("The password of station %s must have %d to %d characters."
                    .formatted(station, LEAST_PASSWORD, MOST_PASSWORD));
        }
        Credential credential = new Credential(station, securityProfile, none ? "" : Passwords.hash(password));
        store.save(credential);
        credentials().put(station, credential);
        shown.remove(station);
    }

    @Override
    public void forget(StationId station) {
        store.delete(station);
        credentials().remove(station);
        shown.remove(station);
    }
}
