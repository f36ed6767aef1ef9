package energy.corridor.sim.station;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a station keeps in its permanent memory.
 *
 * @param accepted whether the service has accepted it since its last boot
 * @param known whether any service ever has
 * @param session the running transaction
 * @param sessions how many transactions there have been
 * @param told how much was told of the running transaction
 * @param kept messages not answered yet, oldest first
 * @param transactionIds by number of the transaction, of those that are still spoken of
 */
public record StationState(
        double registerWh,
        boolean accepted,
        boolean known,
        boolean operative,
        Station.Plug plug,
        @Nullable Session session,
        long sessions,
        int told,
        @Nullable Instant nextHeartbeat,
        @Nullable Instant nextSample,
        Map<String, String> configuration,
        List<ChargingProfile> profiles,
        List<Message> kept,
        Map<Long, Integer> transactionIds) {}
