package energy.corridor.credits;

import energy.corridor.settlement.LargestRemainder;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The authority's interface. */
public interface RegulatorGateway {

    /**
     * @param accepted whether the report was taken
     * @param credits by registration number
     * @param reasons why rows were refused, with their numbers
     * @param within by how much our estimate may differ from a line's credits
     */
    record Answer(
            String receipt,
            boolean accepted,
            Map<String, BigDecimal> credits,
            List<String> reasons,
            BigDecimal within) {

        private static final BigDecimal EXACT = new BigDecimal("0.00001");

        public Answer(String receipt, boolean accepted, Map<String, BigDecimal> credits, List<String> reasons) {
            this(receipt, accepted, credits, reasons, EXACT);
        }

        /**
         * Of an authority that names only a sum: it is split by the lines' estimates, by largest remainder, ties to the lowest
         * registration number, in units of the sum's last decimal place.
         */
        public static Answer ofTotal(Report report, String receipt, BigDecimal total) {
            SortedMap<String, Long> weights = new TreeMap<>();
            report.lines()
                    .forEach(l -> weights.put(l.registrationNo(), Math.max(0, CreditBookings.units(l.estimate()))));
            int places = Math.max(0, total.scale());
            Map<String, BigDecimal> credits = new TreeMap<>();
            LargestRemainder.split(
                            total.setScale(places, RoundingMode.UNNECESSARY)
                                    .unscaledValue()
                                    .longValueExact(),
                            weights)
                    .forEach((no, units) -> credits.put(no, BigDecimal.valueOf(units, places)));
            return new Answer(receipt, true, credits, List.of(), BigDecimal.ONE.movePointLeft(places));
        }
    }

    /**
     * Makes devices and vehicles known to the authority; again is harmless.
     *
     * @throws IOException when it cannot be reached; try again
     */
    void register(List<CreditDevice> devices, List<CreditVehicle> vehicles) throws IOException;

    /**
     * Hands in a report under its key; the same key again gives the same receipt.
     *
     * @throws IOException when it cannot be reached; try again
     */
    Answer submit(Report report) throws IOException;
}
