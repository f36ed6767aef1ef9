package energy.corridor.sim.station;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the service has acknowledged: it must still be there after any crash of the service. Kept in memory, in a file as
 * JSON lines (each flushed before the next message leaves), or both. A transaction is called as on the wire: by the service's number
 * in 1.6, by the station's name in 2.0.1.
 */
public final class Account implements AutoCloseable {

    /** A sampled value of an answered MeterValues or StopTransaction; {@code value} as it was written. */
    public record Reading(
            String station,
            int connector,
            String transactionId,
            Instant at,
            String context,
            String measurand,
            String unit,
            String value) {}

    /** An answered StartTransaction and the id it got. */
    public record Start(
            String station, int connector, String idTag, Instant at, long meterStartWh, String transactionId) {}

    /** An answered StopTransaction. */
    public record Stop(String station, String transactionId, Instant at, long meterStopWh, String reason) {}

    private final boolean inMemory;
    private final @Nullable Writer file;
    private final List<Reading> readings = new ArrayList<>();
    private final List<Start> starts = new ArrayList<>();
    private final List<Stop> stops = new ArrayList<>();

    /** @param file appended to */
    public Account(boolean inMemory, Optional<Path> file) {
        this.inMemory = inMemory;
        this.file = file.map(Account::append).orElse(null);
    }

    private static Writer append(Path path) {
        try {
            Path parent = path.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            return Files.newBufferedWriter(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("The file %s cannot be written (%s).".formatted(path, e), e);
        }
    }

    /** Books what the answer to a message acknowledges. */
    void answered(String station, Message message, JsonNode answer) {
        JsonNode said = message.payload();
        String transaction = said.has(Dialect201.NAME)
                ? said.path(Dialect201.NAME).asText()
                : said.path("transactionId").asText("0");
        switch (message.action()) {
            case Message.START -> {
                acknowledged(new Start(
                        station,
                        1,
                        said.path("idTag").asText(),
                        Instant.parse(said.path("timestamp").asText()),
                        said.path("meterStart").asLong(),
                        said.has(Dialect201.NAME)
                                ? transaction
                                : answer.path("transactionId").asText()));
                Samples.readings(station, transaction, said.path("transactionData"))
                        .forEach(this::acknowledged);
            }
            case Message.METER ->
                Samples.readings(station, transaction, said.path("meterValue")).forEach(this::acknowledged);
            case Message.STOP -> {
                Samples.readings(station, transaction, said.path("transactionData"))
                        .forEach(this::acknowledged);
                acknowledged(new Stop(
                        station,
                        transaction,
                        Instant.parse(said.path("timestamp").asText()),
                        said.path("meterStop").asLong(),
                        said.path("reason").asText()));
            }
            default -> {
                // nothing that must outlive the service
            }
        }
    }

    private synchronized void acknowledged(Reading reading) {
        if (inMemory) {
            readings.add(reading);
        }
        write("reading", reading);
    }

    private synchronized void acknowledged(Start start) {
        if (inMemory) {
            starts.add(start);
        }
        write("start", start);
    }

    private synchronized void acknowledged(Stop stop) {
        if (inMemory) {
            stops.add(stop);
        }
        write("stop", stop);
    }

    public synchronized List<Reading> readings() {
        return List.copyOf(readings);
    }

    public synchronized List<Start> starts() {
        return List.copyOf(starts);
    }

    public synchronized List<Stop> stops() {
        return List.copyOf(stops);
    }

    private void write(String kind, Object entry) {
        if (file != null) {
            ObjectNode line = Json.MAPPER.createObjectNode().put("kind", kind);
            line.setAll((ObjectNode) Json.MAPPER.valueToTree(entry));
            try {
                file.write(line + System.lineSeparator());
                file.flush();
            } catch (IOException e) {
                throw new UncheckedIOException("The file of acknowledged readings cannot be written.", e);
            }
        }
    }

    @Override
    public synchronized void close() {
        if (file != null) {
            try {
                file.close();
            } catch (IOException e) {
                throw new UncheckedIOException("The file of acknowledged readings cannot be closed.", e);
            }
        }
    }
}
