package energy.corridor.sim;

import com.fasterxml.jackson.core.JsonProcessingException;
import energy.corridor.sim.scenario.ScenarioException;
import energy.corridor.sim.station.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** Where a world is kept between runs. A reader finds the old state or the new one, never half of one. */
record StateFile(Path path) {

    Optional<WorldState> read() {
        if (!Files.exists(path)) {
            return Optional.empty();
        }
        try {
            WorldState state = Json.MAPPER.readValue(path.toFile(), WorldState.class);
            if (state.format() != WorldState.FORMAT) {
                throw new ScenarioException(
                        "The state file %s has format %d; this simulator reads format %d. Name another or remove it to begin anew."
                                .formatted(path, state.format(), WorldState.FORMAT));
            }
            return Optional.of(state);
        } catch (JsonProcessingException e) {
            throw new ScenarioException(
                    "The state file %s is not one of this simulator (%s); name another or remove it to begin anew."
                            .formatted(path, e.getOriginalMessage()),
                    e);
        } catch (IOException e) {
            throw new UncheckedIOException("The state file %s cannot be read (%s).".formatted(path, e), e);
        }
    }

    void write(WorldState state) {
        try {
            Path target = path.toAbsolutePath();
            Path parent = target.getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Path fresh = target.resolveSibling(target.getFileName() + ".new");
            Files.write(fresh, Json.MAPPER.writeValueAsBytes(state));
            Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("The state file %s cannot be written (%s).".formatted(path, e), e);
        }
    }
}
