package energy.corridor.gridlink;

import energy.corridor.grid.request.GridSignal;
import energy.corridor.grid.request.GridSignal.Band;
import energy.corridor.grid.request.GridSignal.BaselineMethod;
import energy.corridor.grid.request.GridSignal.Dispatch;
import energy.corridor.grid.request.GridSignal.GridAlert;
import energy.corridor.grid.request.GridSignal.LimitKind;
import energy.corridor.grid.request.GridSignal.Reserve;
import energy.corridor.grid.request.GridSignal.SiteLimit;
import energy.corridor.grid.request.SignalId;
import energy.corridor.grid.request.Slot;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A grid request as JSON, with the field names of the REST API. Its rules are those of {@link GridSignal}.
 *
 * @param expires by when it must be decided
 */
record RequestJson(GridSignal signal, Optional<Instant> expires) {

    private static final String KINDS =
            "IMPORT_LIMIT, EXPORT_LIMIT, SUM_SOC_BAND, DISPATCH, RESERVE_UP, RESERVE_DOWN or ALERT";

    /** @param operator @param id as the topic names them; the payload may repeat the id */
    static RequestJson read(String operator, String id, byte[] payload) {
        Fields fields = Fields.of(payload);
        if (fields.has("id") && !fields.text("id").equals(id)) {
            throw new IllegalArgumentException(
                    "The field id (\"%s\") must be the id of the topic, \"%s\".".formatted(fields.text("id"), id));
        }
        SignalId name = new SignalId(operator, id, fields.has("revision") ? fields.whole("revision") : 1);
        Optional<Instant> expires = fields.has("expires") ? Optional.of(fields.instant("expires")) : Optional.empty();
        String kind = fields.text("kind");
        GridSignal signal = switch (kind) {
            case "IMPORT_LIMIT" ->
                new SiteLimit(
                        name,
                        false,
                        fields.has("limit") ? fields.oneOf("limit", LimitKind.class) : LimitKind.LIMIT,
                        fields.has("priority") ? Optional.of(fields.whole("priority")) : Optional.empty(),
                        slots(fields));
            case "EXPORT_LIMIT" -> new SiteLimit(name, true, LimitKind.LIMIT, Optional.empty(), slots(fields));
            case "SUM_SOC_BAND" ->
                new Band(
                        name,
                        fields.instant("from"),
                        fields.instant("to"),
                        fields.number("lowerKwh"),
                        fields.number("upperKwh"));
            case "DISPATCH" ->
                new Dispatch(
                        name,
                        fields.flag("relative", false),
                        slots(fields),
                        fields.number("penaltyEurPerKwh", 0),
                        fields.has("baseline")
                                ? fields.oneOf("baseline", BaselineMethod.class)
                                : BaselineMethod.DECLARED);
            case "RESERVE_UP", "RESERVE_DOWN" ->
                new Reserve(
                        name,
                        kind.equals("RESERVE_UP"),
                        slots(fields),
                        fields.whole("holdMinutes"),
                        fields.number("earnEurPerKwPerHour", 0),
                        true);
            case "ALERT" ->
                new GridAlert(name, "ALERT_OTHER", fields.text("text"), fields.instant("from"), fields.instant("to"));
            default -> throw new IllegalArgumentException("The field kind (\"%s\") must be %s.".formatted(kind, KINDS));
        };
        fields.noOthers();
        return new RequestJson(signal, expires);
    }

    private static List<Slot> slots(Fields fields) {
        if (!fields.has("intervals")) {
            return List.of(slot(fields));
        }
        return fields.objects("intervals").stream()
                .map(interval -> {
                    Slot slot = slot(interval);
                    interval.noOthers();
                    return slot;
                })
                .toList();
    }

    private static Slot slot(Fields fields) {
        return new Slot(fields.instant("from"), fields.instant("to"), fields.number("kw"));
    }
}
