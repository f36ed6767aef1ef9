package energy.corridor.gridlink.openadr;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** A server of OpenADR 3 on a real socket, as strict as the specification about what it is sent, and as careless as told about the rest. */
final class TestVtn implements AutoCloseable {

    static {
        System.setProperty("sun.net.httpserver.nodelay", "true"); // or each answer takes 40 ms
    }

    private static final JsonMapper JSON = new JsonMapper();

    final Map<String, List<ObjectNode>> objects = new TreeMap<>();
    final List<String> calls = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private final boolean early;
    private int tokens;
    private int nextId = 1;

    /** Calls that are answered with this status, or not at all (0); by "METHOD /path". */
    final Map<String, Integer> broken = new TreeMap<>();

    /** What else it answers to GET; by path, with ' for ". */
    final Map<String, String> documents = new TreeMap<>();

    /** Tokens the server has forgotten, and how it says so. */
    int refusal = 403;

    private boolean forgetful;

    TestVtn(Connection.Version version) throws IOException {
        early = version == Connection.Version.V3_0_1;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.setExecutor(Executors.newSingleThreadExecutor());
        server.start();
        for (String kind : List.of("programs", "events", "vens", "reports", "subscriptions")) {
            objects.put(kind, new ArrayList<>());
        }
        add("programs", "{'programName': 'limits'}");
    }

    URI url() {
        return URI.create(
                "http://127.0.0.1:%d/openadr3".formatted(server.getAddress().getPort()));
    }

    /** @param json with ' for " */
    synchronized ObjectNode add(String kind, String json) {
        try {
            ObjectNode object = (ObjectNode) JSON.readTree(json.replace('\'', '"'));
            if (!object.has("id")) {
                object.put("id", kind + "-" + nextId++);
            }
            list(kind).removeIf(o -> o.get("id").equals(object.get("id")));
            list(kind).add(object);
            return object;
        } catch (IOException e) {
            throw new IllegalArgumentException(json, e);
        }
    }

    synchronized void remove(String kind, String id) {
        list(kind).removeIf(o -> o.get("id").asText().equals(id));
    }

    /** The next call's token is not known any more. */
    void forgetTokens() {
        forgetful = true;
    }

    synchronized List<ObjectNode> kept(String kind) {
        return List.copyOf(list(kind));
    }

    private List<ObjectNode> list(String kind) {
        return objects.computeIfAbsent(kind, k -> new ArrayList<>());
    }

    private synchronized void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath().replaceFirst("^/openadr3", "");
        String query = exchange.getRequestURI().getQuery();
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        String call = exchange.getRequestMethod() + " " + path;
        calls.add(call + (query == null ? "" : "?" + query));
        try {
            Integer trouble = broken.get(call);
            if (trouble != null && trouble == 0) {
                throw new IOException("cut on purpose"); // the server's way to hang up
            }
            if (trouble != null) {
                answer(exchange, trouble, "{'title': 'broken on purpose', 'status': '%d'}".formatted(trouble));
            } else if (path.equals("/auth/server") && !early) {
                answer(exchange, 200, "{'tokenURL': '%s/token-elsewhere'}".formatted(url()));
            } else if (path.equals(early ? "/auth/token" : "/token-elsewhere")) {
                boolean right =
                        body.contains("grant_type=client_credentials") && body.contains("client_secret=s%26cret");
                answer(exchange, right ? 200 : 401, "{'access_token': 'token-%d'}".formatted(++tokens));
            } else if (!("Bearer token-" + tokens)
                            .equals(exchange.getRequestHeaders().getFirst("Authorization"))
                    || forgetful) {
                forgetful = false;
                answer(exchange, refusal, "{'title': 'no such token'}");
            } else {
                serve(exchange, path, query == null ? "" : query, body);
            }
        } finally {
            exchange.close();
        }
    }

    private void serve(HttpExchange exchange, String path, String query, String body) throws IOException {
        if (path.startsWith("/notifiers")) {
            String document = documents.get(path);
            answer(exchange, document == null ? 404 : 200, document == null ? "{}" : document);
            return;
        }
        String[] parts = path.split("/", -1);
        List<ObjectNode> kind = list(parts[1]);
        switch (exchange.getRequestMethod()) {
            case "GET" -> {
                if (parts.length > 2) {
                    answer(
                            exchange,
                            200,
                            kind.stream()
                                    .filter(o -> o.get("id").asText().equals(parts[2]))
                                    .findFirst()
                                    .orElseThrow()
                                    .toString());
                    return;
                }
                int skip = Integer.parseInt(query.replaceFirst(".*skip=(\\d+).*", "$1"));
                ArrayNode page = JSON.createArrayNode();
                kind.stream().skip(skip).limit(2).forEach(page::add); // two at a time, whatever is asked for
                answer(exchange, 200, page.toString());
            }
            case "POST", "PUT" -> {
                ObjectNode object = (ObjectNode) JSON.readTree(body);
                String wrong = wrong(parts[1], object);
                if (!wrong.isEmpty()) {
                    answer(exchange, 400, "{'detail': '%s'}".formatted(wrong));
                    return;
                }
                if (parts.length > 2) {
                    object.put("id", parts[2]);
                }
                answer(
                        exchange,
                        exchange.getRequestMethod().equals("POST") ? 201 : 200,
                        add(parts[1], object.toString()).toString());
            }
            default -> answer(exchange, 405, "{}");
        }
    }

    /** What the specification of the version demands. */
    private String wrong(String kind, ObjectNode object) {
        if (kind.equals("vens") && object.path("venName").asText().isEmpty()) {
            return "venName is missing";
        }
        if (kind.equals("vens") && !early && !object.path("objectType").asText().equals("VEN_VEN_REQUEST")) {
            return "objectType is missing";
        }
        if (kind.equals("reports")) {
            for (JsonNode descriptor : object.path("payloadDescriptors")) {
                if (!descriptor.path("objectType").asText().equals("REPORT_PAYLOAD_DESCRIPTOR")) {
                    return "objectType of a descriptor is missing";
                }
            }
            return object.has("programID") == early ? "" : "programID belongs to 3.0.1 and to it alone";
        }
        return "";
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        byte[] bytes = json.replace('\'', '"').getBytes(UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
