package archfixture.energy.corridor.web;

import archfixture.energy.corridor.app.Main;

/** Knows the wiring. */
public record ImportsApp(Main forbidden) {}
