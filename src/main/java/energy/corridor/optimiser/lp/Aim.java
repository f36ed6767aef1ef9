package energy.corridor.optimiser.lp;

/** What is minimised, in the order in which it counts. */
enum Aim {
    /** kWh of import above the site's limit, which only base load can cause. */
    EXCEEDED,
    /** kWh that trips would take below zero. */
    CLAMPED,
    /** kWh below minSocKwh on the way up, summed over boundaries. */
    BELOW_MINIMUM,
    /** kWh of required energy that is missing. */
    UNMET,
    /** kWh missing of bands, firm reserves and storage's finalMinKwh. */
    BROKEN,
    /** EUR. */
    MONEY
}
