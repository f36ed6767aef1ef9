package energy.corridor.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import energy.corridor.credits.DeviceNotices;
import energy.corridor.dispatch.OperatorCalls;
import energy.corridor.telemetry.StationId;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Tells a charging station of its own credits: OCPP DataTransfer, vendor {@code energy.corridor}, message {@code CreditInfo}. */
@Singleton
final class CreditMessages implements DeviceNotices {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final OperatorCalls stations;

    CreditMessages(OperatorCalls stations) {
        this.stations = stations;
    }

    @Override
    public CompletionStage<Result> send(String element, String json) {
        if (element.startsWith("vehicle/")) {
            return CompletableFuture.completedFuture(Result.UNSUPPORTED); // no station: its fleet reads it by REST
        }
        String payload = JSON.createObjectNode()
                .put("vendorId", "energy.corridor")
                .put("messageId", "CreditInfo")
                .put("data", json)
                .toString();
        int slash = element.lastIndexOf('/');
        StationId station = new StationId(slash < 0 ? element : element.substring(0, slash));
        return stations.ask(station, "DataTransfer", payload).thenApply(CreditMessages::result);
    }

    private static Result result(OperatorCalls.Reply reply) {
        if (reply instanceof OperatorCalls.Answered answered) {
            return switch (status(answered.payload())) {
                case "Accepted" -> Result.ACKED;
                case "UnknownVendorId", "UnknownMessageId" -> Result.UNSUPPORTED;
                default -> Result.FAILED;
            };
        }
        boolean unknown = reply instanceof OperatorCalls.NoSuchAction
                || (reply instanceof OperatorCalls.Failed failed
                        && (failed.code().equals("NotImplemented")
                                || failed.code().equals("NotSupported")));
        return unknown ? Result.UNSUPPORTED : Result.FAILED;
    }

    private static String status(String payload) {
        try {
            return JSON.readTree(payload).path("status").asText();
        } catch (JsonProcessingException broken) {
            return "";
        }
    }
}
