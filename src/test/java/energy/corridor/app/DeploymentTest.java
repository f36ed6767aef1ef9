package energy.corridor.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The files under {@code deploy/} fit the service and each other; {@link DeploymentIT} runs the service the way they say. */
class DeploymentTest {

    private DeploymentFiles files;

    @BeforeEach
    void read() throws IOException {
        files = DeploymentFiles.read();
    }

    @Test
    void everySettingThatComposeMakesExists() {
        List<String> known = SettingsCheck.types().keySet().stream()
                .map(SettingsCheck::variable)
                .toList();
        Map<String, String> environment = files.environment("corridor");
        assertThat(environment).hasSizeGreaterThan(5);
        assertThat(environment.keySet())
                .filteredOn(variable -> !variable.startsWith("QUARKUS_"))
                .isNotEmpty()
                .isSubsetOf(known);
    }

    @Test
    void theServiceKnowsItsNeighboursByTheirNamesAccountsAndPorts() {
        Map<String, String> corridor = files.environment("corridor");
        Map<String, String> postgres = files.environment("postgres");
        assertThat(corridor)
                .containsEntry(
                        "QUARKUS_DATASOURCE_JDBC_URL", "jdbc:postgresql://postgres:5432/" + postgres.get("POSTGRES_DB"))
                .containsEntry("QUARKUS_DATASOURCE_USERNAME", postgres.get("POSTGRES_USER"))
                .containsEntry("QUARKUS_DATASOURCE_PASSWORD", postgres.get("POSTGRES_PASSWORD"))
                .containsEntry(
                        "CORRIDOR_MQTT_PASSWORD", files.environment("mosquitto").get("MQTT_PASSWORD"))
                .containsEntry("CORRIDOR_MQTT_URL", "tcp://mosquitto:1883");
        assertThat(files.service("mosquitto").path("command").path(2).asText())
                .contains("mosquitto_passwd -b /mosquitto/data/accounts %s "
                        .formatted(corridor.get("CORRIDOR_MQTT_USERNAME")));
        assertThat(DeploymentFiles.FOLDER.resolve("mosquitto.conf"))
                .content()
                .contains("listener 1883\n", "allow_anonymous false\n", "password_file /mosquitto/data/accounts\n");
    }

    @Test
    void theServiceStartsWhenItsNeighboursAreHealthy() {
        JsonNode needed = files.service("corridor").path("depends_on");
        List<String> others = new ArrayList<>();
        files.compose().path("services").fieldNames().forEachRemaining(others::add);
        others.remove("corridor");
        assertThat(needed.fieldNames()).toIterable().containsExactlyInAnyOrderElementsOf(others);
        for (String other : others) {
            assertThat(needed.path(other).path("condition").asText()).isEqualTo("service_healthy");
            assertThat(files.service(other).path("healthcheck").path("test").isArray())
                    .isTrue();
        }
    }

    @Test
    void whatIsKeptLiesInADeclaredVolumeAndWhatIsMountedExists() {
        Stream.of("postgres", "mosquitto")
                .flatMap(service -> strings(files.service(service).path("volumes")).stream())
                .map(mount -> mount.substring(0, mount.indexOf(':')))
                .forEach(source -> {
                    if (source.startsWith("./")) {
                        assertThat(DeploymentFiles.FOLDER.resolve(source)).isRegularFile();
                    } else {
                        assertThat(files.compose().path("volumes").has(source))
                                .as(source)
                                .isTrue();
                    }
                });
    }

    @Test
    void imageAndComposeAskTheSamePortAndTheSameHealth() {
        assertThat(files.only("EXPOSE")).isEqualTo("8080");
        assertThat(strings(files.service("corridor").path("ports")))
                .singleElement()
                .asString()
                .endsWith(":8080");
        assertThat(files.healthPath()).isEqualTo("/q/health/ready");
        String asked = String.join(
                "\", \"", strings(files.service("corridor").path("healthcheck").path("test")));
        assertThat(files.containerfile()).contains("  CMD [\"%s\"]".formatted(asked.substring("CMD\", \"".length())));
        assertThat(files.service("corridor").path("build").path("dockerfile").asText())
                .isEqualTo("deploy/Containerfile");
    }

    @Test
    void theImageDoesNotRunAsRoot() {
        assertThat(Integer.parseInt(files.only("USER"))).isPositive();
        assertThat(files.containerfile().indexOf("USER " + files.only("USER")))
                .isLessThan(files.containerfile().indexOf("ENTRYPOINT " + files.only("ENTRYPOINT")));
    }

    private static List<String> strings(JsonNode list) {
        List<String> strings = new ArrayList<>();
        list.forEach(element -> strings.add(element.asText()));
        return strings;
    }
}
