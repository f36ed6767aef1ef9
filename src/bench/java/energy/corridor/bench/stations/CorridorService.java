package energy.corridor.bench.stations;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The built service with its own PostgreSQL, {@code fsync} on, and its control loop running. */
final class CorridorService implements CentralSystem {

    private static final Path JAR = Path.of("target/quarkus-app/quarkus-run.jar");
    private static final double FAILSAFE_KW = 4;

    private final Path directory;
    private final int port;
    private final Process process;
    private final HttpClient http = HttpClient.newHttpClient();

    /** @param options of the JVM */
    CorridorService(Path directory, int port, List<String> options, Map<String, String> settings)
            throws IOException, InterruptedException {
        this.directory = directory;
        this.port = port;
        if (!Files.exists(JAR)) {
            throw new IOException("%s is missing; build it: ./mvnw -q -Dmaven.test.skip=true package".formatted(JAR));
        }
        Path log = directory.resolve("service.log");
        var environment = new java.util.HashMap<>(Map.of(
                "CORRIDOR_DATA_DIR",
                directory.toString(),
                "QUARKUS_HTTP_PORT",
                Integer.toString(port),
                "CORRIDOR_ACCESS_ANONYMOUS",
                "admin",
                "QUARKUS_LOG_LEVEL",
                "WARN"));
        environment.putAll(settings);
        process = Programs.java(
                Stream.concat(options.stream(), Stream.of("-jar", JAR.toString()))
                        .toList(),
                environment,
                log);
        Programs.awaitPort(process, port, log);
    }

    @Override
    public String name() {
        return "Corridor";
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public void register(List<String> stations) throws IOException, InterruptedException {
        put("/api/site", "{\"importLimitKw\":%s}".formatted(11.0 * stations.size()));
        String evses = stations.stream()
                .map(id ->
                        "{\"station\":\"%s\",\"maxKw\":11,\"minKw\":1.4,\"failsafeKw\":%s}".formatted(id, FAILSAFE_KW))
                .collect(Collectors.joining(","));
        put("/api/depot", "{\"evses\":[%s],\"vehicles\":[]}".formatted(evses));
    }

    void put(String path, String json) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .header("Content-Type", "application/json")
                        .PUT(HttpRequest.BodyPublishers.ofString(json))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new IOException("PUT %s was answered %d: %s".formatted(path, answer.statusCode(), answer.body()));
        }
    }

    @Override
    public ProcessFigures process() {
        return new ProcessFigures(process.pid());
    }

    /** The postmaster, its children that have ended, and those that live. */
    @Override
    public long databaseCpuMicros() throws IOException {
        Path file = directory.resolve("postgres/cluster/postmaster.pid");
        long postmaster = Long.parseLong(Files.readAllLines(file).get(0).strip());
        long micros = ProcessFigures.cpuMicros(postmaster, true);
        for (ProcessHandle child :
                ProcessHandle.of(postmaster).orElseThrow().children().toList()) {
            try {
                micros += ProcessFigures.cpuMicros(child.pid(), false);
            } catch (IOException gone) {
                continue; // counted among the ended ones next time
            }
        }
        return micros;
    }

    @Override
    public void close() throws InterruptedException {
        Programs.end(process);
    }
}
