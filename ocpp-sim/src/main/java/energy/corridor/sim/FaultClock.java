package energy.corridor.sim;

import energy.corridor.sim.scenario.Fault;
import energy.corridor.sim.scenario.Fault.Kind;
import energy.corridor.sim.scenario.Faults;
import energy.corridor.sim.station.NextAfter;
import energy.corridor.sim.station.Station;
import energy.corridor.sim.station.Wire;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lets faults begin and end when their time comes. */
final class FaultClock {

    private final Faults faults;
    private final Map<String, Station> stations;
    private final Set<Fault> holding = new HashSet<>();
    private Wire.@Nullable Opener opener;

    FaultClock(Faults faults, Map<String, Station> stations) {
        this.faults = faults;
        this.stations = stations;
    }

    /** How a station comes back whose link was cut. */
    void opener(Wire.Opener to) {
        opener = to;
    }

    void fire(Instant now) {
        for (Fault fault : faults.all()) {
            boolean holds = fault.holdsAt(now);
            if (holds && holding.add(fault)) {
                fault.stations().forEach(id -> begin(fault, station(id)));
            } else if (!holds && holding.remove(fault)) {
                fault.stations().forEach(id -> end(fault, station(id)));
            }
        }
    }

    Optional<Instant> nextAfter(Instant now) {
        NextAfter next = new NextAfter(now);
        faults.all().forEach(fault -> {
            next.offer(fault.from());
            next.offer(fault.to());
        });
        return next.found();
    }

    private Station station(String id) {
        return Objects.requireNonNull(stations.get(id));
    }

    private static void begin(Fault fault, Station station) {
        if (fault.kind() == Kind.REBOOT) {
            station.restart("PowerLoss");
        } else if (fault.kind() == Kind.LINK_LOSS) {
            station.dialogue().close(false);
        } else {
            station.suffer(fault.kind(), fault.seconds());
        }
    }

    private void end(Fault fault, Station station) {
        Wire.Opener back = opener;
        if (fault.kind() == Kind.LINK_LOSS && back != null) {
            station.dialogue().open(back);
        } else if (fault.kind() != Kind.REBOOT) {
            station.recover(fault.kind());
        }
    }
}
