package energy.corridor.ocpp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import energy.corridor.fleet.StationEvent.Booted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The file of quirks ({@code corridor.ocpp.quirks}), which may be edited while the service runs: it is looked at whenever a station
 * boots. An edit that is not right is told in the log, and what was read before stays.
 */
final class Quirks {

    private static final Logger LOG = Logger.getLogger(Quirks.class);
    private static final Set<String> FIELDS =
            Set.of("vendor", "model", "firmware", "unit", "probe", "trigger", "align", "because");

    private final @Nullable Path file;
    private volatile List<Quirk> quirks = List.of();
    private @Nullable FileTime readAt;

    /** @throws IllegalArgumentException with a sentence, when there is a file that is not right */
    Quirks(Optional<String> file) {
        this.file = file.map(Path::of).orElse(null);
        if (this.file != null) {
            refresh(this.file);
        }
    }

    /** The first that fits, or none. */
    Quirk of(Optional<Booted> station) {
        List<Quirk> all = quirks;
        return station.flatMap(s -> all.stream().filter(q -> q.fits(s)).findFirst())
                .orElse(Quirk.NONE);
    }

    /** Reads the file again if it has changed. Blocks; not for an event loop. */
    void look() {
        if (file != null) {
            try {
                refresh(file);
            } catch (IllegalArgumentException e) {
                LOG.errorf("The quirks stay as they were: %s", e.getMessage());
            }
        }
    }

    private synchronized void refresh(Path path) {
        try {
            FileTime modified = Files.getLastModifiedTime(path);
            if (!modified.equals(readAt)) {
                readAt = modified; // a mistake is told once
                quirks = read(Files.readString(path));
                LOG.infof("%d quirks of stations are known (%s).", quirks.size(), path);
            }
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "The file of corridor.ocpp.quirks (%s) cannot be read: %s".formatted(path, e), e);
        }
    }

    static List<Quirk> read(String text) {
        JsonNode root;
        try {
            root = JsonText.read(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("The quirks are not JSON: " + e.getOriginalMessage(), e);
        }
        JsonNode list = root.path("quirks");
        if (!list.isArray()) {
            throw new IllegalArgumentException("The quirks must be an object with an array \"quirks\".");
        }
        List<Quirk> quirks = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            quirks.add(quirk(list.get(i), "quirks[" + i + "]"));
        }
        return List.copyOf(quirks);
    }

    private static Quirk quirk(JsonNode node, String where) {
        for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!FIELDS.contains(name)) {
                throw new IllegalArgumentException(
                        "%s.%s is unknown; allowed are vendor, model, firmware, unit, probe, trigger, align and because."
                                .formatted(where, name));
            }
        }
        String vendor = text(node, "vendor", where);
        if (vendor.isEmpty()) {
            throw new IllegalArgumentException("%s.vendor is missing; it may be \"*\".".formatted(where));
        }
        String unit = text(node, "unit", where);
        if (!Set.of("", "W", "A").contains(unit)) {
            throw new IllegalArgumentException("%s.unit (%s) must be \"W\" or \"A\".".formatted(where, unit));
        }
        return new Quirk(
                pattern(vendor),
                pattern(text(node, "model", where)),
                pattern(text(node, "firmware", where)),
                unit.isEmpty() ? Optional.empty() : Optional.of(unit),
                flag(node, "probe", where),
                flag(node, "trigger", where),
                flag(node, "align", where),
                text(node, "because", where));
    }

    private static String text(JsonNode node, String name, String where) {
        JsonNode value = node.path(name);
        if (!value.isMissingNode() && !value.isTextual()) {
            throw new IllegalArgumentException("%s.%s must be a text.".formatted(where, name));
        }
        return value.asText("").strip();
    }

    private static boolean flag(JsonNode node, String name, String where) {
        JsonNode value = node.path(name);
        if (!value.isMissingNode() && !value.isBoolean()) {
            throw new IllegalArgumentException("%s.%s must be true or false.".formatted(where, name));
        }
        return value.asBoolean(true);
    }

    /** Where "*" stands for any text; without regard to case; "" fits all. */
    private static Pattern pattern(String text) {
        String regex = Arrays.stream((text.isEmpty() ? "*" : text).split("\\*", -1))
                .map(Pattern::quote)
                .collect(Collectors.joining(".*"));
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL);
    }
}
