package energy.corridor.ocpp;

import energy.corridor.ocpp.Shape.Anything;
import energy.corridor.ocpp.Shape.Bool;
import energy.corridor.ocpp.Shape.Decimal;
import energy.corridor.ocpp.Shape.Each;
import energy.corridor.ocpp.Shape.Field;
import energy.corridor.ocpp.Shape.Inner;
import energy.corridor.ocpp.Shape.OneOf;
import energy.corridor.ocpp.Shape.Text;
import energy.corridor.ocpp.Shape.Time;
import energy.corridor.ocpp.Shape.Type;
import energy.corridor.ocpp.Shape.Whole;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * All messages of one version of OCPP, field by field. The tables ({@code ocpp1.6.shapes} and its neighbours) say what the official
 * schemas say, in a notation of our own that stands at their head, because the schemas themselves may not be passed on.
 */
public final class Shapes {

    private static final Pattern FIELD = Pattern.compile("( *)([A-Za-z0-9_]+)(!?)(~?) (.+)");
    private static final Pattern EACH = Pattern.compile("each \\[(\\d+)\\.\\.(\\d*)] (.+)");
    private static final Pattern RANGE = Pattern.compile("(-?[0-9.]*?)\\.\\.(-?[0-9.]*)");
    private static final BigDecimal MOST = new BigDecimal("1e30");

    private final Map<String, Shape> messages = new TreeMap<>();
    private final Map<String, Map<String, Field>> types = new HashMap<>();
    private final Map<String, Set<String>> enums = new HashMap<>();

    private Shapes() {}

    /** @param version as the subprotocol names it, e.g. {@code ocpp1.6} */
    public static Shapes of(String version) {
        Shapes shapes = new Shapes();
        shapes.read(lines(version + ".shapes"));
        return shapes;
    }

    /** What comes with a CALL of that action; empty when the version has no such action. */
    public Optional<Shape> request(String action) {
        return Optional.ofNullable(messages.get(action + ".req"));
    }

    /** What comes with its CALLRESULT. */
    public Optional<Shape> answer(String action) {
        return Optional.ofNullable(messages.get(action + ".conf"));
    }

    public boolean has(String action) {
        return messages.containsKey(action + ".req");
    }

    public Set<String> actions() {
        return messages.keySet().stream()
                .filter(name -> name.endsWith(".req"))
                .map(name -> name.substring(0, name.length() - ".req".length()))
                .collect(Collectors.toSet());
    }

    Map<String, Shape> messages() {
        return Collections.unmodifiableMap(messages);
    }

    private void read(List<String> lines) {
        for (String line : lines) {
            if (line.startsWith("enum ")) {
                List<String> words = List.of(line.split(" "));
                enums.put(words.get(1), new TreeSet<>(words.subList(2, words.size())));
            } else if (line.startsWith("type ")) {
                types.put(line.substring("type ".length()), new LinkedHashMap<>());
            }
        }
        Deque<Map<String, Field>> open = new ArrayDeque<>();
        for (String line : lines) {
            if (line.startsWith("message ")) {
                open.clear();
                open.push(new LinkedHashMap<>());
                messages.put(line.substring("message ".length()), new Shape(open.getFirst()));
            } else if (line.startsWith("type ")) {
                open.clear();
                open.push(Objects.requireNonNull(types.get(line.substring("type ".length()))));
            } else if (!line.startsWith("enum ")) {
                field(line, open);
            }
        }
    }

    /** A line of an object at depth d; the stack holds the objects that enclose it, the innermost on top. */
    private void field(String line, Deque<Map<String, Field>> open) {
        Matcher field = FIELD.matcher(line);
        if (!field.matches()) {
            throw new IllegalStateException(
                    "A table of shapes has the line \"%s\", which is no field.".formatted(line));
        }
        while (open.size() > field.group(1).length() / 2) {
            open.pop();
        }
        Map<String, Field> inner = new LinkedHashMap<>();
        Objects.requireNonNull(open.peek())
                .put(
                        field.group(2),
                        new Field(!field.group(3).isEmpty(), !field.group(4).isEmpty(), type(field.group(5), inner)));
        if (field.group(5).endsWith("object")) {
            open.push(inner);
        }
    }

    private Type type(String text, Map<String, Field> inner) {
        Matcher each = EACH.matcher(text);
        if (each.matches()) {
            int most = each.group(2).isEmpty() ? Integer.MAX_VALUE : Integer.parseInt(each.group(2));
            return new Each(Integer.parseInt(each.group(1)), most, type(each.group(3), inner));
        }
        String[] words = text.split(" ");
        return switch (words[0]) {
            case "text", "uri" -> new Text(words.length > 1 ? Integer.parseInt(words[1]) : Integer.MAX_VALUE);
            case "time" -> new Time();
            case "boolean" -> new Bool();
            case "any" -> new Anything();
            case "object" -> new Inner(new Shape(inner));
            case "one" -> new OneOf(new TreeSet<>(List.of(words).subList(2, words.length)));
            case "whole" -> {
                Matcher range = range(words);
                yield new Whole(
                        end(range, 1, new BigDecimal(Integer.MIN_VALUE)).intValueExact(),
                        end(range, 2, new BigDecimal(Integer.MAX_VALUE)).intValueExact());
            }
            case "number" -> {
                Matcher range = range(words);
                yield new Decimal(
                        end(range, 1, MOST.negate()),
                        end(range, 2, MOST),
                        text.contains(" step ") ? new BigDecimal(words[words.length - 1]) : BigDecimal.ZERO);
            }
            default -> named(words[0]);
        };
    }

    private Type named(String name) {
        Set<String> words = enums.get(name);
        return words != null ? new OneOf(words) : new Inner(new Shape(Objects.requireNonNull(types.get(name), name)));
    }

    private static Matcher range(String[] words) {
        Matcher range = RANGE.matcher(words.length > 1 && !words[1].equals("step") ? words[1] : "..");
        if (!range.matches()) {
            throw new IllegalStateException("A table of shapes has the range %s.".formatted(words[1]));
        }
        return range;
    }

    private static BigDecimal end(Matcher range, int group, BigDecimal open) {
        return range.group(group).isEmpty() ? open : new BigDecimal(range.group(group));
    }

    /** Without comments, and with lines that begin with {@code |} put behind the one before. */
    private static List<String> lines(String file) {
        try (InputStream in = Shapes.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("The table %s is missing.".formatted(file));
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replaceAll("\n *\\| ", " ")
                    .lines()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
