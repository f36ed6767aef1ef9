package energy.corridor.bench.stations;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** CPU, resident memory and heap of a Java process, from {@code /proc} and {@code jcmd}; Linux only. */
final class ProcessFigures {

    private static final long TICK_MICROS = 10_000; // USER_HZ is 100 on every Linux we know
    private static final Pattern RSS = Pattern.compile("VmRSS:\\s+(\\d+) kB");
    private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+(\\d+)\\s+(\\d+)");

    private final long pid;

    ProcessFigures(long pid) {
        this.pid = pid;
    }

    long cpuMicros() throws IOException {
        return cpuMicros(pid, false);
    }

    /** User and system time. @param children whether to add that of children that have ended */
    static long cpuMicros(long pid, boolean children) throws IOException {
        String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" "); // proc(5): state is field 3
        long ticks = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
        if (children) {
            ticks += Long.parseLong(fields[13]) + Long.parseLong(fields[14]);
        }
        return ticks * TICK_MICROS;
    }

    double rssMb() throws IOException {
        Matcher rss = RSS.matcher(Files.readString(Path.of("/proc/" + pid + "/status")));
        if (!rss.find()) {
            throw new IOException("/proc/%d/status tells no VmRSS.".formatted(pid));
        }
        return Long.parseLong(rss.group(1)) / 1024.0;
    }

    int threads() throws IOException {
        try (var tasks = Files.list(Path.of("/proc/" + pid + "/task"))) {
            return Math.toIntExact(tasks.count());
        }
    }

    /** What is alive after a full collection, which this asks for. */
    double liveHeapMb() throws IOException, InterruptedException {
        Process jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(pid),
                        "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        String histogram = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Matcher total = TOTAL.matcher(histogram);
        if (jcmd.waitFor() != 0 || !total.find()) {
            throw new IOException("jcmd told no histogram of process %d: %s"
                    .formatted(pid, histogram.substring(0, Math.min(300, histogram.length()))));
        }
        return Long.parseLong(total.group(2)) / 1024.0 / 1024.0;
    }
}
