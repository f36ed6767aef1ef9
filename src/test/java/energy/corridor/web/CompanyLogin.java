package energy.corridor.web;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.OAuth2Config;
import org.jspecify.annotations.Nullable;

/** A company's identity provider over HTTP: signs tokens, has keys to fetch and a page on which people sign in. */
public final class CompanyLogin implements QuarkusTestResourceLifecycleManager {

    /** Programs get the roles that belong to their client id. */
    private static final String PROVIDER = """
            { "interactiveLogin": true, "httpServer": "NettyWrapper", "tokenCallbacks": [ { "issuerId": "company", "tokenExpiry": 600,
              "requestMappings": [
                { "requestParam": "client_id", "match": "dispatcher",
                  "claims": { "sub": "dispatcher", "aud": ["corridor"], "groups": ["everybody", "corridor-operator"] } },
                { "requestParam": "client_id", "match": "screen",
                  "claims": { "sub": "screen", "aud": ["corridor"], "groups": ["viewer"] } },
                { "requestParam": "client_id", "match": "stranger", "claims": { "sub": "stranger", "aud": ["corridor"] } },
                { "requestParam": "client_id", "match": "payroll",
                  "claims": { "sub": "payroll", "aud": ["payroll"], "groups": ["admin"] } } ] } ] }
            """;

    private @Nullable MockOAuth2Server server;

    @Override
    public Map<String, String> start() {
        MockOAuth2Server started = new MockOAuth2Server(OAuth2Config.Companion.fromJson(PROVIDER));
        started.start();
        server = started;
        return Map.of(
                "corridor.access.oidc.enabled", "true",
                "corridor.access.oidc.url", started.issuerUrl("company").toString(),
                "corridor.access.oidc.client-secret", "between us");
    }

    @Override
    public void stop() {
        if (server != null) {
            server.shutdown();
        }
    }
}
