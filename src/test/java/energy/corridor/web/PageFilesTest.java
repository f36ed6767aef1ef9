package energy.corridor.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page's files as they are served. */
class PageFilesTest {

    private static final Path FILES = Path.of("src/main/resources/META-INF/resources");

    /** A module that only another one names is asked for one round trip later. */
    @Test
    void everyModuleIsAskedForAtOnce() throws IOException {
        List<String> asked = Pattern.compile("rel=\"modulepreload\" href=\"(page/[^\"]+)\"")
                .matcher(Files.readString(FILES.resolve("index.html")))
                .results()
                .map(m -> m.group(1))
                .toList();
        try (Stream<Path> modules = Files.list(FILES.resolve("page"))) {
            assertThat(asked)
                    .containsExactlyInAnyOrderElementsOf(modules.map(p -> "page/" + p.getFileName())
                            .filter(p -> p.endsWith(".js"))
                            .toList());
        }
    }
}
