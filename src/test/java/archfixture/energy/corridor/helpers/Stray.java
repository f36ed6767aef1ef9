package archfixture.energy.corridor.helpers;

/** In a package that is no stage, no adapter and not app. */
public record Stray() {}
