package energy.corridor.ocpp.v16;

import energy.corridor.ocpp.JsonText;
import energy.corridor.ocpp.OcppMetrics;
import energy.corridor.telemetry.EvseId;
import energy.corridor.telemetry.MeterReading;
import energy.corridor.telemetry.ReadingRules;
import energy.corridor.telemetry.ReadingRules.Accepted;
import energy.corridor.telemetry.ReadingRules.Cause;
import energy.corridor.telemetry.ReadingRules.Refused;
import energy.corridor.telemetry.SampledValue;
import eu.chargetime.ocpp.model.core.MeterValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Meter values of a message as readings; what is no reading is counted, and logged where a station is at fault. */
final class Samples {

    private static final Logger LOG = Logger.getLogger(Samples.class);

    private final OcppMetrics metrics;

    Samples(OcppMetrics metrics) {
        this.metrics = metrics;
    }

    List<MeterReading> readings(EvseId evse, long transaction, MeterValue[] values, Instant receivedAt) {
        List<MeterReading> readings = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        for (MeterValue value : values) {
            Instant at = Times.instant(value.getTimestamp());
            for (eu.chargetime.ocpp.model.core.SampledValue sample : value.getSampledValue()) {
                ReadingRules.Verdict verdict = ReadingRules.read(sampled(evse, transaction, at, sample), receivedAt);
                if (verdict instanceof Accepted accepted) {
                    readings.add(accepted.reading());
                } else if (verdict instanceof Refused refused) {
                    metrics.ignored("reading " + refused.cause().name().toLowerCase(Locale.ROOT));
                    if (refused.cause() == Cause.NOT_PLAUSIBLE) {
                        faults.add(refused.reason());
                    }
                }
            }
        }
        if (!faults.isEmpty()) {
            LOG.warnf("EVSE %s sent %d bad readings: %s", evse, faults.size(), JsonText.cut(faults.toString(), 500));
        }
        return readings;
    }

    private static SampledValue sampled(
            EvseId evse, long transaction, Instant at, eu.chargetime.ocpp.model.core.SampledValue sample) {
        return new SampledValue(
                evse,
                transaction,
                at,
                sample.getValue(),
                text(sample.getMeasurand()),
                text(sample.getPhase()),
                text(sample.getUnit()),
                text(sample.getContext()),
                text(sample.getFormat()),
                text(sample.getLocation()));
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }
}
