package energy.corridor.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import energy.corridor.optimiser.ChargingProblem;
import energy.corridor.optimiser.ChargingProblem.Prices;
import energy.corridor.quantity.Series;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * One season's weekday of a time-of-use tariff in the JSON format of acnportal: energy prices by the hour of the day, a demand charge.
 * Its dollars are counted as EUR.
 *
 * @param schedule the entry of the tariff's {@code schedule}
 */
record Tariff(String name, JsonNode schedule) {

    /** The weekdays and all-week entries of every tariff in the folder, by file name. */
    static List<Tariff> readAll(Path folder) throws IOException {
        List<Tariff> tariffs = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".json")).sorted().toList()) {
                JsonNode root = new ObjectMapper().readTree(file.toFile());
                for (JsonNode schedule : root.get("schedule")) {
                    if (!schedule.get("id").textValue().endsWith("Weekend")) {
                        String name = file.getFileName().toString().replace(".json", "");
                        tariffs.add(new Tariff(name + ", " + schedule.get("id").textValue(), schedule));
                    }
                }
            }
        }
        return tariffs;
    }

    /** The same depot under this tariff; every day is a weekday. @param local the depot's own time at the beginning */
    ChargingProblem appliedTo(ChargingProblem p, LocalDateTime local) {
        Series prices = Series.generate(
                p.grid().steps(), t -> price(local.plus(p.grid().step().multipliedBy(t))));
        return new ChargingProblem(
                p.grid(),
                p.site(),
                new Prices(
                        prices,
                        p.prices().exportEurPerKwh(),
                        schedule.get("demand_charge").doubleValue(),
                        0),
                p.storage(),
                p.vehicles(),
                p.requests());
    }

    private double price(LocalDateTime at) {
        double hour = at.getHour() + at.getMinute() / 60.0;
        int zone = 0;
        while (zone + 1 < schedule.get("times").size()
                && schedule.get("times").get(zone + 1).doubleValue() <= hour) {
            zone++;
        }
        return schedule.get("tariffs").get(zone).doubleValue();
    }
}
