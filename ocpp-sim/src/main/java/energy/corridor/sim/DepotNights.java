package energy.corridor.sim;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import energy.corridor.sim.scenario.ChargingCurve;
import energy.corridor.sim.scenario.OcppVersion;
import energy.corridor.sim.scenario.ScenarioException;
import energy.corridor.sim.scenario.VehicleType;
import energy.corridor.sim.station.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Nights in a bus depot as a SpiceEV scenario: buses come between 17:00 and 21:30 with 35 to 75 % of their battery used, and
 * leave between 04:30 and 07:30 with 80 to 100 %. One tenth of the site's power is left unused in the proof that each night
 * is possible; where it is not, the day's trips are made shorter.
 */
final class DepotNights {

    static final String CONNECTOR = "depot";
    private static final double SLACK = 0.1;
    private static final double SHORTEST_TRIP = 0.35;
    private static final double LONGEST_TRIP = 0.75;
    private static final double STATION_KW = 120;
    private static final double STATION_MIN_KW = 5;
    private static final Duration LOAD_STEP = Duration.ofMinutes(15);

    private static final VehicleType LARGE = type("bus-350", 350, 100);
    private static final VehicleType SMALL = type("bus-240", 240, 50);

    /** EUR/kWh by hour of the day: a morning and an evening peak, a trough at night and one at noon. */
    private static final double[] PRICES = {
        0.14, 0.12, 0.10, 0.09, 0.10, 0.14, 0.21, 0.27, 0.28, 0.24, 0.20, 0.17,
        0.15, 0.14, 0.16, 0.19, 0.24, 0.31, 0.34, 0.32, 0.27, 0.22, 0.18, 0.16
    };

    private final int buses;
    private final int ocpp201;
    private final int nights;
    private final double siteKw;
    private final LocalDate date;
    private final ZoneId zone;
    private final Random random;
    private final ObjectNode root = Json.MAPPER.createObjectNode();
    private final Instant start;
    private final double[] loadKw;
    private final List<ObjectNode> gone = new ArrayList<>(); // the last departure of each bus

    DepotNights(int buses, int ocpp201, int nights, double siteKw, long seed, LocalDate date, ZoneId zone) {
        check(1 <= buses && buses <= 2000, "The number of buses is %d; 1 to 2000 is allowed.", buses);
        check(1 <= nights && nights <= 60, "The number of nights is %d; 1 to 60 is allowed.", nights);
        check(
                0 < siteKw && siteKw <= 1e6,
                "The site's power is %s kW; above 0 and at most 1000000 kW is allowed.",
                siteKw);
        check(
                0 <= ocpp201 && ocpp201 <= buses,
                "The number of stations with OCPP 2.0.1 is %d; 0 to the number of buses is allowed.",
                ocpp201);
        this.buses = buses;
        this.ocpp201 = ocpp201;
        this.nights = nights;
        this.siteKw = siteKw;
        this.date = date;
        this.zone = zone;
        this.random = new Random(seed);
        this.start = at(0, LocalTime.NOON);
        this.loadKw = new double
                [(int) Duration.between(start, at(nights, LocalTime.NOON)).dividedBy(LOAD_STEP)];
    }

    private static void check(boolean holds, String sentence, Object value) {
        if (!holds) {
            throw new ScenarioException(sentence.formatted(value));
        }
    }

    private static VehicleType type(String id, double capacityKwh, double kw) {
        ChargingCurve curve = new ChargingCurve(List.of(
                new ChargingCurve.Point(0, kw),
                new ChargingCurve.Point(0.9, kw),
                new ChargingCurve.Point(1, 0.5 * kw)));
        return new VehicleType(id, capacityKwh, curve, 0, 0.95);
    }

