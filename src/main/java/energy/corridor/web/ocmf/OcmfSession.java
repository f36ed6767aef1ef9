package energy.corridor.web.ocmf;

import energy.corridor.web.ocmf.OcmfRecord.Reading;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A charging session out of verified records: one with its begin and its end, or one for each and those between, by their pagination
 * (OCMF 1.4.1; OCPP's StopTransactionSignatureFormat MR and SR).
 *
 * @param records in the order of their pagination
 */
public record OcmfSession(List<OcmfRecord> records) {

    /**
     * Registers that count what a vehicle drew (the C-field of the OBIS code), the most exact first: of the transaction and in total behind
     * the cable, then at the mains; older meters say 1 (active import). C0 to C3 and 2 count what was fed back.
     */
    private static final List<String> DRAWN = List.of("B3", "B1", "B2", "B0", "1", "");

    public OcmfSession {
        records = records.stream()
                .sorted(Comparator.comparingLong(OcmfRecord::page))
                .toList();
    }

    /** Whether a record is a session by itself, or one without a begin and an end. */
    public static boolean isPart(OcmfRecord record) {
        return !(record.begins() && record.ends());
    }

    /** The parts from the last begin to the end that follows it; empty while either is missing. */
    public static Optional<OcmfSession> among(Collection<OcmfRecord> parts) {
        List<OcmfRecord> ordered = new OcmfSession(List.copyOf(parts)).records();
        for (int begin = ordered.size() - 1; begin >= 0; begin--) {
            OcmfRecord first = ordered.get(begin);
            if (!first.begins()) {
                continue;
            }
            List<OcmfRecord> session = new ArrayList<>();
            for (OcmfRecord next : ordered.subList(begin, ordered.size())) {
                if (next.series().equals(first.series())) {
                    session.add(next);
                    if (next.ends()) {
                        return Optional.of(new OcmfSession(session));
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** Why it cannot be billed; nothing when it can. */
    public Optional<String> fault() {
        List<Reading> readings = readings();
        if (readings.size() < 2) {
            return Optional.of("A session needs a reading at its begin and one at its end.");
        }
        if (!readings.get(0).begins()) {
            return Optional.of("The first reading is \"%s\", not the begin (B)."
                    .formatted(readings.get(0).kind()));
        }
        Reading last = readings.get(readings.size() - 1);
        if (!last.ends()) {
            return Optional.of("The last reading is \"%s\", not an end (E, L, R, A, P).".formatted(last.kind()));
        }
        return together()
                .or(() -> readings.stream().flatMap(r -> bad(r).stream()).findFirst())
                .or(() -> billedWh().isEmpty()
                        ? Optional.of("No register of what was drawn has a begin and an end.")
                        : Optional.empty());
    }

    /** One meter, and no record missing between. */
    private Optional<String> together() {
        for (int i = 1; i < records.size(); i++) {
            OcmfRecord before = records.get(i - 1);
            OcmfRecord next = records.get(i);
            if (!next.serial().equals(before.serial())) {
                return Optional.of(
                        "The records are of two meters, %s and %s.".formatted(before.serial(), next.serial()));
            }
            if (next.page() != before.page() + 1) {
                return Optional.of("Between the records %s and %s one is missing."
                        .formatted(before.pagination(), next.pagination()));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> bad(Reading reading) {
        if (!reading.state().equals("G")) {
            return Optional.of("The meter's state is \"%s\"; only G is billable.".formatted(reading.state()));
        }
        if (!reading.errors().isEmpty()) {
            return Optional.of("The meter reports the error \"%s\".".formatted(reading.errors()));
        }
        return reading.kind().equals("X") ? Optional.of("The session has an exception (X).") : Optional.empty();
    }

    /** The last reading less the first of the most exact register of what was drawn, exact Wh. */
    public Optional<BigDecimal> billedWh() {
        for (String register : DRAWN) {
            Set<String> codes = new LinkedHashSet<>();
            readings().stream().filter(r -> counted(r.obis()).equals(register)).forEach(r -> codes.add(r.obis()));
            for (String obis : codes) {
                Optional<BigDecimal> drawn = drawn(
                        readings().stream().filter(r -> r.obis().equals(obis)).toList());
                if (drawn.isPresent()) {
                    return drawn;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<BigDecimal> drawn(List<Reading> register) {
        Reading first = register.get(0);
        Reading last = register.get(register.size() - 1);
        boolean energy = register.stream()
                .allMatch(r -> r.unit().equalsIgnoreCase("kWh") || r.unit().equalsIgnoreCase("Wh"));
        return energy && first.begins() && last.ends() && last.wh().compareTo(first.wh()) >= 0
                ? Optional.of(last.wh().subtract(first.wh()))
                : Optional.empty();
    }

    /** The C-field of an OBIS code: {@code 01-00:B3.08.00*FF} counts B3. Writers differ in everything around it. */
    private static String counted(String obis) {
        String value = obis.substring(obis.indexOf(':') + 1);
        int dot = value.indexOf('.');
        return (dot < 0 ? value : value.substring(0, dot)).toUpperCase(Locale.ROOT);
    }

    private List<Reading> readings() {
        return records.stream().flatMap(r -> r.readings().stream()).toList();
    }
}
