package energy.corridor.sim.authority;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;

/**
 * What the authority pays per kWh. It works in grams: it rounds the grams of a row down to whole ones before it makes tonnes of them, so
 * that its figures may differ from the reporter's by up to a gram.
 */
record Tariff(Map<String, BigDecimal> gramsPerKwh) {

    private static final BigDecimal MEGAJOULES = new BigDecimal("3.6");
    private static final Map<Integer, BigDecimal> DIESEL =
            Map.of(2024, new BigDecimal("79.28"), 2025, new BigDecimal("77.11"), 2026, new BigDecimal("74.94"));
    private static final BigDecimal ELECTRICITY = new BigDecimal("12.14");

    static Tariff of(String programme, int year) {
        if (!programme.equals("BC") || !DIESEL.containsKey(year)) {
            throw new IllegalArgumentException("This authority takes reports of BC for 2024 to 2026, not of %s for %d."
                    .formatted(programme, year));
        }
        BigDecimal standard = DIESEL.get(year);
        return new Tariff(Map.of(
                "battery-bus", grams(standard, "3.8"),
                "battery-truck", grams(standard, "3.2"),
                "cargo-handling", grams(standard, "2.5")));
    }

    private static BigDecimal grams(BigDecimal standard, String ratio) {
        return standard.multiply(new BigDecimal(ratio)).subtract(ELECTRICITY).multiply(MEGAJOULES);
    }

    BigDecimal credits(BigDecimal kwh, String endUse) {
        BigDecimal each = gramsPerKwh.get(endUse);
        if (each == null) {
            throw new IllegalArgumentException("The end use \"%s\" earns nothing here.".formatted(endUse));
        }
        return kwh.multiply(each).setScale(0, RoundingMode.DOWN).movePointLeft(6);
    }
}
