package energy.corridor.bench.stations;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

/**
 * Many stations on one central system in a process of its own, Corridor and beside it the library's server class. The generator
 * shares the machine. Arguments, any of them: numbers of stations (1000, 5000 and 10000 when none), {@code seconds=15} per figure,
 * {@code samples=3} readings per MeterValues, {@code rate=1000} messages per second of the paced figure, {@code busy=1000} stations of
 * the saturated one, {@code only=corridor} or {@code only=library}, {@code port=8380}, {@code heap=512m}. Table to standard output,
 * progress to standard error.
 */
final class StationLoad {

    private static final int SPARE_FILES = 500;

    private final Map<String, String> options;

    private StationLoad(Map<String, String> options) {
        this.options = options;
    }

    public static void main(String[] args) throws IOException, InterruptedException, TimeoutException {
        List<Integer> numbers = new ArrayList<>();
        Map<String, String> options = new java.util.HashMap<>(Map.of(
                "seconds", "15", "samples", "3", "rate", "1000", "busy", "1000", "only", "", "port", "8380", "heap",
                "512m"));
        for (String arg : args) {
            int equals = arg.indexOf('=');
            if (equals < 0) {
                numbers.add(Integer.valueOf(arg));
            } else if (options.replace(arg.substring(0, equals), arg.substring(equals + 1)) == null) {
                throw new IllegalArgumentException(
                        "Unknown option \"%s\"; allowed are %s.".formatted(arg, options.keySet()));
            }
        }
        if (numbers.isEmpty()) {
            numbers.addAll(List.of(1000, 5000, 10_000));
        }
        refuseTooFewFiles(numbers.stream().mapToInt(Integer::intValue).max().orElseThrow());
        StationLoad load = new StationLoad(options);
        List<String> table = new ArrayList<>(List.of(
                "| system | stations | live heap, MB | RSS idle, MB | RSS, MB | RSS per station, KB | threads | connect and boot, s | storm, s |"
                        + " paced p50 / p99 / max, ms | CPU per paced message, µs (database) | saturated, messages/s (p99, ms) |"
                        + " CPU per saturated message, µs (database) | RSS at the end, MB | troubles |",
                "|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|"));
        for (int stations : numbers) {
            for (String system : List.of("corridor", "library")) {
                if (Set.of("", system).contains(options.getOrDefault("only", ""))) {
                    String row = load.row(system, stations);
                    System.err.println(row);
                    table.add(row);
                }
            }
        }
        table.forEach(System.out::println);
    }

    /** One file descriptor per station here, and one there. */
    private static void refuseTooFewFiles(int stations) throws IOException {
        String limits = Files.readString(Path.of("/proc/self/limits"));
        long soft = limits.lines()
                .filter(line -> line.startsWith("Max open files"))
                .map(line -> line.substring("Max open files".length()).strip().split("\\s+")[0])
                .mapToLong(value -> value.equals("unlimited") ? Long.MAX_VALUE : Long.parseLong(value))
                .findFirst()
                .orElse(Long.MAX_VALUE);
        if (soft < stations + SPARE_FILES) {
            throw new IllegalStateException(
                    "%d stations need %d open files, and this shell allows %d; raise it: ulimit -n %d"
                            .formatted(stations, stations + SPARE_FILES, soft, 2 * stations));
        }
    }

    private int number(String option) {
        return Integer.parseInt(options.getOrDefault(option, ""));
    }

    private String row(String name, int count) throws IOException, InterruptedException, TimeoutException {
        Path directory = Files.createTempDirectory("corridor-load");
        int port = number("port");
        List<String> jvm = List.of("-Xmx" + options.get("heap"));
        List<String> ids =
                IntStream.rangeClosed(1, count).mapToObj("load-%05d"::formatted).toList();
        try (CentralSystem system = name.equals("corridor")
                        ? new CorridorService(directory, port, jvm, Map.of())
                        : new LibraryServer(directory, port, jvm);
                LoadGenerator stations = new LoadGenerator(port, ids)) {
            say("%s, %d stations: registering", system.name(), count);
            system.register(ids);
            return measure(system, stations, count);
        } finally {
            delete(directory);
        }
    }

