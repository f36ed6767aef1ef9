package energy.corridor.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Clerks who settle periods again, report the day's energy to the authority, and sell and retire credits all the time, by REST. What was
 * not answered is asked again with the same name; what was answered is noted.
 */
final class BusyOffice implements Runnable {

    static final String BUYER = "emitter";
    static final String CREDITS = "0.00100";
    private static final String DAY = "2026-03-02";
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final String api;
    private final Instant begin;
    private final Supplier<Instant> clock;
    private final List<String> elements;
    private final Set<String> sold = ConcurrentHashMap.newKeySet();
    private final Set<String> retired = ConcurrentHashMap.newKeySet();
    private volatile int accepted;
    private volatile int runs;
    private volatile boolean ending;

    BusyOffice(int port, Instant begin, Supplier<Instant> clock, List<String> elements) {
        this.api = "http://127.0.0.1:%d/api".formatted(port);
        this.begin = begin;
        this.clock = clock;
        this.elements = elements;
    }

    /** Transfers of {@link #CREDITS} to {@link #BUYER} whose second approval was acknowledged. */
    Set<String> sold() {
        return sold;
    }

    /** Retirements of {@link #CREDITS} that were acknowledged. */
    Set<String> retired() {
        return retired;
    }

    /** Versions of the report that the authority accepted, as far as it was acknowledged. */
    int accepted() {
        return accepted;
    }

    int runs() {
        return runs;
    }

    void end() {
        ending = true;
    }

    @Override
    public void run() {
        int number = 0;
        while (!ending) {
            try {
                if (work("K%04d".formatted(number))) {
                    number++;
                }
                TimeUnit.MILLISECONDS.sleep(150);
            } catch (IOException away) {
                pause();
            } catch (InterruptedException end) {
                return;
            }
        }
    }

    /** @return whether credits were sold and retired under this name, so that the next one is taken */
    private boolean work(String name) throws IOException, InterruptedException {
        Instant hour = clock.get().minus(Duration.ofHours(1));
        if (hour.isAfter(begin)) {
            runs += post("/settlement/runs", """
                    {"run":"INITIAL","from":"%s","to":"%s"}""".formatted(begin, hour)).statusCode() == 200 ? 1 : 0;
        }
        StringBuilder devices = new StringBuilder();
        for (int i = 0; i < elements.size(); i++) {
            devices.append(i == 0 ? "" : ",").append("""
                    {"programme":"BC","element":"%s","registrationNo":"DEP01-%03d","serial":"SN-%d","manufacturer":"Acme","model":"DC-150",\
                    "ratedKw":150,"siteName":"Depot","endUse":"battery-bus","latitude":49.28273,"longitude":-123.12074,\
                    "validFrom":"2026-01-01"}""".formatted(elements.get(i), i + 1, i + 1));
        }
        post("/credits/devices", "{\"devices\":[%s]}".formatted(devices));
        post("/credits/reports", """
                {"programme":"BC","from":"%s","to":"%s"}""".formatted(DAY, DAY));
        HttpResponse<String> report = post("/credits/reports/submit?id=BC-%s-%s".formatted(DAY, DAY), "");
        if (report.statusCode() != 200
                || !JSON.readTree(report.body()).path("status").asText().equals("ACCEPTED")) {
            return false;
        }
        accepted =
                Math.max(accepted, JSON.readTree(report.body()).path("version").asInt());
        String giver = elements.get(Math.floorMod(name.hashCode(), elements.size()));
        post("/credits/transfers", """
                {"id":"%s","programme":"BC","from":"%s","to":"%s","credits":%s,"price":90,"currency":"CAD"}""".formatted(name, giver, BUYER, CREDITS));
        for (String side : List.of(giver, BUYER)) {
            HttpResponse<String> approved = post("/credits/transfers/" + name + "/approve", """
                    {"side":"%s","by":"clerk"}""".formatted(side));
            JsonNode transfer = JSON.readTree(approved.body());
            if (approved.statusCode() == 200 && transfer.path("state").asText().equals("COMPLETED")) {
                sold.add(name);
            }
        }
        HttpResponse<String> used = post("/credits/retirements", """
                {"reference":"%s","programme":"BC","holder":"%s","credits":%s}""".formatted(name, giver, CREDITS));
        if (used.statusCode() == 200) {
            retired.add(name);
        }
        return true;
    }

    HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create(api + path))
                        .timeout(Duration.ofSeconds(20))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        return JSON.readTree(HTTP.send(
                        HttpRequest.newBuilder(URI.create(api + path))
                                .timeout(Duration.ofSeconds(20))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body());
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(200);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
