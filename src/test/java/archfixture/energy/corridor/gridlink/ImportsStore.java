package archfixture.energy.corridor.gridlink;

import archfixture.energy.corridor.store.Store;

/** An adapter that knows another. */
public record ImportsStore(Store forbidden) {}
