package energy.corridor.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page's files as they are served. */
class PageFilesTest {

    private static final Path FILES = Path.of("src/main/resources/META-INF/resources");
    private static final Pattern STATIC_IMPORT =
            Pattern.compile("(?:^|[\\s;}*])(?:import|from)\\s*[\"']([^\"'\\s]+)[\"']");
    private static final Pattern LATER_IMPORT = Pattern.compile("import\\('([^']+)'\\)");

    private final String index = read("index.html");

    /** A module that only another one names is asked for one round trip later, and one too many keeps the first numbers waiting. */
    @Test
    void whatTheFirstNumbersNeedIsAskedForAtOnceAndNothingElse() {
        List<String> asked = all(Pattern.compile("rel=\"modulepreload\" href=\"([^\"]+)\""), index);
        assertThat(asked).containsExactlyInAnyOrderElementsOf(reached(begin(), STATIC_IMPORT));
        assertThat(asked).as("charts come after the numbers").noneMatch(m -> m.contains("uplot"));
    }

    @Test
    void everyModuleIsReached() throws IOException {
        Set<String> reached = reached(begin(), Pattern.compile(STATIC_IMPORT + "|" + LATER_IMPORT));
        try (Stream<Path> modules = Files.list(FILES.resolve("page"))) {
            assertThat(modules.map(p -> "page/" + p.getFileName()).filter(p -> p.endsWith(".js")))
                    .isSubsetOf(reached);
        }
    }

    private List<String> begin() {
        return all(Pattern.compile("<script type=\"module\" src=\"([^\"]+)\""), index);
    }

    private Set<String> reached(List<String> begin, Pattern imports) {
        Set<String> known = new TreeSet<>(begin);
        Deque<String> open = new ArrayDeque<>(begin);
        while (!open.isEmpty()) {
            String module = open.pop();
            for (String name : all(imports, read(module))) {
                String found = resolved(module, name);
                if (known.add(found)) {
                    open.push(found);
                }
            }
        }
        return known;
    }

    /** As a browser does with the page's import map. */
    private String resolved(String module, String name) {
        if (name.startsWith(".")) {
            return Path.of(module).resolveSibling(name).normalize().toString();
        }
        Map<String, String> map = Pattern.compile("\"([^\"]+)\": \"\\./([^\"]+)\"")
                .matcher(index)
                .results()
                .collect(Collectors.toMap(m -> m.group(1), m -> m.group(2)));
        return map.entrySet().stream()
                .filter(e -> e.getKey().endsWith("/")
                        ? name.startsWith(e.getKey())
                        : e.getKey().equals(name))
                .max(Comparator.comparingInt(e -> e.getKey().length()))
                .map(e -> e.getValue() + name.substring(e.getKey().length()))
                .orElseThrow(() -> new AssertionError("%s imports %s, which is not mapped.".formatted(module, name)));
    }

    private static List<String> all(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(m -> Arrays.stream(new int[] {1, 2})
                        .filter(g -> g <= m.groupCount() && m.group(g) != null)
                        .mapToObj(m::group)
                        .findFirst()
                        .orElseThrow())
                .toList();
    }

    private static String read(String file) {
        try (InputStream in = PageFilesTest.class.getResourceAsStream("/META-INF/resources/" + file)) {
            assertThat(in).as(file).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
