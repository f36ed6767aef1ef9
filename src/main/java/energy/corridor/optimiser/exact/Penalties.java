package energy.corridor.optimiser.exact;

/**
 * What a broken promise costs in the optimisation, and a factor on money: weights that put the aims of the charging problem in their
 * order. EUR per kWh; below is counted at every boundary.
 *
 * @param exceeded import above the site's limit, which only base load can cause
 * @param clamped what a trip takes below zero
 * @param below what a battery lacks of minSocKwh on the way up
 * @param unmet required energy that is missing
 * @param broken what is missing of bands and of storage's finalMinKwh
 * @param money 1, or 0 where only the aims above it are asked for
 */
record Penalties(double exceeded, double clamped, double below, double unmet, double broken, double money) {}
