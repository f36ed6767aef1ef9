package energy.corridor.bench.stations;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The library's own server class, as shipped, behind handlers that answer at once and keep nothing. */
final class LibraryServer implements CentralSystem {

    private final int port;
    private final Process process;

    LibraryServer(Path directory, int port, List<String> options) throws IOException, InterruptedException {
        this.port = port;
        Path log = directory.resolve("library.log");
        process = Programs.java(
                Stream.concat(
                                options.stream(),
                                Stream.of(
                                        "-cp",
                                        System.getProperty("java.class.path"),
                                        LibraryServerMain.class.getName(),
                                        Integer.toString(port)))
                        .toList(),
                Map.of(),
                log);
        Programs.awaitPort(process, port, log);
    }

    @Override
    public String name() {
        return "JSONServer";
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public void register(List<String> stations) {}

    @Override
    public ProcessFigures process() {
        return new ProcessFigures(process.pid());
    }

    @Override
    public long databaseCpuMicros() {
        return 0;
    }

    @Override
    public void close() throws InterruptedException {
        Programs.end(process);
    }
}
