package energy.corridor.quantity;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/** An immutable row of numbers, one per interval (or one per boundary); its owner's name says the unit. */
public final class Series {

    private final double[] values;

    private Series(double[] values) {
        this.values = values;
    }

    public static Series of(double... values) {
        return new Series(values.clone());
    }

    public static Series constant(double value, int size) {
        double[] values = new double[size];
        Arrays.fill(values, value);
        return new Series(values);
    }

    public static Series generate(int size, IntToDoubleFunction valueAt) {
        double[] values = new double[size];
        Arrays.setAll(values, valueAt);
        return new Series(values);
    }

    public int size() {
        return values.length;
    }

    public double get(int index) {
        return values[index];
    }

    /** A copy; changing it changes nothing here. */
    public double[] toArray() {
        return values.clone();
    }

    public double sum() {
        return Arrays.stream(values).sum();
    }

    public double max() {
        return Arrays.stream(values).max().orElse(Double.NEGATIVE_INFINITY);
    }

    public double min() {
        return Arrays.stream(values).min().orElse(Double.POSITIVE_INFINITY);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Series series && Arrays.equals(values, series.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return Arrays.toString(values);
    }
}
