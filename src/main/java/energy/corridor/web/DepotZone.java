package energy.corridor.web;

import jakarta.inject.Singleton;
import java.time.ZoneId;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The time zone in which people at the depot read times; the machine's unless {@code corridor.zone} names one. */
@Singleton
class DepotZone {

    private final ZoneId zone;

    DepotZone(@ConfigProperty(name = "corridor.zone") Optional<String> configured) {
        zone = configured.map(ZoneId::of).orElseGet(ZoneId::systemDefault);
    }

    ZoneId zone() {
        return zone;
    }
}
