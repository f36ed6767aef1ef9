package archfixture.energy.corridor.chain;

import archfixture.energy.corridor.web.Web;

/** An adapter that knows another. */
public record ImportsWeb(Web forbidden) {}