    /** The scenario as JSON. */
    String json() {
        ObjectNode head = root.putObject("scenario");
        head.put("start_time", iso(start));
        head.put("interval", LOAD_STEP.toMinutes());
        head.put("n_intervals", loadKw.length);
        double[] soc = new double[buses];
        ObjectNode components = root.putObject("components");
        components(components, soc);
        ObjectNode events = root.putObject("events");
        prices(events.putArray("grid_operator_signals"));
        load(events.putObject("fixed_load").putObject("building"));
        events.putObject("local_generation");
        ArrayNode vehicleEvents = events.putArray("vehicle_events");
        for (int night = 0; night < nights; night++) {
            night(night, soc, vehicleEvents);
        }
        try {
            return Json.MAPPER.writer(SerializationFeature.INDENT_OUTPUT).writeValueAsString(root) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree of plain values can always be written.", e);
        }
    }

    private void components(ObjectNode components, double[] soc) {
        ObjectNode types = components.putObject("vehicle_types");
        for (VehicleType type : List.of(LARGE, SMALL)) {
            ObjectNode node = types.putObject(type.id());
            node.put("name", type.id());
            node.put("capacity", type.capacityKwh());
            ArrayNode curve = node.putArray("charging_curve");
            type.curve().points().forEach(p -> curve.addArray().add(p.soc()).add(p.kw()));
            node.put("min_charging_power", type.minKw());
            node.put("battery_efficiency", type.efficiency());
            node.put("v2g", false);
        }
        ObjectNode vehicles = components.putObject("vehicles");
        for (int i = 0; i < buses; i++) {
            soc[i] = round(0.8 + 0.2 * random.nextDouble(), 2);
            ObjectNode vehicle = vehicles.putObject(busId(i));
            vehicle.putNull("connected_charging_station");
            vehicle.putNull("estimated_time_of_departure");
            vehicle.put("desired_soc", 0);
            vehicle.put("soc", soc[i]);
            vehicle.put("vehicle_type", typeOf(i).id());
        }
        ObjectNode connector = components.putObject("grid_connectors").putObject(CONNECTOR);
        connector.put("max_power", siteKw);
        connector.putObject("cost").put("type", "fixed").put("value", PRICES[12]);
        ObjectNode stations = components.putObject("charging_stations");
        for (int i = 0; i < buses; i++) {
            ObjectNode station = stations.putObject(stationId(i));
            station.put("max_power", STATION_KW);
            station.put("min_power", STATION_MIN_KW);
            station.put("parent", CONNECTOR);
            if ((i + 1) * ocpp201 / buses > i * ocpp201 / buses) {
                station.put("ocpp", OcppVersion.V201.toString());
            }
        }
        components.putObject("batteries");
    }

    /** Hourly, known at 13:00 of the day before. */
    private void prices(ArrayNode signals) {
        Instant end = at(nights, LocalTime.NOON);
        for (Instant t = start; t.isBefore(end); t = t.plus(Duration.ofHours(1))) {
            ZonedDateTime local = t.atZone(zone);
            Instant published =
                    local.toLocalDate().minusDays(1).atTime(13, 0).atZone(zone).toInstant();
            ObjectNode signal = signals.addObject();
            signal.put("signal_time", iso(published.isBefore(start) ? start : published));
            signal.put("grid_connector_id", CONNECTOR);
            signal.put("start_time", iso(t));
            double price = PRICES[local.getHour()] * (0.85 + 0.3 * random.nextDouble());
            signal.putObject("cost").put("type", "fixed").put("value", round(price, 4));
        }
    }

    /** Workshop and wash in the evening, light and heating always: 5 to 14 % of the site's power. */
    private void load(ObjectNode building) {
        building.put("start_time", iso(start));
        building.put("step_duration_s", LOAD_STEP.toSeconds());
        building.put("grid_connector_id", CONNECTOR);
        building.put("factor", 1);
        ArrayNode values = building.putArray("values");
        for (int i = 0; i < loadKw.length; i++) {
            int hour = start.plus(LOAD_STEP.multipliedBy(i)).atZone(zone).getHour();
            double share = hour >= 17 && hour < 23 ? 0.10 : hour >= 6 && hour < 17 ? 0.08 : 0.05;
            loadKw[i] = round(siteKw * (share + 0.04 * random.nextDouble()), 1);
            values.add(loadKw[i]);
        }
    }

