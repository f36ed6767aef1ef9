package energy.corridor.ocpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import energy.corridor.fleet.StationEvent.Booted;
import energy.corridor.telemetry.EvseId;
import energy.corridor.telemetry.StationId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuirksTest {

    private final Path folder;

    QuirksTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @ParameterizedTest
    @CsvSource({
        "ACME, dc-150, 1.2.9, true",
        "Acme, DC-150, 1.3.0, false",
        "Acme, AC-22, 1.2.9, false",
        "Acme Inc, DC-150, 1.2.9, false"
    })
    void aQuirkFitsByVendorModelAndFirmware(String vendor, String model, String firmware, boolean fits) {
        Quirk quirk = Quirks.read("""
                {"quirks": [{"vendor": "Acme", "model": "DC-*", "firmware": "1.2.*", "unit": "A"}]}""").get(0);
        assertThat(quirk.fits(station(vendor, model, firmware))).isEqualTo(fits);
    }

    @Test
    void theFirstThatFitsHoldsAndOtherStationsHaveNone() throws IOException {
        Quirks quirks = new Quirks(Optional.of(write("""
                {"quirks": [{"vendor": "Acme", "model": "DC-150", "trigger": false}, {"vendor": "Acme", "unit": "A"}]}""", 1)));
        assertThat(quirks.of(Optional.of(station("Acme", "DC-150", ""))).trigger())
                .isFalse();
        assertThat(quirks.of(Optional.of(station("Acme", "DC-50", ""))).unit()).contains("A");
        assertThat(quirks.of(Optional.of(station("Other", "DC-50", "")))).isEqualTo(Quirk.NONE);
        assertThat(quirks.of(Optional.empty())).isEqualTo(Quirk.NONE);
    }

    @Test
    void anEditCountsAtTheNextBootAndAMistakeLeavesWhatWas() throws IOException {
        String file = write("{\"quirks\": [{\"vendor\": \"Acme\", \"unit\": \"A\"}]}", 1);
        Quirks quirks = new Quirks(Optional.of(file));
        Optional<Booted> acme = Optional.of(station("Acme", "DC-150", ""));
        write("{\"quirks\": [{\"vendor\": \"Acme\", \"unit\": \"kW\"}]}", 2);
        quirks.look();
        assertThat(quirks.of(acme).unit()).contains("A");
        write("{\"quirks\": [{\"vendor\": \"Acme\", \"unit\": \"W\"}]}", 3);
        quirks.look();
        assertThat(quirks.of(acme).unit()).contains("W");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | The quirks must be an object with an array \"quirks\".",
                "{\"quirks\": [{\"model\": \"X\"}]} | quirks[0].vendor is missing; it may be \"*\".",
                "{\"quirks\": [{\"vendor\": \"X\", \"unit\": \"kW\"}]} | quirks[0].unit (kW) must be \"W\" or \"A\".",
                "{\"quirks\": [{\"vendor\": \"X\", \"probe\": 1}]} | quirks[0].probe must be true or false.",
                "{\"quirks\": [{\"vendor\": 7}]} | quirks[0].vendor must be a text.",
                "{\"quirks\": [{\"vendor\": \"X\", \"phases\": 1}]} | quirks[0].phases is unknown; allowed are vendor, model, firmware, unit, probe, trigger, align and because."
            })
    void whatIsNotRightIsRefusedWithItsPlace(String text, String sentence) {
        assertThatThrownBy(() -> Quirks.read(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(sentence);
    }

    /** The file rules over what the station says of itself, on a connection without a boot too. */
    @Test
    void aModelIsSpokenToAsItsQuirkSays() throws IOException {
        String file = write("""
                {"quirks": [{"vendor": "Acme", "model": "DC-150", "unit": "A", "probe": false, "align": false, "trigger": false,
                  "because": "It takes watts and does nothing."}]}""", 1);
        try (CentralSystem central = new CentralSystem(TestSettings.with(Map.of("probe", true, "quirks", file)))) {
            StationClient station = central.boot("RDAM-4");
            central.commands.measure(EvseId.of("RDAM-4", 1));
            central.commands.installFailsafe(EvseId.of("RDAM-4", 1), 4.14);
            assertThat(station.next())
                    .as("nothing was asked before")
                    .contains("\"SetChargingProfile\"")
                    .contains("\"chargingRateUnit\":\"A\"");
            StationClient again = central.connect("RDAM-4");
            assertThat(station.closing()).startsWith("1008");
            central.commands.installFailsafe(EvseId.of("RDAM-4", 1), 4.14);
            assertThat(again.next()).contains("\"chargingRateUnit\":\"A\"");
        }
    }

    private String write(String text, int modified) throws IOException {
        Path file = Files.writeString(folder.resolve("quirks.json"), text);
        Files.setLastModifiedTime(file, FileTime.fromMillis(1000L * modified));
        return file.toString();
    }

    private static Booted station(String vendor, String model, String firmware) {
        return new Booted(new StationId("RDAM-1"), Instant.EPOCH, vendor, model, firmware, "");
    }
}
