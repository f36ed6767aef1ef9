package energy.corridor.sim.scenario;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;

/**
 * What goes wrong in a scenario, from a file beside it:
 * {@code {"seed": 7, "faults": [{"kind": "disobey", "stations": 2, "from": "PT6H", "to": "PT8H"}]}}. {@code stations} is a number, of
 * which the seed draws the stations, or a list of ids; times are instants, or durations after the start.
 */
public record Faults(List<Fault> all) {

    public static final Faults NONE = new Faults(List.of());

    private static final double MOST_SECONDS = 86_400;

    public Faults {
        all = List.copyOf(all);
    }

    /**
     * @param stations ids of the depot's stations
     * @throws ScenarioException with a sentence that names the place
     */
    public static Faults read(Path file, List<String> stations, Instant start) {
        String name = String.valueOf(file.getFileName());
        try {
            JsonNode json = new ObjectMapper().readTree(Files.readString(file));
            return of(new Field(name, "", json), stations, start);
        } catch (JsonProcessingException e) {
            throw new ScenarioException("%s is not JSON: %s.".formatted(name, e.getOriginalMessage()), e);
        } catch (IOException e) {
            throw new ScenarioException("The file %s cannot be read (%s).".formatted(file, e), e);
        }
    }

    private static Faults of(Field file, List<String> stations, Instant start) {
        long seed = file.optional("seed").map(s -> (long) s.number(0, 1e15)).orElse(1L);
        Random random = new Random(seed);
        List<Fault> faults = new ArrayList<>();
        for (Field fault : file.required("faults").elements()) {
            faults.add(fault(fault, stations, start, random));
        }
        return new Faults(faults);
    }

    private static Fault fault(Field field, List<String> stations, Instant start, Random random) {
        Field kindField = field.required("kind");
        Fault.Kind kind = Fault.Kind.of(kindField.text()).orElseThrow(() -> kindField.wrong(Fault.Kind.names()));
        Instant from = time(field.required("from"), start);
        Instant to = kind == Fault.Kind.REBOOT ? from.plusMillis(1) : time(field.required("to"), start);
        if (!to.isAfter(from)) {
            throw field.required("to").wrong("a time after \"from\"");
        }
        double seconds = kind == Fault.Kind.CLOCK ? field.required("seconds").number(-MOST_SECONDS, MOST_SECONDS) : 0;
        return new Fault(kind, stations(field.required("stations"), stations, random), from, to, seconds);
    }

    private static Instant time(Field field, Instant start) {
        try {
            return start.plus(Duration.parse(field.text()));
        } catch (DateTimeParseException notADuration) {
            return field.instant();
        }
    }

    private static List<String> stations(Field field, List<String> all, Random random) {
        if (field.json().isNumber()) {
            List<String> drawn = new ArrayList<>(new TreeSet<>(all));
            Collections.shuffle(drawn, random);
            return drawn.subList(0, (int) field.number(1, all.size()));
        }
        List<String> named = field.elements().stream().map(Field::text).toList();
        for (String id : named) {
            if (!all.contains(id)) {
                throw field.wrong("ids of the depot's stations: " + all);
            }
        }
        return named;
    }
}
