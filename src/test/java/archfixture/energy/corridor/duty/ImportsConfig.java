package archfixture.energy.corridor.duty;

import org.eclipse.microprofile.config.Config;

/** A stage that reads the configuration. */
public record ImportsConfig(Config forbidden) {}
