package energy.corridor.fleet;

import java.util.ArrayList;
import java.util.List;

/** A register for stage tests; what is saved is there, nothing survives. */
public final class InMemoryFleetStore implements FleetStore {

    private Depot depot;
    private final List<TelematicsSample> samples = new ArrayList<>();

    public InMemoryFleetStore(Depot depot) {
        this.depot = depot;
    }

    @Override
    public Depot depot() {
        return depot;
    }

    @Override
    public void save(Depot next) {
        depot = next;
    }

    @Override
    public void save(TelematicsSample sample) {
        samples.add(sample);
    }

    @Override
    public List<TelematicsSample> newestSamples() {
        return samples;
    }
}
