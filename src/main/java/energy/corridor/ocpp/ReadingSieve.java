package energy.corridor.ocpp;

import energy.corridor.fleet.StationEvent.Noticed;
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

    /** Longest signed record that is kept. */
    private static final int MOST_SIGNED = 40_000;

    private final OcppMetrics metrics;

    public ReadingSieve(OcppMetrics metrics) {
        this.metrics = metrics;
    }

    /**
     * What settlement wants to know of a message besides its readings: signed values as they came, and what no reading can be. They are
     * kept like what stations tell people.
     */
    public static List<Noticed> notices(EvseId evse, List<SampledValue> samples, Instant receivedAt) {
        List<Noticed> notices = new ArrayList<>();
        for (SampledValue sample : samples) {
            if (sample.format().equals("SignedData")) {
                notices.add(notice(evse, sample, receivedAt, "SignedMeterValue", "record", sample.value()));
            } else if (ReadingRules.read(sample, receivedAt) instanceof Refused refused
                    && refused.cause() == Cause.NOT_PLAUSIBLE) {
                notices.add(notice(evse, sample, receivedAt, "RefusedReading", "reason", refused.reason()));
            }
        }
        return notices;
    }

    private static Noticed notice(
            EvseId evse, SampledValue sample, Instant receivedAt, String kind, String field, String text) {
        String detail = JsonText.object()
                .put("evse", evse.number())
                .put("transaction", sample.transaction())
                .put(field, JsonText.cut(text.replaceAll("\\p{Cntrl}", " "), MOST_SIGNED))
                .toString();
        return new Noticed(evse.station(), sample.at(), receivedAt, kind, detail);
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
