package energy.corridor.store;

import energy.corridor.app.PostgresForTests;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;

/** The service with nothing but its store, so that no control loop writes beside the tests; all of them share one start. */
public final class StoreAlone implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "quarkus.arc.exclude-types",
                "energy.corridor.app.**,energy.corridor.gridlink.**,energy.corridor.ocpp.**,energy.corridor.web.**",
                "quarkus.http.test-port",
                "0");
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(PostgresForTests.class));
    }
}
