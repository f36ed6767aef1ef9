package energy.corridor.grid.delivery;

import energy.corridor.grid.delivery.DeliveryReport.Cause;
import energy.corridor.grid.delivery.DeliveryReport.Interval;
import energy.corridor.quantity.TimeGrid;
import energy.corridor.quantity.Units;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleBiFunction;

/**
 * Delivered against ordered, in quarters of an hour as grid meters register. Import is the EVSEs' metered energy and the other load that
 * the site is known to have; the latter is the same in baseline and delivery.
 */
public final class DeliveryAccount {

    public static final Duration REGISTRATION = Duration.ofMinutes(15);

    /** Of the ordered change, or of the limit: below it nothing is missing. */
    private static final double SAME = 0.02;

    private static final double SAME_KWH = 0.5;

    private final List<Register> registers;
    private final ToDoubleBiFunction<Instant, Instant> otherLoadKw;

    /** @param kw of net import for {@code [from, to)} */
    public record Order(Instant from, Instant to, double kw) {}

    /** @param otherLoadKw mean within two instants, less PV */
    public DeliveryAccount(List<Register> registers, ToDoubleBiFunction<Instant, Instant> otherLoadKw) {
        this.registers = registers;
        this.otherLoadKw = otherLoadKw;
    }

    /** The mean import of the quarter of an hour before; NaN when it was not metered. */
    public double meanBeforeKw(Instant start) {
        Instant from = start.minus(REGISTRATION);
        Register.Energy energy = metered(from, start);
        return energy.quality() == Quality.MISSING
                ? Double.NaN
                : energy.kwh() / Units.hours(REGISTRATION) + otherLoadKw.applyAsDouble(from, start);
    }

    /**
     * Of a dispatch.
     *
     * @param baselineKw mean import without the request within two instants, NaN where it is not known
     * @param fleetChanged whether the operator was told that not all of it will be delivered
     */
    public List<Interval> dispatch(
            List<Order> orders, ToDoubleBiFunction<Instant, Instant> baselineKw, boolean fleetChanged) {
        List<Interval> intervals = new ArrayList<>();
        for (Order order : quarters(orders)) {
            double hours = Units.hours(Duration.between(order.from(), order.to()));
            Register.Energy energy = metered(order.from(), order.to());
            double ordered = order.kw() * hours;
            double baseline = baselineKw.applyAsDouble(order.from(), order.to()) * hours;
            if (energy.quality() == Quality.MISSING || Double.isNaN(baseline)) {
                intervals.add(
                        unknown(order, ordered, Double.isNaN(baseline) ? Optional.empty() : Optional.of(baseline)));
                continue;
            }
            double actual = energy.kwh() + otherLoadKw.applyAsDouble(order.from(), order.to()) * hours;
            Delivered delivered = Delivered.of(ordered - baseline, baseline, actual);
            boolean missing = delivered.shortfall() > tolerance(ordered - baseline, hours);
            intervals.add(new Interval(
                    order.from(),
                    order.to(),
                    ordered,
                    Optional.of(baseline),
                    Optional.of(actual),
                    Optional.of(delivered.delivered()),
                    Optional.of(delivered.shortfall()),
                    energy.quality(),
                    missing ? Optional.of(cause(energy.quality(), fleetChanged)) : Optional.empty()));
        }
        return intervals;
    }

    /** Of a limit, by its firm service level: no baseline, what counts is to stay below. */
    public List<Interval> limit(List<Order> limits) {
        List<Interval> intervals = new ArrayList<>();
        for (Order order : quarters(limits)) {
            double hours = Units.hours(Duration.between(order.from(), order.to()));
            Register.Energy energy = metered(order.from(), order.to());
            double most = order.kw() * hours;
            if (energy.quality() == Quality.MISSING) {
                intervals.add(unknown(order, most, Optional.empty()));
                continue;
            }
            double actual = energy.kwh() + otherLoadKw.applyAsDouble(order.from(), order.to()) * hours;
            double above = Math.max(0, actual - most);
            intervals.add(new Interval(
                    order.from(),
                    order.to(),
                    most,
                    Optional.empty(),
                    Optional.of(actual),
                    Optional.of(Math.max(0, most - actual)),
                    Optional.of(above),
                    energy.quality(),
                    above > tolerance(most, hours) ? Optional.of(cause(energy.quality(), false)) : Optional.empty()));
        }
        return intervals;
    }

    /** What of an ordered change may be missing without a word, kWh. */
    private static double tolerance(double changeKwh, double hours) {
        return Math.max(SAME_KWH * hours, SAME * Math.abs(changeKwh));
    }

    private static Cause cause(Quality quality, boolean fleetChanged) {
        if (fleetChanged) {
            return Cause.DEPARTURE_PROTECTED;
        }
        return quality == Quality.MEASURED ? Cause.VEHICLE : Cause.COMMS;
    }

    private static Interval unknown(Order order, double ordered, Optional<Double> baseline) {
        return new Interval(
                order.from(),
                order.to(),
                ordered,
                baseline,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Quality.MISSING,
                Optional.empty());
    }

    private Register.Energy metered(Instant from, Instant to) {
        Register.Energy sum = new Register.Energy(0, Quality.MEASURED);
        for (Register register : registers) {
            sum = sum.plus(register.between(from, to));
        }
        return sum;
    }

    /** Cut at the quarters of the clock. */
    private static List<Order> quarters(List<Order> orders) {
        List<Order> cut = new ArrayList<>();
        for (Order order : orders) {
            Instant from = order.from();
            while (from.isBefore(order.to())) {
                Instant end =
                        TimeGrid.covering(from, REGISTRATION, REGISTRATION).end();
                Instant to = end.isBefore(order.to()) ? end : order.to();
                cut.add(new Order(from, to, order.kw()));
                from = to;
            }
        }
        return cut;
    }
}
