package energy.corridor.store.settlement;

import static energy.corridor.store.settlement.Sql.exact;
import static energy.corridor.store.settlement.Sql.number;
import static energy.corridor.store.settlement.Sql.text;
import static energy.corridor.store.settlement.Sql.time;

import energy.corridor.settlement.ElementRegister;
import energy.corridor.settlement.GridElement;
import energy.corridor.telemetry.EvseId;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.sql.DataSource;

/** The register of grid elements with all its versions. */
@ApplicationScoped
public class PostgresElements implements ElementRegister.Store {

    private static final String INSERT = """
            insert into grid_element (element_id, version, type, state, station_id, evse_number, owner, master_id, capacity_up_w,
                capacity_down_w, modulus_wh, loss_factor, point, attributes, valid_from, source)
            select element_id, version, type, state, station_id, evse_number, owner, master_id, capacity_up_w, capacity_down_w,
                modulus_wh, loss_factor, point, string_to_array(attributes, chr(31)), valid_from, source
            from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) as e (element_id, version, type, state, station_id,
                evse_number, owner, master_id, capacity_up_w, capacity_down_w, modulus_wh, loss_factor, point, attributes,
                valid_from, source)""";

    private static final String SEPARATOR = "\u001f"; // cannot be typed

    private final DataSource database;

    PostgresElements(DataSource database) {
        this.database = database;
    }

    @Override
    public List<GridElement> elements() {
        return Sql.rows(database, "select * from grid_element order by element_id, version", PostgresElements::element);
    }

    @Override
    public void add(Collection<GridElement> versions) {
        Sql.<Integer>transaction(
                database,
                "Registering elements",
                connection -> Sql.insert(
                        connection,
                        INSERT,
                        versions,
                        text(GridElement::id),
                        number(GridElement::version),
                        text(e -> e.type().name()),
                        text(e -> e.state().name()),
                        text(e -> e.evse().map(v -> v.station().value()).orElse(null)),
                        number(e -> e.evse().map(EvseId::number).orElse(null)),
                        text(GridElement::owner),
                        text(e -> e.master().orElse(null)),
                        number(GridElement::capacityUpW),
                        number(GridElement::capacityDownW),
                        number(GridElement::modulusWh),
                        exact(GridElement::lossFactor),
                        text(GridElement::point),
                        text(PostgresElements::joined),
                        time(GridElement::validFrom),
                        text(e -> e.source().name())));
    }

    private static String joined(GridElement element) {
        StringBuilder joined = new StringBuilder();
        new TreeMap<>(element.attributes())
                .forEach((name, value) -> joined.append(joined.isEmpty() ? "" : SEPARATOR)
                        .append(name)
                        .append(SEPARATOR)
                        .append(value));
        return joined.toString();
    }

    private static GridElement element(ResultSet row) throws SQLException {
        String station = row.getString("station_id");
        return new GridElement(
                row.getString("element_id"),
                row.getInt("version"),
                GridElement.Type.valueOf(row.getString("type")),
                GridElement.State.valueOf(row.getString("state")),
                station == null ? Optional.empty() : Optional.of(EvseId.of(station, row.getInt("evse_number"))),
                row.getString("owner"),
                Optional.ofNullable(row.getString("master_id")),
                row.getLong("capacity_up_w"),
                row.getLong("capacity_down_w"),
                row.getLong("modulus_wh"),
                row.getBigDecimal("loss_factor"),
                row.getString("point"),
                attributes(row.getArray("attributes")),
                Sql.instant(row, "valid_from"),
                GridElement.Source.valueOf(row.getString("source")));
    }

    private static Map<String, String> attributes(Array array) throws SQLException {
        String[] words = (String[]) array.getArray();
        Map<String, String> attributes = new TreeMap<>();
        for (int i = 0; i + 1 < words.length; i += 2) {
            attributes.put(words[i], words[i + 1]);
        }
        return attributes;
    }
}
