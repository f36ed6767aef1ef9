package energy.corridor.ocpp.v201;

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
        List<SampledValue> samples = new ArrayList<>();
        for (MeterValue value : values == null ? List.<MeterValue>of() : values) {
            Instant at = Requests.instant(value.timestamp());
            for (Requests.SampledValue sample : value.sampledValue()) {
                UnitOfMeasure unit = sample.unitOfMeasure();
                samples.add(new SampledValue(
                        evse,
                        0,
                        at,
                        sample.value()
                                .scaleByPowerOfTen(unit == null ? 0 : unit.multiplier())
                                .toPlainString(),
                        text(sample.measurand()),
                        text(sample.phase()),
                        text(unit == null ? null : unit.unit()),
                        text(sample.context()),
                        "",
                        text(sample.location())));
            }
        }
        return sieve.readings(evse, samples, receivedAt);
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
