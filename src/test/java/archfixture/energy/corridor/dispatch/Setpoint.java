package archfixture.energy.corridor.dispatch;

import archfixture.energy.corridor.telemetry.EvseId;

/** Names what a fleet state hands on. */
public record Setpoint(EvseId evse) {}
