package energy.corridor.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A database process whose service was killed: it still holds its cluster. To be called by the holder of the directory's lock. */
final class OrphanedPostgres {

    private static final Duration ORDERLY = Duration.ofSeconds(20);
    private static final Duration BY_FORCE = Duration.ofSeconds(20);

    private OrphanedPostgres() {}

    /** Stops what runs on {@code cluster}, and returns when it is gone; does nothing where nothing runs. */
    static void stop(Path cluster) throws IOException {
        Path pidFile = cluster.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        List<String> lines = Files.readAllLines(pidFile);
        long pid = lines.isEmpty() ? 0 : Long.parseLong(lines.get(0).strip());
        ProcessHandle process = ProcessHandle.of(pid).orElse(null);
        if (process == null) {
            return; // PostgreSQL itself takes over the file of a process that is gone
        }
        if (!runsOn(cluster, process)) {
            Files.delete(
                    pidFile); // the number now belongs to another program, at which PostgreSQL would refuse to start
            return;
        }
        List<ProcessHandle> backends = process.descendants().toList();
        process.destroy(); // "smart" shutdown: the clients are gone, so it ends at once
        if (!ends(process, ORDERLY)) {
            process.destroyForcibly(); // with fsync on, recovery finds every commit
            backends.forEach(ProcessHandle::destroyForcibly);
            if (!ends(process, BY_FORCE)) {
                throw new IOException("process %d still runs on %s and cannot be stopped".formatted(pid, cluster));
            }
        }
    }

    private static boolean runsOn(Path cluster, ProcessHandle process) {
        return process.info()
                .commandLine()
                .filter(line -> line.contains(cluster.toString()))
                .isPresent();
    }

    private static boolean ends(ProcessHandle process, Duration patience) throws IOException {
        try {
            process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for process " + process.pid(), e);
        } catch (ExecutionException e) {
            throw new IOException(e);
        }
    }
}
