package energy.corridor.sim.scenario;

/**
 * Where a site meets the grid.
 *
 * @param limitKw most it may import
 * @param priceEurPerKwh what imported energy costs
 * @param loadKw what the site draws beside charging, less what it generates; negative when it generates more
 */
public record GridConnector(String id, StepFunction limitKw, StepFunction priceEurPerKwh, StepFunction loadKw) {}
