package energy.corridor.credits;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** The authority's interface. */
public interface RegulatorGateway {

    /**
     * @param accepted whether the report was taken
     * @param credits by registration number
     * @param reasons why rows were refused, with their numbers
     */
    record Answer(String receipt, boolean accepted, Map<String, BigDecimal> credits, List<String> reasons) {}

    /**
     * Makes devices known to the authority; again is harmless.
     *
     * @throws IOException when it cannot be reached; try again
     */
    void register(List<CreditDevice> devices) throws IOException;

    /**
     * Hands in a report under its key; the same key again gives the same receipt.
     *
     * @throws IOException when it cannot be reached; try again
     */
    Answer submit(Report report) throws IOException;
}
