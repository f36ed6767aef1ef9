package energy.corridor.credits;

import java.util.concurrent.CompletionStage;

/** How a device is told of its own credits (OCPP DataTransfer, message CreditInfo). */
public interface DeviceNotices {

    /** What became of a notice. */
    enum Result {
        ACKED,
        /** The device does not know such messages; it stays readable by REST. */
        UNSUPPORTED,
        /** Refused, away or silent: tried again. */
        FAILED
    }

    /** @param json the notice: programme, report, period, energy, credits as a decimal text, unit */
    CompletionStage<Result> send(String element, String json);
}
