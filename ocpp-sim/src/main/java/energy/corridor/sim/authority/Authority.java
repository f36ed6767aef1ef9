package energy.corridor.sim.authority;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Takes devices and reports and answers with credits per device. {@code POST /devices}, {@code POST /reports} with an Idempotency-Key,
 * {@code GET /reports}. A report whose key it knows gets the answer it got before, whatever is in it then.
 */
public final class Authority implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String BY_DEVICE = "registrationNo";

    private final HttpServer server;
    private final Map<String, JsonNode> devices = new ConcurrentHashMap<>();
    private final Map<String, ObjectNode> answers = new ConcurrentHashMap<>();
    private final AtomicInteger receipts = new AtomicInteger();

    /** @param port on 127.0.0.1; 0 is any that is free */
    public Authority(int port) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/devices", exchange -> answer(exchange, this::register));
        server.createContext("/reports", exchange -> answer(exchange, this::report));
        server.setExecutor(Executors.newFixedThreadPool(2));
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:%d".formatted(server.getAddress().getPort());
    }

    /** How many reports it has taken or refused, each key once. */
    public int reports() {
        return answers.size();
    }

    private interface Desk {
        ObjectNode answer(HttpExchange exchange, JsonNode body) throws IOException;
    }

    private static void answer(HttpExchange exchange, Desk desk) throws IOException {
        try (exchange) {
            byte[] bytes;
            int status = 200;
            try {
                JsonNode body = JSON.readTree(exchange.getRequestBody());
                bytes = desk.answer(exchange, body).toString().getBytes(StandardCharsets.UTF_8);
            } catch (IllegalArgumentException | java.time.DateTimeException | IOException broken) {
                status = 400;
                bytes = String.valueOf(broken.getMessage()).getBytes(StandardCharsets.UTF_8);
            }
            exchange.getResponseHeaders().set("Content-Type", status == 200 ? "application/json" : "text/plain");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private ObjectNode register(HttpExchange exchange, JsonNode body) {
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode rejected = answer.putArray("rejected");
        for (JsonNode device : body.path("devices")) {
            String no = device.path(BY_DEVICE).asText();
            if (!no.matches("[A-Za-z0-9]+-\\d{3}")
                    || device.path("serial").asText().isBlank()) {
                rejected.add(no + ": a device needs a number such as AB01-001 and a serial number.");
            } else {
                devices.put(no, device);
            }
        }
        answer.put("registered", devices.size());
        return answer;
    }

    private ObjectNode report(HttpExchange exchange, JsonNode body) {
        ObjectNode answer = JSON.createObjectNode();
        if (exchange.getRequestMethod().equals("GET")) {
            ArrayNode all = answer.putArray("reports");
            answers.forEach((key, given) -> all.addObject().put("key", key).setAll(given));
            return answer;
        }
        String key = String.valueOf(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
        return answers.computeIfAbsent(key, k -> decide(body));
    }

    private ObjectNode decide(JsonNode report) {
        ObjectNode answer = JSON.createObjectNode();
        answer.put("receipt", "R-%06d".formatted(receipts.incrementAndGet()));
        ArrayNode reasons = JSON.createArrayNode();
        ArrayNode credits = JSON.createArrayNode();
        LocalDate from = LocalDate.parse(report.path("periodStart").asText());
        LocalDate to = LocalDate.parse(report.path("periodEnd").asText());
        Tariff tariff = Tariff.of(report.path("programme").asText(), to.getYear());
        if (from.getYear() != to.getYear()) {
            reasons.add("A period lies in one year; %s to %s does not.".formatted(from, to));
        }
        Set<String> seen = new HashSet<>();
        int row = 1; // the header
        for (JsonNode line : report.path("rows")) {
            row++;
            String no = line.path(BY_DEVICE).asText();
            BigDecimal kwh = new BigDecimal(line.path("kwh").asText());
            JsonNode device = devices.get(no);
            if (device == null) {
                reasons.add("Row %d: the device %s is not registered.".formatted(row, no));
            } else if (!seen.add(no)) {
                reasons.add("Row %d: the device %s is there twice.".formatted(row, no));
            } else if (kwh.signum() < 0) {
                reasons.add("Row %d: %s kWh is below 0.".formatted(row, kwh));
            } else if (kwh.compareTo(most(device, from, to)) > 0) {
                reasons.add("Row %d: %s kWh is more than the device can give.".formatted(row, kwh));
            } else {
                credits.addObject()
                        .put(BY_DEVICE, no)
                        .put(
                                "credits",
                                tariff.credits(kwh, line.path("endUse").asText())
                                        .toPlainString());
            }
        }
        answer.put("status", reasons.isEmpty() ? "ACCEPTED" : "REJECTED");
        answer.set("reasons", reasons);
        answer.set("credits", reasons.isEmpty() ? credits : JSON.createArrayNode());
        return answer;
    }

    private static BigDecimal most(JsonNode device, LocalDate from, LocalDate to) {
        return new BigDecimal(device.path("ratedKw").asText())
                .multiply(BigDecimal.valueOf(24 * (ChronoUnit.DAYS.between(from, to) + 1)));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
