package energy.corridor.gridlink.openadr;

import energy.corridor.grid.request.GridSignal;
import energy.corridor.grid.request.GridSignal.Band;
import energy.corridor.grid.request.GridSignal.Dispatch;
import energy.corridor.grid.request.GridSignal.GridAlert;
import energy.corridor.grid.request.GridSignal.SiteLimit;
import energy.corridor.grid.request.SignalId;

/** The same signal under another revision. */
final class Revised {

    private Revised() {}

    static GridSignal of(GridSignal signal, int revision) {
        SignalId id = signal.id().withRevision(Math.max(1, revision));
        if (signal instanceof SiteLimit s) {
            return new SiteLimit(id, s.export(), s.kind(), s.priority(), s.slots());
        } else if (signal instanceof Dispatch s) {
            return new Dispatch(id, s.relative(), s.slots(), s.penaltyEurPerKwh(), s.baseline());
        } else if (signal instanceof Band s) {
            return new Band(id, s.from(), s.to(), s.lowerKwh(), s.upperKwh());
        } else if (signal instanceof GridAlert s) {
            return new GridAlert(id, s.type(), s.text(), s.from(), s.to());
        }
        throw new IllegalStateException("No event becomes " + signal);
    }
}
