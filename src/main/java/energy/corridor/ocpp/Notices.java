package energy.corridor.ocpp;

import com.fasterxml.jackson.databind.JsonNode;
import energy.corridor.fleet.StationEvent.Noticed;
import energy.corridor.telemetry.StationId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;

/** Messages that change no charging but that people want to read: security, firmware, logs, reservations, limits of others. */
public final class Notices {

    private static final int MOST_DETAIL = 4000;

    private Notices() {}

    /** @param payload right by the version's table; its {@code timestamp} counts where it has one */
    public static Noticed of(StationId station, String action, JsonNode payload, Instant now) {
        String time = payload.path("timestamp").asText("");
        Instant at =
                time.isEmpty() ? now : OffsetDateTime.parse(time).toInstant().truncatedTo(ChronoUnit.MILLIS);
        return new Noticed(station, at, now, action, JsonText.cut(payload.toString(), MOST_DETAIL));
    }
}
