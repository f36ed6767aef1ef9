package energy.corridor.ocpp.v16;

import energy.corridor.fleet.StationEvent.Noticed;
import energy.corridor.ocpp.OcppMetrics;
import energy.corridor.ocpp.ReadingSieve;
import energy.corridor.telemetry.EvseId;
import energy.corridor.telemetry.MeterReading;
import energy.corridor.telemetry.SampledValue;
import eu.chargetime.ocpp.model.core.MeterValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Meter values of a message as readings. */
final class Samples {

    private final ReadingSieve sieve;

    Samples(OcppMetrics metrics) {
        this.sieve = new ReadingSieve(metrics);
    }

    /** What a message has: readings, and what settlement wants to know besides. */
    record Told(List<MeterReading> readings, List<Noticed> notices) {}

    Told told(EvseId evse, long transaction, MeterValue[] values, Instant receivedAt) {
        List<SampledValue> samples = new ArrayList<>();
        for (MeterValue value : values) {
            Instant at = Times.instant(value.getTimestamp());
            for (eu.chargetime.ocpp.model.core.SampledValue sample : value.getSampledValue()) {
                samples.add(new SampledValue(
                        evse,
                        transaction,
                        at,
                        sample.getValue(),
                        text(sample.getMeasurand()),
                        text(sample.getPhase()),
                        text(sample.getUnit()),
                        text(sample.getContext()),
                        text(sample.getFormat()),
                        text(sample.getLocation())));
            }
        }
        return new Told(sieve.readings(evse, samples, receivedAt), ReadingSieve.notices(evse, samples, receivedAt));
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }
}
