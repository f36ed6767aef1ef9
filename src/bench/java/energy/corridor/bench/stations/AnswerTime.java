package energy.corridor.bench.stations;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * From a grid operator's request by REST to its decision, while the service plans as it always does. Arguments: number of vehicles
 * (1000), {@code heap=1g}. Requests one after the other, then five at once.
 */
final class AnswerTime {

    private static final int PORT = 18580;
    private static final int ROUNDS = 6;
    private static final Pattern DECIDED =
            Pattern.compile("\"decision\":\\{\"state\":\"([A-Z_]+)\",\"code\":\"([A-Z_]+)\"");

    private final CorridorService service;
    private final int vehicles;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, Integer> answers = new TreeMap<>();

    private AnswerTime(CorridorService service, int vehicles) {
        this.service = service;
        this.vehicles = vehicles;
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        int vehicles = args.length > 0 && !args[0].contains("=") ? Integer.parseInt(args[0]) : 1000;
        String heap = args.length > 1 ? args[1].replace("heap=", "") : "1g";
        Path directory = Files.createTempDirectory("corridor-answers");
        try (CorridorService service = new CorridorService(directory, PORT, List.of("-Xmx" + heap), Map.of())) {
            new AnswerTime(service, vehicles).run();
        } finally {
            StationLoad.delete(directory);
        }
    }

    private void run() throws IOException, InterruptedException {
        Instant now = Instant.now();
        service.put(
                "/api/site",
                "{\"importLimitKw\":%s,\"prices\":[%s,%s,%s]}"
                        .formatted(
                                20.0 * vehicles,
                                price(now, 0.3),
                                price(
                                        now.plusSeconds(3 * 3600),
                                        0.1), // so that most charge in the hours that are asked for
                                price(now.plusSeconds(6 * 3600), 0.2)));
        service.put(
                "/api/depot",
                "{\"evses\":[%s],\"vehicles\":[%s]}"
                        .formatted(
                                list(i -> "{\"station\":\"load-%d\",\"maxKw\":50,\"minKw\":0,\"failsafeKw\":2}"
                                        .formatted(i)),
                                list(i -> "{\"id\":\"bus-%d\",\"capacityKwh\":200,\"maxChargeKw\":50}".formatted(i))));
        service.put(
                "/api/duties",
                "{\"duties\":[%s]}"
                        .formatted(list(i ->
                                "{\"vehicle\":\"bus-%d\",\"arrival\":\"%s\",\"departure\":\"%s\",\"requiredKwh\":150}"
                                        .formatted(
                                                i,
                                                now.plusSeconds(600 + i % 60 * 60),
                                                now.plusSeconds(9 * 3600 + i % 97 * 120)))));
        Thread.sleep(20_000); // until the first plans stand
        List<Double> alone = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            for (String request : requests("round-" + round)) {
                alone.add(seconds(ask(request)));
            }
        }
        List<CompletableFuture<Double>> together = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            together.add(ask(requests("burst-" + i).get(1)));
        }
        report("one after the other", alone);
        report("five at once", together.stream().map(AnswerTime::seconds).toList());
        answers.forEach((answer, count) -> System.out.println(count + " x " + answer));
    }

    private List<String> requests(String id) {
        Instant from = Instant.now().plusSeconds(4 * 3600);
        String window = "\"operator\":\"north\",\"from\":\"%s\",\"to\":\"%s\"".formatted(from, from.plusSeconds(3600));
        return List.of(
                "{\"id\":\"cap-%s\",\"kind\":\"IMPORT_LIMIT\",%s,\"kw\":%s}".formatted(id, window, 10.0 * vehicles),
                "{\"id\":\"less-%s\",\"kind\":\"DISPATCH\",\"relative\":true,%s,\"kw\":%s}"
                        .formatted(id, window, -0.5 * vehicles),
                "{\"id\":\"up-%s\",\"kind\":\"RESERVE_UP\",%s,\"kw\":%s,\"holdMinutes\":15}"
                        .formatted(id, window, 0.2 * vehicles));
    }

    private static String price(Instant from, double eurPerKwh) {
        return "{\"from\":\"%s\",\"importEurPerKwh\":%s}".formatted(from, eurPerKwh);
    }

    /** Seconds until the answer with the decision is here. */
    private CompletableFuture<Double> ask(String request) {
        long begin = System.nanoTime();
        return http.sendAsync(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + PORT + "/api/requests"))
                                .header("Content-Type", "application/json")
                                .header("Prefer", "wait=30")
                                .POST(HttpRequest.BodyPublishers.ofString(request))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .thenApply(response -> {
                    double seconds = (System.nanoTime() - begin) / 1e9;
                    Matcher decided = DECIDED.matcher(response.body());
                    String answer = decided.find() ? decided.group(1) + " " + decided.group(2) : "no decision";
                    synchronized (answers) {
                        answers.merge(request.split("\"", -1)[7] + " " + answer, 1, Integer::sum);
                    }
                    return seconds;
                });
    }

    private static double seconds(CompletableFuture<Double> answer) {
        return answer.join();
    }

    private String list(java.util.function.IntFunction<String> each) {
        return IntStream.range(0, vehicles).mapToObj(each).collect(Collectors.joining(","));
    }

    private static void report(String what, List<Double> seconds) {
        List<Double> sorted = seconds.stream().sorted().toList();
        System.out.printf(
                Locale.ROOT,
                "| %s | %d | %.2f | %.2f | %.2f |%n",
                what,
                sorted.size(),
                sorted.get(sorted.size() / 2),
                sorted.get((int) Math.ceil(0.95 * sorted.size()) - 1),
                sorted.get(sorted.size() - 1));
    }
}
