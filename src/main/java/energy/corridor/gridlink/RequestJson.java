package energy.corridor.gridlink;

import energy.corridor.grid.GridRequest;
import java.time.Instant;

/** A grid request as JSON, with the field names of the charging problem. Its rules are those of {@link GridRequest}. */
final class RequestJson {

    private RequestJson() {}

    /** @param id as the topic names it; the payload may repeat it */
    static GridRequest read(String id, byte[] payload) {
        Fields fields = Fields.of(payload);
        if (fields.has("id") && !fields.text("id").equals(id)) {
            throw new IllegalArgumentException(
                    "The field id (\"%s\") must be the id of the topic, \"%s\".".formatted(fields.text("id"), id));
        }
        String kind = fields.text("kind");
        Instant from = fields.instant("from");
        Instant to = fields.instant("to");
        GridRequest request = switch (kind) {
            case "IMPORT_LIMIT" -> new GridRequest.ImportLimit(id, from, to, fields.number("kw"));
            case "SUM_SOC_BAND" ->
                new GridRequest.SumSocBand(id, from, to, fields.number("lowerKwh"), fields.number("upperKwh"));
            case "DISPATCH" ->
                new GridRequest.DispatchRequest(id, from, to, fields.number("kw"), fields.number("penaltyEurPerKwh"));
            case "RESERVE_UP", "RESERVE_DOWN" ->
                new GridRequest.Reserve(
                        id,
                        from,
                        to,
                        kind.equals("RESERVE_UP"),
                        fields.number("kw"),
                        fields.whole("holdMinutes"),
                        fields.number("earnEurPerKwPerHour", 0),
                        fields.flag("firm", false));
            default ->
                throw new IllegalArgumentException(
                        "The field kind (\"%s\") must be IMPORT_LIMIT, SUM_SOC_BAND, DISPATCH, RESERVE_UP or RESERVE_DOWN."
                                .formatted(kind));
        };
        fields.noOthers();
        return request;
    }
}
