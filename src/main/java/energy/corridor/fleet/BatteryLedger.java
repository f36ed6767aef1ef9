package energy.corridor.fleet;

import energy.corridor.duty.Duty;
import energy.corridor.fleet.FleetStore.TelematicsSample;
import energy.corridor.fleet.StationEvent.TransactionEnded;
import energy.corridor.fleet.StationEvent.TransactionStarted;
import energy.corridor.quantity.Units;
import energy.corridor.telemetry.EvseId;
import energy.corridor.telemetry.Measurand;
import energy.corridor.telemetry.MeterReading;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one vehicle's energy: an anchor (the last value that a source gave) plus the energy metered since. Guarded
 * by its {@link FleetBook}.
 *
 * <p>Uncertainty: half the last digit of the source (an integer percentage is ±0.5 %), 1.5 % of the energy counted since, and
 * for the high edge what may have flowed since the last reading.
 */
final class BatteryLedger {

    /** A charger's sample stands before telematics until it is this old. */
    static final Duration CHARGER_FRESH = Duration.ofMinutes(15);

    private static final double METER_ERROR = 0.015;
    private static final double TELEMATICS_ERROR = 0.01;

    private @Nullable Anchor charger;
    private @Nullable Anchor telematics;
    private @Nullable Anchor assumed;
    private @Nullable Session session;

    private record Anchor(double socKwh, double errorKwh, Instant at, double importedKwh) {}

    private static final class Session {
        final EvseId evse;
        final long transaction;
        final Instant since;
        double meterStartWh; // below 0 until a first register reading tells
        double importedKwh;
        double exportedKwh;

        @Nullable Double exportStartWh;

        Instant registerAt;
        double powerKw;
        Instant powerAt;
        double arrivalKwh;
        boolean arrivalKnown;

        Session(TransactionStarted start, double arrivalKwh) {
            this.evse = start.evse();
            this.transaction = start.transaction();
            this.since = start.at();
            this.meterStartWh = start.meterStartWh();
            this.registerAt = start.at();
            this.powerAt = Instant.MIN;
            this.arrivalKwh = arrivalKwh;
        }
    }

    void plugIn(Vehicle vehicle, TransactionStarted start, double expectedTripKwh) {
        Optional<Double> before = Optional.ofNullable(newestAnchor()).map(a -> gained(vehicle, a));
        double guess = before.map(kwh -> Math.max(0, kwh - expectedTripKwh)).orElse(vehicle.minSocKwh());
        double error = before.isPresent() ? Math.max(0.5 * expectedTripKwh, 0.05 * vehicle.capacityKwh()) : guess;
        charger = null;
        Anchor told = telematics;
        if (told != null && !told.at().isBefore(start.at().minus(CHARGER_FRESH))) {
            telematics = new Anchor(told.socKwh(), told.errorKwh(), told.at(), 0);
            guess = told.socKwh();
        } else {
            telematics = null;
        }
        assumed = new Anchor(guess, error, start.at(), 0);
        session = new Session(start, guess);
    }

    void unplug(TransactionEnded end) {
        Session now = session;
        if (now != null && now.transaction == end.transaction()) {
            if (now.meterStartWh >= 0) {
                now.importedKwh = Math.max(now.importedKwh, Units.whToKwh(end.meterStopWh() - now.meterStartWh));
            }
            now.registerAt = end.at();
            now.powerKw = 0;
            ended = now;
            session = null;
        }
    }

    /** The session before, so that energy counted in it still counts while the vehicle is away. */
    private @Nullable Session ended;

