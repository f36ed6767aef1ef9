package energy.corridor.ocpp;

import energy.corridor.fleet.CredentialStore;
import energy.corridor.fleet.FleetBook;
import energy.corridor.fleet.StationIntake;
import io.quarkus.test.junit.QuarkusTestProfile;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Map;
import java.util.Set;

/** The service's server with this adapter alone, over the depot and the journal of {@link CentralSystem}. */
public final class OcppAlone implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "quarkus.http.test-port", "0",
                "quarkus.arc.exclude-types",
                        "energy.corridor.app.**,energy.corridor.gridlink.**,energy.corridor.store.**,energy.corridor.web.**",
                "quarkus.datasource.active", "false",
                "quarkus.hibernate-orm.active", "false",
                "quarkus.flyway.active", "false");
    }

    @Override
    public Set<Class<?>> getEnabledAlternatives() {
        return Set.of(Beans.class);
    }

    @Override
    public boolean disableGlobalTestResources() {
        return true;
    }

    @Alternative
    @Singleton
    public static final class Beans {

        private final FleetBook fleet = CentralSystem.fleet(new SlowJournal());

        @Produces
        @Singleton
        Clock clock() {
            return CentralSystem.CLOCK;
        }

        @Produces
        @Singleton
        CredentialStore credentials() {
            return new InMemoryCredentials();
        }

        @Produces
        @Singleton
        StationIntake intake() {
            return new StationIntake(new SlowJournal(), fleet);
        }
    }
}
