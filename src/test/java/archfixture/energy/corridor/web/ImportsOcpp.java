package archfixture.energy.corridor.web;

import archfixture.energy.corridor.ocpp.Ocpp;

/** An adapter that knows another. */
public record ImportsOcpp(Ocpp forbidden) {}
