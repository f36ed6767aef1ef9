package energy.corridor.optimiser.exact;

/**
 * One limit of the tree, with the intervals in which the full power of what hangs below could pass it; a limit without such
 * intervals is no node. The root has none: its limits are {@link SiteTerms}.
 *
 * @param limit index into the site's limits, −1 for the root
 * @param parent index of the node above, −1 for the root; always larger than the node's own
 * @param active those intervals, rising
 * @param importKw most power in each of them
 * @param exportKw most power back in each of them
 */
record LimitNode(int limit, int parent, int[] active, double[] importKw, double[] exportKw) {}
