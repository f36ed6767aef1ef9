package energy.corridor.settlement.message;

import energy.corridor.settlement.Finding;
import energy.corridor.settlement.SettlementStore;
import energy.corridor.settlement.message.SettlementMessage.Packet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Messages in memory, as strict as the database. */
public final class InMemoryMessages implements MessageStore {

    public final Map<String, Told> told = new LinkedHashMap<>();
    public final List<Refused> refused = new ArrayList<>();
    public final List<Finding> findings = new ArrayList<>();
    public final Map<String, String> answers = new LinkedHashMap<>();

    @Override
    public Optional<Received> received(String element, long seq) {
        return Optional.ofNullable(told.get(element + "#" + seq)).map(Told::received);
    }

    @Override
    public List<Packet> told(String element, Instant from, Instant to) {
        Map<String, Packet> newest = new LinkedHashMap<>();
        told.values().stream()
                .filter(t -> t.received().message().element().equals(element))
                .flatMap(t -> t.received().message().packets().stream())
                .filter(p -> !p.start().isBefore(from) && p.start().isBefore(to))
                .sorted(Comparator.comparingInt(Packet::version))
                .forEach(p -> newest.put(p.direction() + "|" + p.start(), p));
        return List.copyOf(newest.values());
    }

    @Override
    public void add(Received received) {
        String key = received.message().element() + "#" + received.message().seq();
        if (told.putIfAbsent(key, new Told(told.size() + 1L, received)) != null) {
            throw new SettlementStore.ConflictException(key, new IllegalStateException());
        }
    }

    @Override
    public void add(Refused more, Finding finding) {
        refused.add(more);
        findings.add(finding);
    }

    @Override
    public List<Refused> refused(int most) {
        return refused;
    }

    @Override
    public List<Told> received(Optional<String> element, int most) {
        return List.copyOf(told.values());
    }

    @Override
    public List<Sent> ready(Instant since, int most) {
        return List.of();
    }

    @Override
    public List<Sent> sent(Optional<String> element, int most) {
        return List.of();
    }

    @Override
    public void published(Collection<Long> orders) {}

    @Override
    public boolean answer(String element, long seq, boolean accepted, String reason) {
        answers.put(element + "#" + seq, accepted ? "ACKED" : "REFUSED " + reason);
        return seq < 100;
    }

    @Override
    public int aggregate(Instant now, Duration onTime) {
        return 0;
    }
}