    private void night(int night, double[] soc, ArrayNode events) {
        List<Integer> places = new ArrayList<>();
        double[] trip = new double[buses];
        double[] desired = new double[buses];
        Instant[] arrival = new Instant[buses];
        Instant[] departure = new Instant[buses];
        for (int i = 0; i < buses; i++) {
            places.add(i);
            double long0to1 = Math.pow(random.nextDouble(), 2); // short days are more common than long ones
            trip[i] = SHORTEST_TRIP + (LONGEST_TRIP - SHORTEST_TRIP) * long0to1;
            desired[i] = round(0.8 + 0.2 * random.nextDouble(), 2);
            arrival[i] = minute(night, LocalTime.of(17, 0), 270);
            departure[i] = minute(night + 1, LocalTime.of(4, 30), 180);
        }
        Collections.shuffle(places, random); // who comes stands where there is room
        while (!NightCheck.isPossible(stays(trip, desired, arrival, departure, soc), this::freeKw)) {
            boolean shorter = false;
            for (int i = 0; i < buses; i++) {
                shorter |= trip[i] > SHORTEST_TRIP + 0.001;
                trip[i] = SHORTEST_TRIP + 0.9 * (trip[i] - SHORTEST_TRIP);
            }
            if (!shorter) {
                throw new ScenarioException(
                        "%d buses cannot be charged in a night with %.0f kW; about %.0f kW are needed."
                                .formatted(buses, siteKw, 16.0 * buses));
            }
        }
        for (int i = 0; i < buses; i++) {
            double used = round(trip[i], 3);
            ObjectNode come = event(events, i, "arrival", arrival[i]);
            come.put("connected_charging_station", stationId(places.get(i)));
            come.put("estimated_time_of_departure", iso(departure[i]));
            come.put("soc_delta", -used);
            come.put("desired_soc", desired[i]);
            ObjectNode go = event(events, i, "departure", departure[i]);
            go.put("estimated_time_of_arrival", iso(departure[i].plus(Duration.ofHours(13))));
            if (gone.size() < buses) {
                gone.add(go);
            } else {
                gone.set(i, go).put("estimated_time_of_arrival", iso(arrival[i]));
            }
            soc[i] = desired[i];
        }
    }

    private List<NightCheck.Stay> stays(
            double[] trip, double[] desired, Instant[] arrival, Instant[] departure, double[] soc) {
        List<NightCheck.Stay> stays = new ArrayList<>();
        for (int i = 0; i < buses; i++) {
            double left = Math.max(0, soc[i] - round(trip[i], 3));
            stays.add(new NightCheck.Stay(
                    typeOf(i), STATION_KW, STATION_MIN_KW, arrival[i], departure[i], left, desired[i]));
        }
        return stays;
    }

    private double freeKw(Instant t) {
        long step = Duration.between(start, t).dividedBy(LOAD_STEP);
        double load = loadKw[(int) Math.max(0, Math.min(step, loadKw.length - 1L))];
        return siteKw * (1 - SLACK) - load;
    }

    private ObjectNode event(ArrayNode events, int bus, String type, Instant t) {
        ObjectNode event = events.addObject();
        event.put("signal_time", iso(start));
        event.put("start_time", iso(t));
        event.put("vehicle_id", busId(bus));
        event.put("event_type", type);
        return event.putObject("update");
    }

    /** Every fourth bus is a small one. */
    private static VehicleType typeOf(int bus) {
        return bus % 4 == 3 ? SMALL : LARGE;
    }

    private static String busId(int bus) {
        return "bus-%02d".formatted(bus + 1);
    }

    private static String stationId(int place) {
        return "charger-%02d".formatted(place + 1);
    }

    private Instant at(int day, LocalTime time) {
        return date.plusDays(day).atTime(time).atZone(zone).toInstant();
    }

    private Instant minute(int day, LocalTime from, int minutes) {
        return at(day, from).plus(Duration.ofMinutes(random.nextInt(minutes + 1)));
    }

    private String iso(Instant t) {
        return t.atZone(zone).format(DateTimeFormatter.ISO_OFFSET_DATE_TIME);
    }

    private static double round(double value, int digits) {
        double scale = Math.pow(10, digits);
        return Math.round(value * scale) / scale;
    }
}
