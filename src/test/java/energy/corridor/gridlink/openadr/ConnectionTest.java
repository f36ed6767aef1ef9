package energy.corridor.gridlink.openadr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectionTest {

    private static final String LEAST =
            "'operator': 'north', 'url': 'https://vtn.example/openadr3', 'version': '3.1.0', 'venName': 'depot-7', 'failsafeKw': 150";

    private final Path folder;

    ConnectionTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private List<Connection> read(String json) throws IOException {
        return Connection.read(Files.writeString(folder.resolve("openadr.json"), json.replace('\'', '"')));
    }

    @Test
    void whatIsLeftOutHasItsDefault() throws IOException {
        Connection connection = read("[{" + LEAST + "}]").get(0);
        assertThat(connection.version()).isEqualTo(Connection.Version.V3_1_0);
        assertThat(connection.poll()).isEqualTo(Duration.ofMinutes(1));
        assertThat(connection.verifiesTls()).isTrue();
        assertThat(connection.programs()).isEmpty();
        assertThat(connection.clientId()).isEmpty();
        assertThat(connection.rules().failsafeKw()).isEqualTo(150);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        'failsafeKw': 150   | 'failsafeKw': 0    | failsafeKw (0.0) must be a number above 0
        'failsafeKw': 150   | 'pollSeconds': 60  | failsafeKw (0.0) must be a number above 0
        'version': '3.1.0'  | 'version': '2.0b'  | 2.0b
        'venName': 'depot-7'| 'venName': ''      | venName () must be the name
        https://            | ftp://             | must be an http or https address
        'operator': 'north' | 'operator': 'N/1'  | must be 1 to 64 small letters
        'venName'           | 'clientId': 'a', 'venName' | clientSecret () must be given with clientId
        'venName'           | 'levels': [1, 0.5], 'venName' | levels ([1.0, 0.5]) must be four shares
        'venName'           | 'venname': 'x', 'venName' | venname
        """)
    void aMistakeIsNamed(String part, String mistake, String sentence) {
        assertThatThrownBy(() -> read("[{" + LEAST.replace(part, mistake) + "}]"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(sentence);
    }

    @Test
    void anOperatorHasOneConnection() {
        assertThatThrownBy(() -> read("[{" + LEAST + "}, {" + LEAST + "}]"))
                .hasMessageContaining("two connections of the operator north");
    }
}
