package energy.corridor.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code deploy/Containerfile} and {@code deploy/compose.yaml} as a container engine reads them. */
record DeploymentFiles(JsonNode compose, List<String> containerfile) {

    static final Path FOLDER = Path.of("deploy");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)(?::([-?])([^}]*))?}");

    /** What one COPY takes from the first stage and where it puts it. */
    record Copied(Path from, Path to) {}

    static DeploymentFiles read() throws IOException {
        return new DeploymentFiles(
                new ObjectMapper(new YAMLFactory())
                        .readTree(FOLDER.resolve("compose.yaml").toFile()),
                Files.readAllLines(FOLDER.resolve("Containerfile")));
    }

    JsonNode service(String name) {
        return compose.path("services").path(name);
    }

    /** The environment of a service where every secret is {@code secret} and nothing else is set outside. */
    Map<String, String> environment(String service) {
        Map<String, String> environment = new TreeMap<>();
        service(service)
                .path("environment")
                .fields()
                .forEachRemaining(e -> environment.put(e.getKey(), resolved(e.getValue())));
        return environment;
    }

    static String resolved(JsonNode text) {
        return VARIABLE.matcher(text.asText())
                .replaceAll(v -> "?".equals(v.group(2)) ? "secret" : Matcher.quoteReplacement(v.group(3)));
    }

    /** The path that the health check of both files asks. */
    String healthPath() {
        String asked =
                service("corridor").path("healthcheck").path("test").path(5).asText();
        return asked.replaceFirst("^http://127.0.0.1:8080", "");
    }

    List<Copied> copied() {
        return containerfile.stream()
                .filter(line -> line.startsWith("COPY --from=build "))
                .map(line -> line.split(" "))
                .map(parts -> new Copied(
                        Path.of(parts[2].replaceFirst("^/source/", "")),
                        Path.of(
                                parts[3].endsWith("/") && !parts[2].endsWith("/")
                                        ? parts[3] + name(parts[2])
                                        : parts[3])))
                .toList();
    }

    /** What follows the only line that begins with {@code instruction}. */
    String only(String instruction) {
        List<String> found = containerfile.stream()
                .filter(line -> line.startsWith(instruction + " "))
                .map(line -> line.substring(instruction.length()).strip())
                .toList();
        if (found.size() != 1) {
            throw new IllegalStateException("The Containerfile has %d lines %s.".formatted(found.size(), instruction));
        }
        return found.get(0);
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
