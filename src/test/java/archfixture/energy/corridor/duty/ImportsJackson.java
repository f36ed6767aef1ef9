package archfixture.energy.corridor.duty;

import com.fasterxml.jackson.databind.JsonNode;

/** A stage that knows a wire format. */
public record ImportsJackson(JsonNode forbidden) {}
