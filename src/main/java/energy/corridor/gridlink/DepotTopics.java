package energy.corridor.gridlink;

import java.util.List;
import java.util.Optional;

/** The names of one depot's topics. */
record DepotTopics(String depot) {

    DepotTopics {
        checkDepot(depot);
    }

    static void checkDepot(String depot) {
        if (depot.isBlank() || depot.matches(".*[/+#\\p{Cntrl}].*")) {
            throw new IllegalArgumentException(
                    "The setting corridor.mqtt.depot (\"%s\") must be a name without \"/\", \"+\" and \"#\"."
                            .formatted(depot));
        }
    }

    List<String> subscriptions() {
        return List.of(name("vehicles/+/soc"), name("requests/+"));
    }

    String status() {
        return name("status");
    }

    String errors() {
        return name("errors");
    }

    String corridor() {
        return name("corridor");
    }

    String power() {
        return name("power");
    }

    String flexibility() {
        return name("flexibility");
    }

    /** The vehicle that {@code …/vehicles/{vehicle}/soc} is about. */
    Optional<String> vehicleOf(String topic) {
        return middle(topic, name("vehicles/"), "/soc");
    }

    /** The id in {@code …/requests/{id}}. */
    Optional<String> requestOf(String topic) {
        return middle(topic, name("requests/"), "");
    }

    private String name(String rest) {
        return "corridor/" + depot + "/" + rest;
    }

    private static Optional<String> middle(String topic, String before, String after) {
        boolean fits =
                topic.startsWith(before) && topic.endsWith(after) && topic.length() > before.length() + after.length();
        return fits ? Optional.of(topic.substring(before.length(), topic.length() - after.length())) : Optional.empty();
    }
}
