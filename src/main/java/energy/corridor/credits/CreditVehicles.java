package energy.corridor.credits;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The vehicles that are registered under programmes with flat amounts. */
public final class CreditVehicles {

    private final CreditStore store;
    private final FactorTable table;

    CreditVehicles(CreditStore store, FactorTable table) {
        this.store = store;
        this.table = table;
    }

    /** The newest version of each vehicle of a programme, by registration. */
    public List<CreditVehicle> newest(String programme) {
        Map<String, CreditVehicle> newest = new LinkedHashMap<>();
        store.vehicles(table.programme(programme).id()).forEach(v -> newest.put(v.registration(), v));
        return List.copyOf(newest.values());
    }

    /** Adds a version of each; the same content again is the version that is there. */
    public synchronized List<CreditVehicle> register(List<CreditVehicle> wanted) {
        Map<String, CreditVehicle> known = new HashMap<>();
        wanted.stream()
                .map(CreditVehicle::programme)
                .distinct()
                .flatMap(p -> newest(p).stream())
                .forEach(v -> known.put(v.programme() + "|" + v.registration(), v));
        List<CreditVehicle> added = new ArrayList<>();
        List<CreditVehicle> result = new ArrayList<>();
        for (CreditVehicle vehicle : wanted) {
            CreditVehicle before = known.get(vehicle.programme() + "|" + vehicle.registration());
            if (before != null && vehicle.withVersion(before.version()).equals(before)) {
                result.add(before);
                continue;
            }
            CreditVehicle next = vehicle.withVersion(before == null ? 1 : before.version() + 1);
            known.put(next.programme() + "|" + next.registration(), next);
            added.add(next);
            result.add(next);
        }
        store.addVehicles(added);
        return result;
    }

    /** Those of a calendar year, as last registered in it: a flat amount is for a year, so none for any other period. */
    List<CreditVehicle> claimableIn(String programme, LocalDate from, LocalDate to) {
        boolean year = from.getDayOfYear() == 1 && to.equals(from.plusYears(1).minusDays(1));
        Map<String, CreditVehicle> last = new LinkedHashMap<>();
        if (year) {
            store.vehicles(programme).stream()
                    .filter(v -> !v.validFrom().isAfter(v.active() ? to : from))
                    .forEach(v -> last.put(v.registration(), v));
        }
        return last.values().stream().filter(CreditVehicle::active).toList();
    }
}
