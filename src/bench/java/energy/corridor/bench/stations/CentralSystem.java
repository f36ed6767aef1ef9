package energy.corridor.bench.stations;

import java.io.IOException;
import java.util.List;

/** A central system in a process of its own, watched from outside. */
interface CentralSystem extends AutoCloseable {

    String name();

    int port();

    /** Makes the stations known, where the system asks for that. */
    void register(List<String> stations) throws IOException, InterruptedException;

    /** The process that serves the stations. */
    ProcessFigures process();

    /** CPU time of its database so far, microseconds; 0 without one. */
    long databaseCpuMicros() throws IOException;

    @Override
    void close() throws IOException, InterruptedException;
}
