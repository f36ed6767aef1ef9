package energy.corridor.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import energy.corridor.quantity.Units;
import energy.corridor.settlement.ChargedSession;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A charge detail record, OCPI 2.2.1 section 10.3.1. Field names are OCPI's. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record CdrJson(
        String country_code,
        String party_id,
        String id,
        Instant start_date_time,
        Instant end_date_time,
        Token cdr_token,
        String auth_method,
        Location cdr_location,
        String currency,
        List<Period> charging_periods,
        @Nullable SignedData signed_data,
        Price total_cost,
        BigDecimal total_energy,
        BigDecimal total_time,
        Instant last_updated) {

    /** Longest text of a signed value (section 10.4.5). */
    private static final int MOST_SIGNED = 5_000;

    private static final int MOST_UID = 36;
    private static final int HOURS_DIGITS = 4;

    record Token(String country_code, String party_id, String uid, String type, String contract_id) {}

    record Location(
            String id,
            String address,
            String city,
            String country,
            Coordinates coordinates,
            String evse_uid,
            String evse_id,
            String connector_id,
            String connector_standard,
            String connector_format,
            String connector_power_type) {}

    /** Decimal degrees, as texts. */
    record Coordinates(String latitude, String longitude) {}

    record Period(Instant start_date_time, List<Dimension> dimensions) {}

    /** @param volume kWh or hours */
    record Dimension(String type, BigDecimal volume) {}

    record SignedData(String encoding_method, List<SignedValue> signed_values) {}

    record SignedValue(String nature, String plain_data, String signed_data) {}

    record Price(BigDecimal excl_vat) {}

    /** What every record of the depot has in common. */
    record Depot(
            String country, String party, String name, String currency, String address, String city, Coordinates at) {}

    static CdrJson of(ChargedSession session, Depot depot) {
        String tag = session.idTag().isEmpty() ? "unknown" : cut(session.idTag(), MOST_UID);
        return new CdrJson(
                depot.country(),
                depot.party(),
                "CDR-%d".formatted(session.transaction()),
                whole(session.start()),
                whole(session.end()),
                new Token(depot.country(), depot.party(), tag, "RFID", tag),
                "WHITELIST",
                new Location(
                        cut(depot.name(), MOST_UID),
                        depot.address(),
                        depot.city(),
                        iso3(depot.country()),
                        depot.at(),
                        cut(session.evse().toString(), MOST_UID),
                        "%s*%s*E%s"
                                .formatted(
                                        depot.country(),
                                        depot.party(),
                                        session.evse().toString().replaceAll("[^A-Za-z0-9]", "*")),
                        Integer.toString(session.evse().number()),
                        "IEC_62196_T2_COMBO",
                        "CABLE",
                        "DC"),
                depot.currency(),
                session.parts().stream()
                        .map(p -> new Period(
                                whole(p.start()),
                                List.of(
                                        new Dimension("ENERGY", Units.whToKwh(p.wh())),
                                        new Dimension("TIME", hours(p.start(), p.end())))))
                        .toList(),
                signedData(session.signed()),
                new Price(session.cost()),
                Units.whToKwh(session.billedWh()),
                hours(session.start(), session.end()),
                whole(session.end()));
    }

    /** The record of begin and end, or one for each with those between. */
    private static @Nullable SignedData signedData(List<String> records) {
        if (records.isEmpty() || records.stream().anyMatch(r -> r.length() > MOST_SIGNED)) {
            return null;
        }
        List<SignedValue> values = new ArrayList<>();
        for (int i = 0; i < records.size(); i++) {
            String nature = i == records.size() - 1 ? "End" : i == 0 ? "Start" : "Intermediate";
            values.add(new SignedValue(nature, records.get(i), base64(records.get(i))));
        }
        return new SignedData("OCMF", values);
    }

    private static String iso3(String country) {
        return new java.util.Locale("", country).getISO3Country();
    }

    private static String base64(String record) {
        return Base64.getEncoder().encodeToString(record.getBytes(StandardCharsets.UTF_8));
    }

    private static BigDecimal hours(Instant from, Instant to) {
        return BigDecimal.valueOf(Units.hours(Duration.between(from, to)))
                .setScale(HOURS_DIGITS, java.math.RoundingMode.HALF_EVEN);
    }

    private static Instant whole(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS);
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most);
    }
}
