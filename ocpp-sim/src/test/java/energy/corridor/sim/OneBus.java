package energy.corridor.sim;

import static energy.corridor.sim.TestDepot.at;

import com.fasterxml.jackson.databind.JsonNode;
import energy.corridor.sim.FakeService.Said;
import energy.corridor.sim.station.StationSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

/** One bus on one station through an evening, seen from the service's side. */
@Timeout(60)
abstract class OneBus {

    static final WorldOptions OPTIONS = WorldOptions.at("depot")
            .with(StationSettings.DEFAULT.withReconnect(Duration.ofHours(1), Duration.ofHours(1)));

    final FakeService service = new FakeService();
    final TestDepot depot = new TestDepot().bus("bus-1", 0.5).stay("bus-1", "charger-1", "18:00", "20:00", 0, 1);
    World world = World.load(depot.scenario(), OPTIONS);

    @AfterEach
    void end() {
        world.close();
        service.close();
    }

    void to(String time) {
        await(world.advanceTo(at(time)));
    }

    static void await(CompletionStage<Void> stage) {
        stage.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
    }

    String ask(String action, String payload) {
        String status = service.ask("charger-1", action, payload).path("status").asText();
        await(world.settled());
        return status;
    }

    JsonNode last(String action) {
        List<Said> all = service.said(action);
        return all.get(all.size() - 1).payload();
    }

    static String txProfile(int transaction, String start, int duration, int watts) {
        return "{'connectorId':1,'csChargingProfiles':" + profile(transaction, start, 0, duration, watts) + "}";
    }

    /** @param start an instant, or Relative */
    static String profile(@Nullable Integer transaction, String start, int level, int duration, int watts) {
        boolean relative = start.equals("Relative");
        return ("{'chargingProfileId':1,%s'stackLevel':%d,'chargingProfilePurpose':'TxProfile',"
                        + "'chargingProfileKind':'%s','chargingSchedule':{'duration':%d,%s'chargingRateUnit':'W',"
                        + "'chargingSchedulePeriod':[{'startPeriod':0,'limit':%d}]}}")
                .formatted(
                        transaction == null ? "" : "'transactionId':%d,".formatted(transaction),
                        level,
                        relative ? "Relative" : "Absolute",
                        duration,
                        relative ? "" : "'startSchedule':'%s',".formatted(start),
                        watts);
    }

    static String brief(Said said) {
        JsonNode p = said.payload();
        return switch (said.action()) {
            case "StatusNotification" -> said.action() + " " + p.path("status").asText();
            case "Authorize" -> said.action() + " " + p.path("idTag").asText();
            case "StartTransaction" ->
                "%s %s %d"
                        .formatted(
                                said.action(),
                                p.path("timestamp").asText().substring(11),
                                p.path("meterStart").asInt());
            case "MeterValues" -> {
                JsonNode value = p.path("meterValue").path(0);
                StringBuilder text = new StringBuilder("MeterValues ")
                        .append(Instant.parse(value.path("timestamp").asText())
                                .toString()
                                .substring(11))
                        .append(' ')
                        .append(value.path("sampledValue")
                                .path(0)
                                .path("context")
                                .asText());
                value.path("sampledValue")
                        .forEach(s -> text.append(' ')
                                .append(s.path("value").asText())
                                .append(' ')
                                .append(s.path("unit").asText()));
                yield text.toString();
            }
            default -> said.action();
        };
    }
}
