package archfixture.energy.corridor.telemetry;

import archfixture.energy.corridor.ocpp.Ocpp;

/** A stage that knows an adapter. */
public record ImportsAnAdapter(Ocpp forbidden) {}
