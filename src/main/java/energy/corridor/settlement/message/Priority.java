package energy.corridor.settlement.message;

/** What is delivered first, highest first. The class of service of an element names its own. */
public enum Priority {
    RELIABILITY,
    STABILITY,
    ENERGY_MARKET,
    BILLING_DETERMINANTS,
    ENERGY_SETTLEMENT,
    FINANCIAL_SETTLEMENT,
    TRANSMISSION,
    REVENUE_METROLOGY;

    /** @param classOfService an element's attribute; one that names no priority means energy settlement */
    public static Priority of(String classOfService) {
        for (Priority priority : values()) {
            if (priority.name().equalsIgnoreCase(classOfService.replace('-', '_'))) {
                return priority;
            }
        }
        return ENERGY_SETTLEMENT;
    }
}
