package energy.corridor.grid.delivery;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Baselines out of a load's own past, for programmes that demand one: the mean of like days in each interval of the event, put right by
 * what the event's day was like before the event. Days with events or outages are left out by the caller.
 */
public final class HistoryBaseline {

    private static final double LEAST_RATIO = 0.8;
    private static final double MOST_RATIO = 1.2;

    private HistoryBaseline() {}

    /** How the baseline is put right. */
    public enum Adjustment {
        NONE,
        /** Times actual over baseline in the window, held in 0.8..1.2; 1 where the baseline is not above zero. */
        RATIO,
        /** Plus actual less baseline in the window, and never below zero. */
        DIFFERENCE
    }

    /**
     * @param days each with one value per interval of the day, the newest last
     * @param chosen how many of the days count
     * @param byHighest whether those with the highest use in the event count, else the newest
     * @param eventDay what was metered on it
     * @param event @param window indexes of the day's intervals
     * @return per interval of the event
     */
    public static double[] of(
            List<double[]> days,
            int chosen,
            boolean byHighest,
            double[] eventDay,
            int[] event,
            int[] window,
            Adjustment adjustment) {
        if (days.size() < chosen) {
            throw new IllegalArgumentException(
                    "The baseline needs %d days; there are %d.".formatted(chosen, days.size()));
        }
        List<double[]> counted = new ArrayList<>(days);
        if (byHighest) {
            counted.sort(Comparator.comparingDouble((double[] day) -> -mean(day, event)));
            counted = counted.subList(0, chosen);
        } else {
            counted = counted.subList(counted.size() - chosen, counted.size());
        }
        double[] like = mean(counted);
        double actual = window.length == 0 ? 0 : mean(eventDay, window);
        double before = window.length == 0 ? 0 : mean(like, window);
        double[] baseline = new double[event.length];
        for (int i = 0; i < event.length; i++) {
            baseline[i] = switch (adjustment) {
                case NONE -> like[event[i]];
                case RATIO -> like[event[i]] * ratio(actual, before);
                case DIFFERENCE -> Math.max(0, like[event[i]] + actual - before);
            };
        }
        return baseline;
    }

    private static double ratio(double actual, double before) {
        return before <= 0 ? 1 : Math.max(LEAST_RATIO, Math.min(MOST_RATIO, actual / before));
    }

    private static double mean(double[] day, int[] intervals) {
        return IntStream.of(intervals).mapToDouble(h -> day[h]).average().orElse(0);
    }

    private static double[] mean(List<double[]> days) {
        double[] mean = new double[days.get(0).length];
        for (double[] day : days) {
            for (int h = 0; h < mean.length; h++) {
                mean[h] += day[h] / days.size();
            }
        }
        return mean;
    }
}
