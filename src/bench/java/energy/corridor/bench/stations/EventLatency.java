package energy.corridor.bench.stations;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;

/**
 * From an event to new setpoints on the wire, in a depot whose connection is fully used: vehicles plug in one after the other, the
 * operator lowers the import limit, a station is lost. Arguments: number of stations (1000), {@code heap=512m}. Every station has a
 * vehicle that is planned; the service optimises, as it always does.
 */
final class EventLatency {

    private static final int PORT = 8380;
    private static final int MQTT_PORT = 18384;
    private static final int LATE = 20;
    private static final double KW = 50;

    private final int stations;
    private final CorridorService service;
    private final LoadGenerator load;
    private final HttpClient http = HttpClient.newHttpClient();

    private EventLatency(int stations, CorridorService service, LoadGenerator load) {
        this.stations = stations;
        this.service = service;
        this.load = load;
    }

    public static void main(String[] args) throws IOException, InterruptedException, TimeoutException {
        int stations = args.length > 0 && !args[0].contains("=") ? Integer.parseInt(args[0]) : 1000;
        String heap = args.length > 1 ? args[1].replace("heap=", "") : "512m";
        Path directory = Files.createTempDirectory("corridor-latency");
        List<String> ids = ids(stations);
        try (CorridorService service = new CorridorService(
                        directory,
                        PORT,
                        List.of("-Xmx" + heap),
                        Map.of("CORRIDOR_MQTT_EMBEDDED_PORT", Integer.toString(MQTT_PORT)));
                LoadGenerator load = new LoadGenerator(PORT, ids)) {
            new EventLatency(stations, service, load).run(ids);
        } finally {
            StationLoad.delete(directory);
        }
    }

    private static List<String> ids(int stations) {
        return IntStream.rangeClosed(1, stations)
                .mapToObj("load-%05d"::formatted)
                .toList();
    }

    private void run(List<String> ids) throws IOException, InterruptedException, TimeoutException {
        Instant now = Instant.now();
        double siteKw = 0.4 * KW * stations; // all vehicles together want more
        service.put("/api/site", "{\"importLimitKw\":%s}".formatted(siteKw));
        service.put(
                "/api/depot",
                "{\"evses\":[%s],\"vehicles\":[%s]}"
                        .formatted(
                                list(ids, "{\"station\":\"%s\",\"maxKw\":50,\"minKw\":0,\"failsafeKw\":2}"),
                                list(ids, "{\"id\":\"%s\",\"capacityKwh\":200,\"maxChargeKw\":50}")));
        service.put(
                "/api/duties",
                "{\"duties\":[%s]}"
                        .formatted(ids.stream()
                                .map(id ->
                                        "{\"vehicle\":\"%s\",\"arrival\":\"%s\",\"departure\":\"%s\",\"requiredKwh\":150}"
                                                .formatted(id, now.minusSeconds(60), now.plusSeconds(9 * 3600)))
                                .collect(Collectors.joining(","))));
        load.connect(stations - LATE);
        load.rest(Duration.ofSeconds(60)); // until the plan stands and its setpoints are out
        report("plug-in to its own setpoint", plugIns());
        load.rest(Duration.ofSeconds(20));
        report("import limit to a third, to each lowered setpoint", capped(siteKw / 3));
        load.rest(Duration.ofSeconds(20));
        report("import limit to a sixth by MQTT, to each lowered setpoint", cappedByMqtt(siteKw / 6));
        load.rest(Duration.ofSeconds(20));
        report("station lost, to the first setpoint that makes room for its fallback", lost());
    }

    private List<Double> plugIns() throws InterruptedException, TimeoutException {
        List<Double> millis = new ArrayList<>();
        for (int i = stations - LATE; i < stations; i++) {
            millis.addAll(load.setpointsAfter(Duration.ofSeconds(5), load.begins(i), List.of(i)));
        }
        return millis;
    }

    private List<Double> cappedByMqtt(double kw) throws InterruptedException, TimeoutException {
        try {
            MqttClient operator = new MqttClient("tcp://127.0.0.1:" + MQTT_PORT, "operator", new MemoryPersistence());
            operator.connect();
            byte[] request = cap("cap-by-mqtt", kw).getBytes(StandardCharsets.UTF_8);
            List<Double> millis = load.setpointsAfter(
                    Duration.ofSeconds(10),
                    () -> publish(operator, request),
                    IntStream.range(0, stations).boxed().toList());
            operator.disconnect();
            operator.close();
            return millis;
        } catch (MqttException e) {
            throw new IllegalStateException("The broker of the service did not take the request.", e);
        }
    }

    private static void publish(MqttClient operator, byte[] request) {
        try {
            operator.publish("corridor/depot/operators/north/requests/cap-by-mqtt", request, 1, false);
        } catch (MqttException e) {
            throw new IllegalStateException("The broker of the service did not take the request.", e);
        }
    }

    private static String cap(String id, double kw) {
        Instant now = Instant.now();
        return "{\"id\":\"%s\",\"kind\":\"IMPORT_LIMIT\",\"from\":\"%s\",\"to\":\"%s\",\"kw\":%s}"
                .formatted(id, now.minusSeconds(1), now.plusSeconds(3600), kw);
    }

    private List<Double> capped(double kw) throws InterruptedException, TimeoutException {
        String request = cap("cap", kw);
        return load.setpointsAfter(
                Duration.ofSeconds(10),
                () -> http.sendAsync(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + PORT + "/api/requests"))
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(request))
                                .build(),
                        HttpResponse.BodyHandlers.ofString()),
                IntStream.range(0, stations).boxed().toList());
    }

    private List<Double> lost() throws InterruptedException, TimeoutException {
        List<Double> millis = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            List<Double> each = load.setpointsAfter(
                    Duration.ofSeconds(5),
                    load.cuts(i),
                    IntStream.range(20, stations).boxed().toList());
            each.stream().min(Double::compare).ifPresent(millis::add);
        }
        return millis;
    }

    private static String list(List<String> ids, String each) {
        return ids.stream().map(each::formatted).collect(Collectors.joining(","));
    }

    private static void report(String what, List<Double> millis) {
        List<Double> sorted = millis.stream().sorted().toList();
        System.out.println(
                sorted.isEmpty()
                        ? what + ": no setpoint"
                        : String.format(
                                Locale.ROOT,
                                "| %s | %d | %.0f | %.0f | %.0f |",
                                what,
                                sorted.size(),
                                sorted.get(sorted.size() / 2),
                                sorted.get((int) Math.ceil(0.95 * sorted.size()) - 1),
                                sorted.get(sorted.size() - 1)));
    }
}
