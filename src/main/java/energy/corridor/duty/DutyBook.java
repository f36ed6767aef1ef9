package energy.corridor.duty;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The depot's duty table: durable first, then visible. Safe for any number of threads. */
public final class DutyBook {

    private final DutyStore store;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile Map<VehicleId, List<Duty>> duties = Map.of();

    public DutyBook(DutyStore store) {
        this.store = store;
    }

    /** Reads what was kept, as of {@code now}. */
    public void load(Instant now) {
        duties = byVehicle(store.departingFrom(now));
    }

    /** Stays of {@code vehicle} that end after {@code now}, by arrival. */
    public List<Duty> of(VehicleId vehicle, Instant now) {
        return duties.getOrDefault(vehicle, List.of()).stream()
                .filter(d -> d.departure().isAfter(now))
                .toList();
    }

    /** All stays that end after {@code now}, by vehicle and arrival. */
    public List<Duty> after(Instant now) {
        return duties.values().stream()
                .flatMap(List::stream)
                .filter(d -> d.departure().isAfter(now))
                .toList();
    }

    /**
     * The stays of {@code vehicles} that end after {@code now} become {@code replacement}; other vehicles keep theirs.
     *
     * @throws IllegalArgumentException when two stays of a vehicle overlap, or a stay's vehicle is not among {@code vehicles}
     */
    public synchronized void replace(Set<VehicleId> vehicles, Instant now, List<Duty> replacement) {
        for (Duty duty : replacement) {
            if (!vehicles.contains(duty.vehicle())) {
                throw new IllegalArgumentException(
                        "A duty of %s is not among the vehicles that are replaced.".formatted(duty.vehicle()));
            }
        }
        Map<VehicleId, List<Duty>> added = byVehicle(replacement);
        added.values().forEach(DutyBook::refuseOverlap);
        store.replace(vehicles, now, replacement);
        Set<VehicleId> replaced = new HashSet<>(vehicles);
        Map<VehicleId, List<Duty>> next = new TreeMap<>();
        duties.forEach((vehicle, stays) -> {
            if (!replaced.contains(vehicle)) {
                next.put(vehicle, stays);
            }
        });
        next.putAll(added);
        duties = next;
        listeners.forEach(Runnable::run);
    }

    /** Runs after every change, on the changing thread. */
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    private static Map<VehicleId, List<Duty>> byVehicle(List<Duty> all) {
        Map<VehicleId, List<Duty>> map = new TreeMap<>();
        for (Duty duty : all) {
            map.computeIfAbsent(duty.vehicle(), v -> new ArrayList<>()).add(duty);
        }
        map.replaceAll((vehicle, stays) ->
                stays.stream().sorted(Comparator.comparing(Duty::arrival)).toList());
        return map;
    }

    private static void refuseOverlap(List<Duty> stays) {
        for (int i = 1; i < stays.size(); i++) {
            Duty before = stays.get(i - 1);
            Duty after = stays.get(i);
            if (after.arrival().isBefore(before.departure())) {
                throw new IllegalArgumentException("%s arrives at %s while its stay until %s has not ended."
                        .formatted(after.vehicle(), after.arrival(), before.departure()));
            }
        }
    }
}
