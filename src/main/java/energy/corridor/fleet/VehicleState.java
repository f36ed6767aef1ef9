package energy.corridor.fleet;

import energy.corridor.duty.Duty;
import java.util.List;
import java.util.Optional;

/**
 * One vehicle now.
 *
 * @param plugIn the charging session it is in, empty while it is away or unplugged
 * @param soc energy in its battery as known
 * @param duties its stays that have not ended, by arrival; the first is the present one while it is plugged in
 */
public record VehicleState(Vehicle vehicle, Optional<PlugIn> plugIn, SocEstimate soc, List<Duty> duties) {

    public VehicleState {
        duties = List.copyOf(duties);
    }
}
