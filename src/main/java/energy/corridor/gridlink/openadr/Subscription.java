package energy.corridor.gridlink.openadr;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import energy.corridor.gridlink.openadr.Connection.Version;
import energy.corridor.gridlink.openadr.Vtn.Trouble;
import java.util.Optional;

/** The one subscription of the depot at a server, by which events are notified to us; looked for before it is made. */
final class Subscription {

    private Subscription() {}

    static void ensure(Connection connection, Vtn vtn) throws Trouble, InterruptedException {
        String name = "corridor-" + connection.venName();
        for (JsonNode known : vtn.all("/subscriptions", "")) {
            if (AdrText.text(known, "clientName").filter(name::equals).isPresent()) {
                return;
            }
        }
        boolean early = connection.version() == Version.V3_0_1;
        if (!early) {
            vtn.send("POST", "/subscriptions", Optional.of(body(connection, name, false)));
            return;
        }
        for (JsonNode program : vtn.all("/programs", "")) { // 3.0.1 subscribes program by program
            ObjectNode body = body(connection, name, true);
            body.put("programID", AdrText.text(program, "id").orElse(""));
            vtn.send("POST", "/subscriptions", Optional.of(body));
        }
    }

    private static ObjectNode body(Connection connection, String name, boolean early) {
        ObjectNode body = AdrText.JSON.createObjectNode().put("clientName", name);
        if (!early) {
            body.put("objectType", "SUBSCRIPTION");
        }
        ObjectNode operation = body.putArray("objectOperations").addObject();
        operation.putArray("objects").add("EVENT");
        ArrayNode operations = operation.putArray("operations");
        for (String word :
                early ? new String[] {"POST", "PUT", "DELETE"} : new String[] {"CREATE", "UPDATE", "DELETE"}) {
            operations.add(word);
        }
        operation.put("callbackUrl", connection.callbackUrl().orElseThrow().toString());
        operation.put("bearerToken", connection.callbackToken().orElseThrow());
        return body;
    }
}
