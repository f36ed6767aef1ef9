package energy.corridor.gridlink.openadr;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/** Settings of OpenADR; units, ranges and effects are in {@code solver-config/README.md}. */
@ConfigMapping(prefix = "corridor.openadr")
public interface OpenAdrSettings {

    /** A JSON file with the servers to connect to, see docs/openadr.md. Without it there is no OpenADR. */
    Optional<Path> connections();
}
