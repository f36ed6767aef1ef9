package energy.corridor.credits;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Which devices a period's energies suggest to add and to retire: one more where the busiest stands, and none that stayed strictly below
 * the threshold. The last device is never retired; the busiest is added to and not retired; ties go to the lowest id.
 */
public final class Placement {

    public enum Kind {
        ADD,
        RETIRE
    }

    /**
     * @param element where to add, or what to retire
     * @param thresholdWh scaled by the days for which the device was registered
     */
    public record Proposal(Kind kind, String element, long energyWh, long thresholdWh) {}

    /**
     * @param registeredDays for how many days of the period it was registered
     * @param grace whether it is too new to be judged
     */
    public record Usage(String element, long energyWh, int registeredDays, boolean grace) {}

    private Placement() {}

    /**
     * @param thresholdWh for a device that was registered throughout
     * @param days of the period
     */
    public static List<Proposal> proposals(List<Usage> usages, long thresholdWh, int days) {
        List<Proposal> proposals = new ArrayList<>();
        Optional<Usage> busiest = usages.stream()
                .filter(u -> u.energyWh() > 0)
                .max(Comparator.comparingLong(Usage::energyWh)
                        .thenComparing(Usage::element, Comparator.reverseOrder()));
        busiest.ifPresent(
                u -> proposals.add(new Proposal(Kind.ADD, u.element(), u.energyWh(), scaled(thresholdWh, u, days))));
        List<Usage> below = usages.stream()
                .filter(u -> !u.grace() && u.energyWh() < scaled(thresholdWh, u, days))
                .filter(u -> busiest.isEmpty() || !u.equals(busiest.get()))
                .sorted(Comparator.comparing(Usage::element))
                .toList();
        int most = Math.max(0, usages.size() - 1);
        below.stream()
                .limit(most)
                .forEach(u -> proposals.add(
                        new Proposal(Kind.RETIRE, u.element(), u.energyWh(), scaled(thresholdWh, u, days))));
        return proposals;
    }

    private static long scaled(long thresholdWh, Usage usage, int days) {
        return Math.multiplyExact(thresholdWh, usage.registeredDays()) / days;
    }
}
