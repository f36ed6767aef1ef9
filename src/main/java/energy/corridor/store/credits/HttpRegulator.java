package energy.corridor.store.credits;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import energy.corridor.credits.CreditDevice;
import energy.corridor.credits.CreditVehicle;
import energy.corridor.credits.RegulatorGateway;
import energy.corridor.credits.Report;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The authority over HTTP: JSON in, a receipt and credits per device back. Decimals travel as texts. */
public final class HttpRegulator implements RegulatorGateway {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration WAIT = Duration.ofSeconds(20);

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(WAIT).build();
    private final String url;

    /** @param url without a slash at its end */
    public HttpRegulator(String url) {
        this.url = url;
    }

    @Override
    public void register(List<CreditDevice> devices, List<CreditVehicle> vehicles) throws IOException {
        ObjectNode body = JSON.createObjectNode();
        ArrayNode array = body.putArray("devices");
        for (CreditDevice device : devices) {
            array.addObject()
                    .put("registrationNo", device.registrationNo())
                    .put("serial", device.serial())
                    .put("manufacturer", device.manufacturer())
                    .put("model", device.model())
                    .put("level", device.level().words())
                    .put("ports", device.ports())
                    .put("ratedKw", device.ratedKw().toPlainString())
                    .put("endUse", device.endUse())
                    .put("latitude", device.latitude().toPlainString())
                    .put("longitude", device.longitude().toPlainString())
                    .put("status", device.status().name());
        }
        ArrayNode flat = body.putArray("vehicles");
        for (CreditVehicle vehicle : vehicles) {
            flat.addObject()
                    .put("registrationNo", vehicle.registration())
                    .put("vehicleClass", vehicle.vehicleClass())
                    .put("active", vehicle.active());
        }
        JsonNode answer = send("/devices", body, "");
        if (!answer.path("rejected").isEmpty()) {
            throw new IllegalArgumentException("The authority refuses devices: " + answer.path("rejected"));
        }
    }

    @Override
    public Answer submit(Report report) throws IOException {
        ObjectNode body = JSON.createObjectNode();
        body.put("programme", report.programme())
                .put("reportId", report.id())
                .put("version", report.version())
                .put("periodStart", report.from().toString())
                .put("periodEnd", report.to().toString());
        ArrayNode rows = body.putArray("rows");
        for (Report.Line line : report.lines()) {
            rows.addObject()
                    .put("registrationNo", line.registrationNo())
                    .put("endUse", line.endUse())
                    .put("kwh", line.kwh().toPlainString());
        }
        JsonNode answer = send("/reports", body, report.key());
        Map<String, BigDecimal> credits = new TreeMap<>();
        for (JsonNode row : answer.path("credits")) {
            credits.put(
                    row.path("registrationNo").asText(),
                    new BigDecimal(row.path("credits").asText()));
        }
        List<String> reasons = new ArrayList<>();
        answer.path("reasons").forEach(r -> reasons.add(r.asText()));
        String receipt = answer.path("receipt").asText();
        boolean accepted = answer.path("status").asText().equals("ACCEPTED");
        return accepted && credits.isEmpty() && answer.hasNonNull("total")
                ? Answer.ofTotal(
                        report, receipt, new BigDecimal(answer.path("total").asText()))
                : new Answer(receipt, accepted, credits, reasons);
    }

    private JsonNode send(String path, ObjectNode body, String key) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(WAIT)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key.isEmpty() ? "-" : key)
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                .build();
        try {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new IOException(
                        "The authority answered %d to %s: %s".formatted(response.statusCode(), path, response.body()));
            }
            return JSON.readTree(response.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Waiting for the authority was interrupted.", e);
        }
    }
}
