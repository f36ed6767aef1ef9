package energy.corridor.web;

import energy.corridor.corridor.CorridorHistory;
import energy.corridor.grid.delivery.DeliveryAccount;
import energy.corridor.grid.delivery.DeliveryAccount.Order;
import energy.corridor.grid.delivery.DeliveryReport;
import energy.corridor.grid.delivery.Register;
import energy.corridor.grid.request.GridSignal.LimitKind;
import energy.corridor.grid.request.GridSignal.SiteLimit;
import energy.corridor.grid.request.ReasonCode;
import energy.corridor.grid.request.RequestState;
import energy.corridor.grid.request.SignalId;
import energy.corridor.grid.request.Slot;
import energy.corridor.quantity.Units;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A limit that was: 600 kW from 22:00 and 800 kW from 22:15, accounted for by what the living depot's meters saw. */
final class DeliveredEvening {

    static final String ID = "evening-cap";
    private static final Instant FROM = Instant.parse("2026-03-02T21:00:00Z");
    private static final Instant CHANGE = Instant.parse("2026-03-02T21:15:00Z");
    private static final Instant TO = Instant.parse("2026-03-02T21:30:00Z");

    private DeliveredEvening() {}

    static DeliveryReport play(LivingDepot depot) {
        SignalId id = SignalId.ofDepot(ID);
        var requests = depot.grid.requests();
        requests.impose(
                new SiteLimit(
                        id,
                        false,
                        LimitKind.LIMIT,
                        Optional.empty(),
                        List.of(new Slot(FROM, CHANGE, 600), new Slot(CHANGE, TO, 800))),
                "It is part of the story.",
                LivingDepot.BEGIN);
        requests.advance(FROM);
        var account = new DeliveryAccount(List.of(metered(depot)), depot.grid::meanOtherLoadKw);
        var intervals = account.limit(List.of(new Order(FROM, CHANGE, 600), new Order(CHANGE, TO, 800)));
        var report = new DeliveryReport("FIRM_SERVICE_LEVEL", 1, TO, true, intervals);
        requests.measured(
                id,
                report,
                RequestState.FAILED,
                ReasonCode.OK,
                "%.1f kWh were imported above the limit.".formatted(report.shortfallKwh()),
                TO);
        return report;
    }

    /** All EVSEs as one register. */
    private static Register metered(LivingDepot depot) {
        List<Register.Point> points = new ArrayList<>();
        double wh = 0;
        Optional<CorridorHistory.Point> before = Optional.empty();
        for (CorridorHistory.Point point : depot.between(LivingDepot.BEGIN, depot.instant())) {
            wh += before.map(b -> 1000 * Units.energyKwh(b.powerKw(), Duration.between(b.at(), point.at())))
                    .orElse(0.0);
            points.add(new Register.Point(point.at(), wh, true));
            before = Optional.of(point);
        }
        return new Register(points);
    }
}
