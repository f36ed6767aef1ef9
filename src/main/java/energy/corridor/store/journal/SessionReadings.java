package energy.corridor.store.journal;

import energy.corridor.telemetry.Measurand;
import energy.corridor.telemetry.MeterReading;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Picks from all readings of one transaction, in the order of writing, the few that tell its energy, power and state of charge:
 * the registers as they stood at every anchor (first and newest SoC sample, a telematics sample, the last reading), the SoC
 * samples, the first export register and the last power.
 */
final class SessionReadings {

    private record Kept(long order, MeterReading reading) {}

    private final Map<Long, MeterReading> picked = new TreeMap<>();
    private final List<Long> anchors;
    private int nextAnchor;
    private @Nullable Kept imported;
    private @Nullable Kept lastImported; // of those that counted, the latest by the station's clock
    private @Nullable Kept exported;
    private @Nullable Kept power;
    private @Nullable Kept soc;
    private @Nullable Kept importedAtSoc;
    private @Nullable Kept exportedAtSoc;

    /** @param anchors places in the order of writing at which the registers are to be known, rising */
    SessionReadings(List<Long> anchors) {
        this.anchors = List.copyOf(anchors);
    }

    void see(long order, MeterReading reading) {
        while (nextAnchor < anchors.size() && anchors.get(nextAnchor) < order) {
            pick(imported);
            pick(exported);
            nextAnchor++;
        }
        Kept kept = new Kept(order, reading);
        if (reading.measurand() == Measurand.ENERGY_ACTIVE_IMPORT_REGISTER) {
            imported = higher(imported, kept);
            if (imported == kept
                    && (lastImported == null
                            || !reading.at().isBefore(lastImported.reading().at()))) {
                lastImported = kept;
            }
        } else if (reading.measurand() == Measurand.ENERGY_ACTIVE_EXPORT_REGISTER) {
            if (exported == null) {
                pick(kept);
            }
            exported = higher(exported, kept);
        } else if (reading.measurand() == Measurand.POWER_ACTIVE_IMPORT) {
            power = power == null || !reading.at().isBefore(power.reading().at()) ? kept : power;
        } else if (reading.measurand() == Measurand.SOC) {
            if (soc == null) {
                pick(kept);
                pick(imported);
                pick(exported);
            }
            if (soc == null || reading.at().isAfter(soc.reading().at())) {
                soc = kept;
                importedAtSoc = imported;
                exportedAtSoc = exported;
            }
        }
    }

    /** By order of writing. */
    Map<Long, MeterReading> picked() {
        pick(importedAtSoc);
        pick(exportedAtSoc);
        pick(soc);
        pick(imported);
        pick(lastImported);
        pick(exported);
        pick(power);
        return picked;
    }

    /** A register never runs backwards. */
    private static Kept higher(@Nullable Kept before, Kept now) {
        return before == null
                        || now.reading().value().compareTo(before.reading().value()) >= 0
                ? now
                : before;
    }

    private void pick(@Nullable Kept kept) {
        if (kept != null) {
            picked.put(kept.order(), kept.reading());
        }
    }
}
