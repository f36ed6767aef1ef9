package energy.corridor.credits;

import energy.corridor.quantity.Units;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Energy into credits, exact, by the programme's formula and the figures of the day of supply. */
public final class CreditFormula {

    private static final List<String> CLASSES = List.of("gasoline", "diesel");
    private static final String CI = "ci/electricity";
    private static final String UCI = "uci/electricity";

    private final FactorTable table;

    public CreditFormula(FactorTable table) {
        this.table = table;
    }

    FactorTable table() {
        return table;
    }

    /**
     * @param endUse e.g. {@code battery-bus}
     * @param energyWh 0 or more
     */
    public Outcome credits(String programmeId, String endUse, long energyWh, LocalDate day) {
        Programme programme = table.programme(programmeId);
        return switch (programme.formula()) {
            case ENERGY_RATIO -> energyRatio(programme, endUse, energyWh, day);
            case GHG_QUOTA -> ghgQuota(programme, energyWh, day);
            case RENEWABLE_SHARE -> renewableShare(programme, energyWh, day);
            case NOT_ELIGIBLE ->
                new Outcome.NotEligible(
                        "Under %s electricity for road vehicles does not count.".formatted(programme.name()));
        };
    }

    /** Rounded once, half up, to the programme's places. */
    public BigDecimal rounded(String programme, BigDecimal exact) {
        return exact.setScale(table.programme(programme).scale(), RoundingMode.HALF_UP);
    }

    /** {@code E_MJ · (EER · standard − (CI + UCI)) / 10⁶} */
    private Outcome energyRatio(Programme programme, String endUse, long energyWh, LocalDate day) {
        Optional<String> fuelClass = CLASSES.stream()
                .filter(c -> table.on(programme.id(), eer(c, endUse), day).isPresent())
                .findFirst();
        if (fuelClass.isEmpty()) {
            return new Outcome.NeedsFactor(eer("gasoline|diesel", endUse), day);
        }
        Sources sources = new Sources(programme.id(), day);
        BigDecimal eer = sources.value(eer(fuelClass.get(), endUse));
        BigDecimal standard = sources.value("standard/" + fuelClass.get());
        BigDecimal intensity = sources.value(CI).add(sources.optional(UCI));
        return sources.outcome(Units.whToMegajoules(energyWh)
                .multiply(eer.multiply(standard).subtract(intensity))
                .movePointLeft(6));
    }

    /** {@code kWh · 3.6/1000 · 3 · (94.1 · (1 − quota) − EF · 0.4)}, kg */
    private Outcome ghgQuota(Programme programme, long energyWh, LocalDate day) {
        Sources sources = new Sources(programme.id(), day);
        BigDecimal reference = sources.value("reference");
        BigDecimal remaining = BigDecimal.ONE.subtract(sources.value("quota"));
        BigDecimal emission = sources.value(CI).multiply(sources.value("drive"));
        return sources.outcome(Units.whToMegajoules(energyWh)
                .movePointLeft(3)
                .multiply(sources.value("multiplier"))
                .multiply(reference.multiply(remaining).subtract(emission)));
    }

    /** {@code kWh · renewable share · 183 · 3.6 / 1000}, kg */
    private Outcome renewableShare(Programme programme, long energyWh, LocalDate day) {
        Sources sources = new Sources(programme.id(), day);
        return sources.outcome(Units.whToMegajoules(energyWh)
                .multiply(sources.value("renewable-share"))
                .multiply(sources.value("comparator"))
                .movePointLeft(3));
    }

    private static String eer(String fuelClass, String endUse) {
        return "eer/%s/%s".formatted(fuelClass, endUse);
    }

    /** The figures of one day, and the first that is missing. */
    private final class Sources {
        private final String programme;
        private final LocalDate day;
        private final List<String> refs = new ArrayList<>();
        private Optional<String> missing = Optional.empty();

        Sources(String programme, LocalDate day) {
            this.programme = programme;
            this.day = day;
        }

        BigDecimal value(String key) {
            Optional<Factor> factor = table.on(programme, key, day);
            factor.ifPresent(f -> refs.add(f.ref()));
            if (factor.isEmpty() && missing.isEmpty()) {
                missing = Optional.of(key);
            }
            return factor.map(Factor::value).orElse(BigDecimal.ZERO);
        }

        BigDecimal optional(String key) {
            return table.on(programme, key, day).map(Factor::value).orElse(BigDecimal.ZERO);
        }

        Outcome outcome(BigDecimal credits) {
            return missing.<Outcome>map(key -> new Outcome.NeedsFactor(key, day))
                    .orElseGet(() -> new Outcome.Credits(credits, List.copyOf(refs)));
        }
    }
}
