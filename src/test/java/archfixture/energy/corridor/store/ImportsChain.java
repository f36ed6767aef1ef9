package archfixture.energy.corridor.store;

import archfixture.energy.corridor.chain.Chain;

/** An adapter that knows another. */
public record ImportsChain(Chain forbidden) {}
