package energy.corridor.web;

import jakarta.inject.Singleton;

/** The newest cycle, or the answer that there is none yet. */
@Singleton
class Present {

    private final DepotView view;

    Present(DepotView view) {
        this.view = view;
    }

    /** @throws Refusal 503 before the first cycle */
    DepotSnapshot snapshot() {
        return view.newest().orElseThrow(Refusal::notYet);
    }
}
