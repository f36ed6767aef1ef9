package energy.corridor.web;

import energy.corridor.optimiser.Optimiser;
import jakarta.inject.Singleton;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/** Planning for callers, one at a time: it must not take the processor from the depot's own plan. */
@Singleton
class PlanningAside {

    private final Semaphore free = new Semaphore(1);
    private final Optimiser optimiser;

    PlanningAside(Optimiser optimiser) {
        this.optimiser = optimiser;
    }

    /** @throws Refusal 503 while another caller is planning */
    <T> T plan(Function<Optimiser, T> work) {
        if (!free.tryAcquire()) {
            throw new Refusal(503, ErrorJson.of("Another problem is being planned; ask again when it is done."));
        }
        try {
            return work.apply(optimiser);
        } finally {
            free.release();
        }
    }
}
