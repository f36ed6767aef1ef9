package energy.corridor.optimiser.exact;

/**
 * Batteries that are priced together.
 *
 * @param node index of the lowest limit above all of them
 * @param devices their indexes
 * @param support the coordinates they can touch, rising: intervals, then counted boundaries of bands
 */
record Group(int node, int[] devices, int[] support) {}
