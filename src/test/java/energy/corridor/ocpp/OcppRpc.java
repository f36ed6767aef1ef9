package energy.corridor.ocpp;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** npm's {@code ocpp-rpc}, installed below {@code target}: a client that was not written here, with the official schemas. */
public final class OcppRpc {

    private static final Path SOURCE = Path.of("src", "test", "npm");
    private static final Path FOLDER = Path.of("target", "npm");
    private static final Path PACKAGE = FOLDER.resolve("node_modules").resolve("ocpp-rpc");

    private OcppRpc() {}

    /** Where it is; where Node is missing, the test is skipped, in CI it fails. */
    public static synchronized Path folder() {
        if (!Files.isDirectory(PACKAGE)) {
            install();
        }
        return FOLDER;
    }

    /** The official schemas of a version, by {@code Action.req} and {@code Action.conf}. */
    static Map<String, JsonNode> schemas(String version) throws IOException {
        folder();
        String file = version.replace('.', '_') + ".json";
        Map<String, JsonNode> schemas = new LinkedHashMap<>();
        for (JsonNode schema : new ObjectMapper()
                .readTree(
                        PACKAGE.resolve("lib").resolve("schemas").resolve(file).toFile())) {
            String id = schema.get("$id")
                    .textValue()
                    .replace("urn:", "")
                    .replaceAll("Request$", ".req")
                    .replaceAll("Response$", ".conf");
            schemas.put(id.contains(".") ? id : id + ".req", schema);
        }
        return schemas;
    }

    private static void install() {
        boolean ci = "true".equals(System.getenv("CI"));
        try {
            Files.createDirectories(FOLDER);
            for (String file : List.of("package.json", "package-lock.json")) {
                Files.copy(SOURCE.resolve(file), FOLDER.resolve(file), StandardCopyOption.REPLACE_EXISTING);
            }
            Process npm = new ProcessBuilder(
                            "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline")
                    .directory(FOLDER.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(FOLDER.resolve("install.log").toFile())
                    .start();
            if (!npm.waitFor(2, TimeUnit.MINUTES) || npm.exitValue() != 0) {
                npm.destroyForcibly();
                fail("npm could not install ocpp-rpc: %s", Files.readString(FOLDER.resolve("install.log")));
            }
        } catch (IOException e) {
            if (ci) {
                fail("npm is missing; .ci/run installs it", e);
            }
            assumeTrue(false, "npm is not on the PATH, so the OCPP client of npm is not tried: " + e.getMessage());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
