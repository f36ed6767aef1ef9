package archfixture.energy.corridor.duty;

import jakarta.inject.Provider;

/** A stage that knows the container. */
public record ImportsJakarta(Provider<String> forbidden) {}
