package energy.corridor.credits;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * All programmes and their figures. Two figures of one key never overlap, and none is carried on beyond its validity: a missing year is
 * missing.
 */
public final class FactorTable {

    private static final String PROGRAMMES = "programmes.csv";
    private static final int PROGRAMME_COLUMNS = 7;
    private static final String FACTORS = "factors.csv";
    private static final int FACTOR_COLUMNS = 6;

    private final Map<String, Programme> programmes;
    private final List<Factor> factors;

    public FactorTable(List<Programme> programmes, List<Factor> factors) {
        this.programmes = new LinkedHashMap<>();
        programmes.forEach(p -> this.programmes.put(p.id(), p));
        this.factors = List.copyOf(factors);
        for (int i = 0; i < factors.size(); i++) {
            Factor a = factors.get(i);
            for (Factor b : factors.subList(0, i)) {
                if (a.programme().equals(b.programme())
                        && a.key().equals(b.key())
                        && !a.to().isBefore(b.from())
                        && !b.to().isBefore(a.from())) {
                    throw new IllegalArgumentException(
                            "The factors %s and %s overlap; each day may have one.".formatted(a.ref(), b.ref()));
                }
            }
        }
    }

    /** What comes with the product: {@code credits/programmes.csv} and {@code credits/factors.csv}. */
    public static FactorTable published() {
        return new FactorTable(
                rows(PROGRAMMES, PROGRAMME_COLUMNS, FactorTable::programme),
                rows(FACTORS, FACTOR_COLUMNS, FactorTable::factor));
    }

    /**
     * With an operator's own: {@code programmes.csv} and {@code factors.csv} of a folder, as those that come with the product. Either may be
     * absent; a programme that is there already, and a figure for days that have one, are refused.
     *
     * @throws IllegalArgumentException naming file and line
     */
    public FactorTable with(Path folder) {
        List<Programme> allProgrammes = new ArrayList<>(programmes());
        for (Programme own : rows(folder.resolve(PROGRAMMES), PROGRAMME_COLUMNS, FactorTable::programme)) {
            if (programmes.containsKey(own.id())) {
                throw new IllegalArgumentException(
                        "The programme %s of %s is there already.".formatted(own.id(), folder.resolve(PROGRAMMES)));
            }
            allProgrammes.add(own);
        }
        List<Factor> all = new ArrayList<>(factors);
        for (Factor own : rows(folder.resolve(FACTORS), FACTOR_COLUMNS, FactorTable::factor)) {
            if (allProgrammes.stream().noneMatch(p -> p.id().equals(own.programme()))) {
                throw new IllegalArgumentException("The programme \"%s\" of the factor %s in %s is not known."
                        .formatted(own.programme(), own.key(), folder.resolve(FACTORS)));
            }
            all.add(own);
        }
        return new FactorTable(allProgrammes, all);
    }

    private static <T> List<T> rows(Path file, int columns, Row<T> row) {
        if (!Files.exists(file)) {
            return List.of();
        }
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            return rows(file.toString(), lines, columns, row);
        } catch (IOException e) {
            throw new IllegalArgumentException("The file %s cannot be read: %s".formatted(file, e.getMessage()), e);
        }
    }

    private static Programme programme(String[] cells) {
        return new Programme(
                cells[0],
                cells[1],
                Programme.Formula.valueOf(cells[2]),
                cells[3],
                cells[4],
                Integer.parseInt(cells[5]),
                ZoneId.of(cells[6]));
    }

    private static Factor factor(String[] cells) {
        return new Factor(
                cells[0],
                cells[1],
                LocalDate.parse(cells[2]),
                LocalDate.parse(cells[3]),
                new BigDecimal(cells[4]),
                cells[5]);
    }

    private interface Row<T> {
        T of(String[] cells);
    }

    private static <T> List<T> rows(String file, int columns, Row<T> row) {
        try (InputStream in = Objects.requireNonNull(FactorTable.class.getResourceAsStream("/credits/" + file));
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return rows(file, lines, columns, row);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <T> List<T> rows(String file, BufferedReader lines, int columns, Row<T> row) throws IOException {
        List<T> rows = new ArrayList<>();
        lines.readLine(); // header
        int number = 1;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            number++;
            if (!line.isBlank()) {
                rows.add(read(file, number, line.split(",", columns), row));
            }
        }
        return rows;
    }

    private static <T> T read(String file, int number, String[] cells, Row<T> row) {
        try {
            return row.of(cells);
        } catch (IllegalArgumentException | DateTimeException | ArrayIndexOutOfBoundsException e) {
            throw new IllegalArgumentException(
                    "Line %d of %s cannot be read: %s".formatted(number, file, e.getMessage()), e);
        }
    }

    public List<Programme> programmes() {
        return List.copyOf(programmes.values());
    }

    public Programme programme(String id) {
        Programme programme = programmes.get(id);
        if (programme == null) {
            throw new IllegalArgumentException("The programme \"%s\" is not known; there are %s."
                    .formatted(id, String.join(", ", programmes.keySet())));
        }
        return programme;
    }

    public List<Factor> factors(String programme) {
        return factors.stream().filter(f -> f.programme().equals(programme)).toList();
    }

    Optional<Factor> on(String programme, String key, LocalDate day) {
        return factors.stream()
                .filter(f -> f.programme().equals(programme) && f.key().equals(key) && f.holdsOn(day))
                .findFirst();
    }

    /** With an operator's own figures; one of the same key and days is refused. */
    public FactorTable with(List<Factor> more) {
        List<Factor> all = new ArrayList<>(factors);
        all.addAll(more);
        return new FactorTable(programmes(), all);
    }
}
