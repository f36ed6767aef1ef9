package energy.corridor.ocpp;

import energy.corridor.telemetry.EvseId;
import energy.corridor.telemetry.MeterReading;
import energy.corridor.telemetry.ReadingRules;
import energy.corridor.telemetry.ReadingRules.Accepted;
import energy.corridor.telemetry.ReadingRules.Cause;
import energy.corridor.telemetry.ReadingRules.Refused;
import energy.corridor.telemetry.SampledValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jboss.logging.Logger;

/** Samples of a message as readings; what is no reading is counted, and logged where a station is at fault. */
public final class ReadingSieve {

    private static final Logger LOG = Logger.getLogger(ReadingSieve.class);

    private final OcppMetrics metrics;

    public ReadingSieve(OcppMetrics metrics) {
        this.metrics = metrics;
    }

    public List<MeterReading> readings(EvseId evse, List<SampledValue> samples, Instant receivedAt) {
        List<MeterReading> readings = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        for (SampledValue sample : samples) {
            ReadingRules.Verdict verdict = ReadingRules.read(sample, receivedAt);
            if (verdict instanceof Accepted accepted) {
                readings.add(accepted.reading());
            } else if (verdict instanceof Refused refused) {
                metrics.ignored("reading " + refused.cause().name().toLowerCase(Locale.ROOT));
                if (refused.cause() == Cause.NOT_PLAUSIBLE) {
                    faults.add(refused.reason());
                }
            }
        }
        if (!faults.isEmpty()) {
            LOG.warnf("EVSE %s sent %d bad readings: %s", evse, faults.size(), JsonText.cut(faults.toString(), 500));
        }
        return readings;
    }
}
