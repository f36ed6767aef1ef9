package energy.corridor.ocpp.v201;

import energy.corridor.fleet.StationEvent.Noticed;
import energy.corridor.ocpp.OcppMetrics;
import energy.corridor.ocpp.ReadingSieve;
import energy.corridor.ocpp.v201.Requests.MeterValue;
import energy.corridor.ocpp.v201.Requests.UnitOfMeasure;
import energy.corridor.telemetry.EvseId;
import energy.corridor.telemetry.Measurand;
import energy.corridor.telemetry.MeterReading;
import energy.corridor.telemetry.SampledValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Meter values of a message as readings. */
final class Readings {

    private final ReadingSieve sieve;

    Readings(OcppMetrics metrics) {
        this.sieve = new ReadingSieve(metrics);
    }

    List<MeterReading> of(EvseId evse, @Nullable List<MeterValue> values, Instant receivedAt) {
        return sieve.readings(evse, samples(evse, values, false), receivedAt);
    }

    /** What settlement wants to know besides: signed values as they came, and what no reading can be. */
    List<Noticed> notices(EvseId evse, @Nullable List<MeterValue> values, Instant receivedAt) {
        return ReadingSieve.notices(evse, samples(evse, values, true), receivedAt);
    }

    private static List<SampledValue> samples(EvseId evse, @Nullable List<MeterValue> values, boolean signed) {
        List<SampledValue> samples = new ArrayList<>();
        for (MeterValue value : values == null ? List.<MeterValue>of() : values) {
            Instant at = Requests.instant(value.timestamp());
            for (Requests.SampledValue sample : value.sampledValue()) {
                UnitOfMeasure unit = sample.unitOfMeasure();
                String number = sample.value()
                        .scaleByPowerOfTen(unit == null ? 0 : unit.multiplier())
                        .toPlainString();
                String unitText = text(unit == null ? null : unit.unit());
                samples.add(sample(evse, at, sample, number, unitText, ""));
                if (signed && sample.signedMeterValue() != null) {
                    String data = sample.signedMeterValue().signedMeterData();
                    samples.add(sample(evse, at, sample, data, unitText, "SignedData"));
                }
            }
        }
        return samples;
    }

    private static SampledValue sample(
            EvseId evse, Instant at, Requests.SampledValue sample, String value, String unit, String format) {
        return new SampledValue(
                evse,
                0,
                at,
                value,
                text(sample.measurand()),
                text(sample.phase()),
                unit,
                text(sample.context()),
                format,
                text(sample.location()));
    }

    /** The import register among readings: of the given context, else the first, at the end of a transaction the last. */
    static Optional<Long> registerWh(List<MeterReading> readings, String context, boolean last) {
        List<MeterReading> registers = readings.stream()
                .filter(r -> r.measurand() == Measurand.ENERGY_ACTIVE_IMPORT_REGISTER
                        && r.phase().isEmpty())
                .toList();
        return registers.stream()
                .filter(r -> r.context().equals(context))
                .findFirst()
                .or(() -> registers.isEmpty()
                        ? Optional.empty()
                        : Optional.of(registers.get(last ? registers.size() - 1 : 0)))
                .map(r -> r.value().longValue());
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