    private String measure(CentralSystem system, LoadGenerator stations, int count)
            throws IOException, InterruptedException, TimeoutException {
        Duration time = Duration.ofSeconds(number("seconds"));
        ProcessFigures process = system.process();
        process.liveHeapMb();
        double idleMb = process.rssMb();
        long cpu = process.cpuMicros();
        List<Duration> connected = stations.connect();
        say(
                "connected and booted in %.1f s, transactions begun by %.1f s, %.1f s of CPU",
                seconds(connected.get(0)), seconds(connected.get(1)), (process.cpuMicros() - cpu) / 1e6);
        stations.rest(Duration.ofSeconds(10)); // for the profiles that the control loop sends
        double heapMb = process.liveHeapMb();
        double rssMb = process.rssMb();
        int threads = process.threads();
        LoadCounters.Seen begun = stations.take();
        say(
                "heap %.0f MB, RSS %.0f MB (idle %.0f MB), %d threads, %d calls from the service, %d troubles",
                heapMb, rssMb, idleMb, threads, begun.asked(), begun.troubles());
        stations.paced(number("rate"), number("samples"), Duration.ofSeconds(5)); // warm
        stations.take();
        Cost paced = new Cost(system);
        stations.paced(number("rate"), number("samples"), time);
        LoadCounters.Seen atRate = stations.take();
        String pacedCost = paced.perMessage(atRate.acknowledged());
        say(
                "paced: p50 %.1f p99 %.1f max %.1f ms, CPU per message %s µs",
                atRate.p50Millis(), atRate.p99Millis(), atRate.maxMillis(), pacedCost);
        Cost saturated = new Cost(system);
        Duration took = stations.saturated(number("busy"), number("samples"), time);
        LoadCounters.Seen most = stations.take();
        String saturatedCost = saturated.perMessage(most.acknowledged());
        say(
                "saturated: %.0f messages/s, p99 %.1f ms, CPU per message %s µs",
                most.acknowledged() / seconds(took), most.p99Millis(), saturatedCost);
        long failedBefore = stations.failedConnects();
        cpu = process.cpuMicros();
        Duration storm = stations.storm();
        long failed = stations.failedConnects() - failedBefore;
        say(
                "storm: all back in %.1f s, %d failed connects, %.1f s of CPU",
                seconds(storm), failed, (process.cpuMicros() - cpu) / 1e6);
        LoadCounters.Seen after = stations.take();
        double endMb = process.rssMb();
        return String.format(
                Locale.ROOT,
                "| %s | %,d | %.0f | %.0f | %.0f | %.1f | %d | %.1f | %.1f | %.1f / %.1f / %.1f | %s | %,.0f (%.0f) | %s | %.0f | %d |",
                system.name(),
                count,
                heapMb,
                idleMb,
                rssMb,
                (rssMb - idleMb) * 1024 / count,
                threads,
                seconds(connected.get(0)),
                seconds(storm),
                atRate.p50Millis(),
                atRate.p99Millis(),
                atRate.maxMillis(),
                pacedCost,
                most.acknowledged() / seconds(took),
                most.p99Millis(),
                saturatedCost,
                endMb,
                begun.troubles() + atRate.troubles() + most.troubles() + after.troubles() + failed);
    }

    /** CPU of the system and its database from now on. */
    private static final class Cost {
        private final CentralSystem system;
        private final long cpu;
        private final long database;

        Cost(CentralSystem system) throws IOException {
            this.system = system;
            cpu = system.process().cpuMicros();
            database = system.databaseCpuMicros();
        }

        String perMessage(long messages) throws IOException {
            double own = (double) (system.process().cpuMicros() - cpu) / messages;
            double its = (double) (system.databaseCpuMicros() - database) / messages;
            String ofDatabase = its == 0 ? "" : String.format(Locale.ROOT, " (%.0f)", its);
            return String.format(Locale.ROOT, "%.0f", own) + ofDatabase;
        }
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    private static void say(String text, Object... values) {
        System.err.println("  " + String.format(Locale.ROOT, text, values));
    }

    static void delete(Path directory) throws IOException {
        try (var paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
