package energy.corridor.fleet;

import energy.corridor.telemetry.EvseId;
import energy.corridor.telemetry.MeterReading;
import energy.corridor.telemetry.StationId;
import java.time.Instant;
import java.util.List;

/**
 * What a charging station told us, free of any OCPP version. {@code at} is the station's clock where it sent one, else ours;
 * {@code receivedAt} is ours.
 */
public sealed interface StationEvent {

    StationId station();

    Instant receivedAt();

    /** A WebSocket of the station was accepted. */
    record Connected(StationId station, Instant receivedAt) implements StationEvent {}

    /** Its last WebSocket is gone. */
    record Disconnected(StationId station, Instant receivedAt) implements StationEvent {}

    record Booted(
            StationId station, Instant receivedAt, String vendor, String model, String firmware, String serialNumber)
            implements StationEvent {}

    /** @param errorCode OCPP ChargePointErrorCode, "NoError" when well */
    record StatusChanged(EvseId evse, Instant at, Instant receivedAt, ConnectorStatus status, String errorCode)
            implements StationEvent {
        @Override
        public StationId station() {
            return evse.station();
        }
    }

    /**
     * @param idTag "" while nobody is known to charge
     * @param meterStartWh {@link #NO_REGISTER} while the station told none: then the first register reading counts
     * @param name the id that the station gave it, "" where ours is the station's
     */
    record TransactionStarted(
            EvseId evse, long transaction, String idTag, Instant at, Instant receivedAt, long meterStartWh, String name)
            implements StationEvent {

        public static final long NO_REGISTER = -1;

        public TransactionStarted(
                EvseId evse, long transaction, String idTag, Instant at, Instant receivedAt, long meterStartWh) {
            this(evse, transaction, idTag, at, receivedAt, meterStartWh, "");
        }

        @Override
        public StationId station() {
            return evse.station();
        }
    }

    /** A running transaction has told who charges. */
    record TransactionIdentified(EvseId evse, long transaction, String idTag, Instant at, Instant receivedAt)
            implements StationEvent {
        @Override
        public StationId station() {
            return evse.station();
        }
    }

    /** Something that changes no charging but that people want to know. @param kind OCPP action @param detail its JSON */
    record Noticed(StationId station, Instant at, Instant receivedAt, String kind, String detail)
            implements StationEvent {}

    /**
     * @param evse the EVSE as the transaction's start named it
     * @param reason OCPP stop reason, "Local" when the station gave none
     */
    record TransactionEnded(
            EvseId evse, long transaction, Instant at, Instant receivedAt, long meterStopWh, String reason)
            implements StationEvent {
        @Override
        public StationId station() {
            return evse.station();
        }
    }

    /** Readings of one message, in the order of the message. */
    record Metered(StationId station, Instant receivedAt, List<MeterReading> readings) implements StationEvent {
        public Metered {
            readings = List.copyOf(readings);
        }
    }
}
