package energy.corridor.app;

import energy.corridor.sim.station.Account;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the stations were told is kept, held against the database after the service's end.
 *
 * @param acknowledged readings, starts and stops, each once however often it was said
 * @param lost acknowledged and not in the database, or not as it was said
 * @param doubled in the database more than once
 * @param setpoints commands that stations accepted
 */
record KeptOnce(int acknowledged, List<Object> lost, List<Object> doubled, int setpoints) {

    static KeptOnce of(Account account, Path data) throws SQLException {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(data.resolve("postgres"));
                Connection sql =
                        DriverManager.getConnection(postgres.jdbcUrl(), postgres.username(), postgres.password())) {
            List<Object> lost = new ArrayList<>();
            List<Object> doubled = new ArrayList<>();
            Map<List<String>, Long> named = named(sql);
            int count = readings(account, named, sql, lost, doubled)
                    + starts(account, named, sql, lost, doubled)
                    + stops(account, named, sql, lost);
            return new KeptOnce(count, lost, doubled, setpoints(sql));
        }
    }

    private static int setpoints(Connection sql) throws SQLException {
        try (ResultSet row =
                sql.createStatement().executeQuery("select count(*) from command_log where outcome = 'ACCEPTED'")) {
            row.next();
            return row.getInt(1);
        }
    }

    /** Our number of what a station of 2.0.1 named. */
    private static Map<List<String>, Long> named(Connection sql) throws SQLException {
        Map<List<String>, Long> named = new HashMap<>();
        try (ResultSet row = sql.createStatement()
                .executeQuery("select station_id, station_name, transaction_id from charging_transaction"
                        + " where station_name <> ''")) {
            while (row.next()) {
                named.put(List.of(row.getString(1), row.getString(2)), row.getLong(3));
            }
        }
        return named;
    }

    private static long number(Map<List<String>, Long> named, String station, String transaction) {
        Long number = named.get(List.of(station, transaction));
        return number != null ? number : transaction.matches("\\d+") ? Long.parseLong(transaction) : -1;
    }

    private static int readings(
            Account account, Map<List<String>, Long> named, Connection sql, List<Object> lost, List<Object> doubled)
            throws SQLException {
        Map<List<Object>, List<BigDecimal>> kept = new HashMap<>();
        try (ResultSet row = sql.createStatement()
                .executeQuery("select station_id, evse_number, transaction_id, at, measurand, context, value"
                        + " from meter_reading")) {
            while (row.next()) {
                List<Object> channel = List.of(
                        row.getString(1),
                        row.getInt(2),
                        row.getLong(3),
                        row.getTimestamp(4).toInstant(),
                        row.getString(5),
                        row.getString(6));
                kept.computeIfAbsent(channel, c -> new ArrayList<>()).add(row.getBigDecimal(7));
            }
        }
        Set<Account.Reading> said = new LinkedHashSet<>(account.readings());
        for (Account.Reading reading : said) {
            List<BigDecimal> values = kept.getOrDefault(
                    List.<Object>of(
                            reading.station(),
                            reading.connector(),
                            number(named, reading.station(), reading.transactionId()),
                            reading.at(),
                            reading.measurand(),
                            reading.context()),
                    List.of());
            if (values.isEmpty() || values.get(0).compareTo(new BigDecimal(reading.value())) != 0) {
                lost.add(reading);
            } else if (values.size() > 1) {
                doubled.add(reading);
            }
        }
        return said.size();
    }

    private static int starts(
            Account account, Map<List<String>, Long> named, Connection sql, List<Object> lost, List<Object> doubled)
            throws SQLException {
        Map<Long, List<Object>> kept = new HashMap<>();
        Map<List<Object>, Integer> times = new HashMap<>();
        try (ResultSet row = sql.createStatement()
                .executeQuery("select transaction_id, station_id, evse_number, id_tag, started_at, meter_start_wh"
                        + " from charging_transaction")) {
            while (row.next()) {
                List<Object> start = List.of(
                        row.getString(2),
                        row.getInt(3),
                        row.getString(4),
                        row.getTimestamp(5).toInstant(),
                        row.getLong(6));
                kept.put(row.getLong(1), start);
                times.merge(start, 1, Integer::sum);
            }
        }
        Set<Account.Start> said = new LinkedHashSet<>(account.starts());
        for (Account.Start start : said) {
            List<Object> expected =
                    List.of(start.station(), start.connector(), start.idTag(), start.at(), start.meterStartWh());
            if (!expected.equals(kept.get(number(named, start.station(), start.transactionId())))) {
                lost.add(start);
            }
            if (times.getOrDefault(expected, 0) > 1) {
                doubled.add(start);
            }
        }
        return said.size();
    }

    /** A stop closes its transaction as the station said, or is kept as an orphan. */
    private static int stops(Account account, Map<List<String>, Long> named, Connection sql, List<Object> lost)
            throws SQLException {
        Set<List<Object>> kept = new LinkedHashSet<>();
        try (ResultSet row = sql.createStatement()
                .executeQuery("select station_id, transaction_id, ended_at, meter_stop_wh from charging_transaction"
                        + " where ended_at is not null union all"
                        + " select station_id, transaction_id, at, meter_stop_wh from orphan_stop")) {
            while (row.next()) {
                kept.add(List.of(
                        row.getString(1), row.getLong(2), row.getTimestamp(3).toInstant(), row.getLong(4)));
            }
        }
        Set<Account.Stop> said = new LinkedHashSet<>(account.stops());
        for (Account.Stop stop : said) {
            if (!kept.contains(List.<Object>of(
                    stop.station(),
                    number(named, stop.station(), stop.transactionId()),
                    stop.at(),
                    stop.meterStopWh()))) {
                lost.add(stop);
            }
        }
        return said.size();
    }
}
