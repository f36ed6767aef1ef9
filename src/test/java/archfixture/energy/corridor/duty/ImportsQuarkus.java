package archfixture.energy.corridor.duty;

import io.quarkus.runtime.StartupEvent;

/** A stage that knows the framework. */
public record ImportsQuarkus(StartupEvent forbidden) {}