    void metered(Vehicle vehicle, MeterReading reading) {
        Session now = session;
        if (now == null
                || now.transaction != reading.transaction()
                || !reading.phase().isEmpty()) {
            return;
        }
        double value = reading.value().doubleValue();
        if (reading.measurand() == Measurand.ENERGY_ACTIVE_IMPORT_REGISTER) {
            if (now.meterStartWh < 0) {
                now.meterStartWh = value;
            }
            double imported = Units.whToKwh(value - now.meterStartWh);
            if (imported >= now.importedKwh) { // a register never runs backwards within a transaction
                now.importedKwh = imported;
                now.registerAt = latest(now.registerAt, reading.at());
            }
        } else if (reading.measurand() == Measurand.ENERGY_ACTIVE_EXPORT_REGISTER) {
            if (now.exportStartWh == null) {
                now.exportStartWh = value;
            }
            now.exportedKwh = Math.max(now.exportedKwh, Units.whToKwh(value - now.exportStartWh));
        } else if (reading.measurand() == Measurand.POWER_ACTIVE_IMPORT) {
            if (!reading.at().isBefore(now.powerAt)) { // what comes late says nothing of the present
                now.powerKw = Math.max(0, Units.wattsToKw(value));
                now.powerAt = reading.at();
            }
        } else if (reading.measurand() == Measurand.SOC && value >= 0 && value <= 100) {
            if (charger == null || reading.at().isAfter(charger.at())) { // a repeat changes nothing
                double soc = Units.percentToKwh(value, vehicle.capacityKwh());
                double digit = Math.pow(10, -Math.max(0, reading.value().scale()));
                double error = Units.percentToKwh(digit / 2, vehicle.capacityKwh());
                charger = new Anchor(soc, error, reading.at(), net(vehicle, now));
                if (!now.arrivalKnown) {
                    now.arrivalKnown = true;
                    now.arrivalKwh = clamp(vehicle, soc - net(vehicle, now));
                }
            }
        }
    }

    void telematics(Vehicle vehicle, TelematicsSample sample) {
        if (telematics == null || sample.at().isAfter(telematics.at())) {
            Session now = session;
            telematics = new Anchor(
                    sample.socKwh(),
                    TELEMATICS_ERROR * vehicle.capacityKwh(),
                    sample.at(),
                    now == null ? 0 : net(vehicle, now));
        }
    }

    VehicleState state(Vehicle vehicle, List<Duty> duties, Instant now) {
        Session plugged = session;
        return new VehicleState(
                vehicle,
                plugged == null
                        ? Optional.empty()
                        : Optional.of(new PlugIn(
                                plugged.evse,
                                plugged.transaction,
                                plugged.since,
                                plugged.arrivalKwh,
                                plugged.importedKwh)),
                estimate(vehicle, now),
                duties);
    }

    private SocEstimate estimate(Vehicle vehicle, Instant now) {
        Anchor anchor = newestAnchor();
        if (anchor == null) {
            return new SocEstimate(vehicle.minSocKwh(), 0, vehicle.capacityKwh(), SocSource.ASSUMED, Instant.EPOCH);
        }
        double soc = gained(vehicle, anchor);
        double counted = Math.abs(soc - anchor.socKwh());
        double error = anchor.errorKwh() + METER_ERROR * counted;
        Session plugged = session;
        double unseen = 0;
        if (plugged != null && plugged.powerKw > 0 && now.isAfter(plugged.registerAt)) {
            unseen = vehicle.chargeEfficiency()
                    * Units.energyKwh(plugged.powerKw, Duration.between(plugged.registerAt, now));
        }
        double value = clamp(vehicle, soc);
        return new SocEstimate(
                value,
                Math.min(value, clamp(vehicle, soc - error)),
                Math.max(value, clamp(vehicle, soc + error + unseen)),
                source(anchor, now),
                anchor.at());
    }

    private SocSource source(Anchor anchor, Instant now) {
        if (anchor == assumed) {
            return SocSource.ASSUMED;
        }
        boolean fresh = Duration.between(anchor.at(), now).compareTo(CHARGER_FRESH) <= 0;
        if (session != null && !fresh) {
            return SocSource.COUNTED;
        }
        return anchor == charger ? SocSource.CHARGER : SocSource.TELEMATICS;
    }

    /** Charger before telematics while it is fresh relative to it; anything said before anything assumed. */
    private @Nullable Anchor newestAnchor() {
        if (charger != null && telematics != null) {
            return telematics.at().isAfter(charger.at().plus(CHARGER_FRESH)) ? telematics : charger;
        }
        return charger != null ? charger : telematics != null ? telematics : assumed;
    }

    private double gained(Vehicle vehicle, Anchor anchor) {
        Session counting = session != null ? session : ended;
        double since = counting == null || (session == null && anchor.at().isAfter(counting.registerAt))
                ? 0
                : net(vehicle, counting) - anchor.importedKwh();
        return anchor.socKwh() + since;
    }

    /** Energy that reached the battery since the session began. */
    private static double net(Vehicle vehicle, Session of) {
        return of.importedKwh * vehicle.chargeEfficiency() - of.exportedKwh / vehicle.dischargeEfficiency();
    }

    private static double clamp(Vehicle vehicle, double kwh) {
        return Math.max(0, Math.min(vehicle.capacityKwh(), kwh));
    }

    private static Instant latest(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
