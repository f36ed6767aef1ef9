package energy.corridor.web;

import energy.corridor.dispatch.OperatorCalls;
import energy.corridor.telemetry.StationId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Stations that answer by the book: bay-03 is away, and the action decides the end. */
final class PaperStations implements OperatorCalls {

    @Override
    public Optional<Speech> speech(StationId station) {
        return station.value().equals("bay-03")
                ? Optional.empty()
                : Optional.of(new Speech(
                        "OCPP 1.6", new TreeSet<>(List.of("ClearCache", "Reset")), Map.of("NumberOfConnectors", "2")));
    }

    @Override
    public CompletionStage<Reply> ask(StationId station, String action, String payload) {
        return CompletableFuture.completedStage(
                switch (action) {
                    case "Reset" ->
                        station.value().equals("bay-03")
                                ? new NotSent("The station is not connected.")
                                : payload.contains("Soft")
                                        ? new Answered("{\"status\":\"Accepted\"}")
                                        : new Invalid("The field \"type\" of Reset is missing; it is required.");
                    case "ClearCache" -> new Failed("NotSupported", "no cache");
                    case "GetDiagnostics" -> new Silent("The station did not answer GetDiagnostics within 30000 ms.");
                    default -> new NoSuchAction("A central system cannot send \"%s\" in OCPP 1.6.".formatted(action));
                });
    }
}
