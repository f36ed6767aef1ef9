package archfixture.energy.corridor.ocpp;

import archfixture.energy.corridor.gridlink.Gridlink;

/** An adapter that knows another. */
public record ImportsGridlink(Gridlink forbidden) {}
