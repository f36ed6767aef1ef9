package energy.corridor.gridlink;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names of one depot's topics. */
record DepotTopics(String depot) {

    private static final Pattern REQUEST =
            Pattern.compile("corridor/(?<depot>[^/]+)/operators/(?<operator>[^/]+)/requests/(?<id>[^/]+)");

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
        return List.of(
                name("vehicles/+/soc"),
                name("operators/+/requests/+"),
                name("operators/+/heartbeat"),
                frequency(),
                toldBy(),
                answersToMade());
    }

    /** Where elements tell their energy. Ids of elements have slashes, so they are in the payload. */
    String toldBy() {
        return name("settlement/in");
    }

    /** Where settlement's own messages go. */
    String made() {
        return name("settlement/out");
    }

    /** Where those who got them say so. */
    String answersToMade() {
        return name("settlement/answers");
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

    /** Where the grid's frequency is told. */
    String frequency() {
        return name("frequency");
    }

    /** What is made of the frequency. */
    String response() {
        return name("frequency/response");
    }

    /** The vehicle that {@code …/vehicles/{vehicle}/soc} is about. */
    Optional<String> vehicleOf(String topic) {
        return middle(topic, name("vehicles/"), "/soc");
    }

    /** The operator and the id in {@code …/operators/{operator}/requests/{id}}. */
    Optional<OfRequest> requestOf(String topic) {
        Matcher parts = REQUEST.matcher(topic);
        return parts.matches() && parts.group("depot").equals(depot)
                ? Optional.of(new OfRequest(parts.group("operator"), parts.group("id")))
                : Optional.empty();
    }

    record OfRequest(String operator, String id) {}

    /** The operator in {@code …/operators/{operator}/heartbeat}. */
    Optional<String> heartbeatOf(String topic) {
        return middle(topic, name("operators/"), "/heartbeat");
    }

    String steps(String operator) {
        return name("operators/%s/steps".formatted(operator));
    }

    String measurement(String operator) {
        return name("operators/%s/measurement".formatted(operator));
    }

    String contact(String operator) {
        return name("operators/%s/contact".formatted(operator));
    }

    /** Whether an answer to a message on {@code topic} may go to {@code responseTopic}: never where we listen or speak to others. */
    boolean mayAnswer(String topic, String responseTopic) {
        Optional<OfRequest> request = requestOf(topic);
        boolean own = request.isPresent()
                && responseTopic.startsWith(
                        name("operators/%s/answers".formatted(request.get().operator())));
        return own || !responseTopic.startsWith("corridor/");
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
