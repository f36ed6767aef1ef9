package energy.corridor.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import energy.corridor.dispatch.Quarantine;
import energy.corridor.dispatch.Setpoint;
import energy.corridor.duty.VehicleId;
import energy.corridor.fleet.ConnectorStatus;
import energy.corridor.fleet.EvseState;
import energy.corridor.quantity.Units;
import energy.corridor.telemetry.EvseId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** One EVSE as the outside sees it. */
@Schema(name = "EvseState")
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record StationView(
        @Schema(description = "station/number") String evse,

        @Schema(description = "Whether its station has an open WebSocket")
        boolean connected,

        Optional<Instant> lastSeen,

        @Schema(description = "OCPP status of the connector")
        ConnectorStatus status,

        @Schema(description = "OCPP error code, absent when well")
        Optional<String> error,

        @Schema(description = "Number of the running transaction, absent for none")
        Optional<Long> transaction,

        Optional<String> vehicle,

        @Schema(description = "kW metered, positive into the vehicle; absent without a measurement")
        Optional<Double> powerKw,

        Optional<Instant> powerAt,

        @Schema(description = "kW, the last setpoint it accepted for the running transaction")
        Optional<Double> setpointKw,

        @Schema(description = "When that lapses to the failsafe")
        Optional<Instant> setpointUntil,

        double maxKw,

        @Schema(description = "kW it may draw without a setpoint")
        double failsafeKw,

        @Schema(
                description =
                        "s its clock is ahead of ours, negative behind, as far as its messages show; setpoints are on our clock")
        Optional<Double> clockAheadS,

        @Schema(description = "Why it cannot be relied on at present, absent while it can")
        Optional<QuarantineView> quarantine) {

    @Schema(name = "Quarantine")
    record QuarantineView(
            @Schema(description = "DISOBEYS, SILENT_METER or FROZEN_METER")
            Quarantine.Cause cause,

            Instant since,

            @Schema(description = "kW kept free for it, whatever it is told")
            double reservedKw,

            @Schema(description = "A sentence") String reason) {}

    static List<StationView> all(DepotSnapshot snapshot) {
        Map<EvseId, Setpoint> setpoints = snapshot.setpoints().stream()
                .collect(Collectors.toMap(Setpoint::evse, Function.identity(), (first, second) -> second));
        Map<EvseId, Quarantine> quarantined =
                snapshot.quarantined().stream().collect(Collectors.toMap(Quarantine::evse, Function.identity()));
        return snapshot.fleet().evses().stream()
                .map(e -> of(
                        e,
                        Optional.ofNullable(setpoints.get(e.evse().id())),
                        Optional.ofNullable(quarantined.get(e.evse().id()))))
                .toList();
    }

    private static StationView of(EvseState evse, Optional<Setpoint> setpoint, Optional<Quarantine> quarantine) {
        return new StationView(
                evse.evse().id().toString(),
                evse.connected(),
                evse.lastSeen(),
                evse.status(),
                Optional.of(evse.errorCode()).filter(code -> !code.equals("NoError")),
                Optional.of(evse.transaction()).filter(t -> t != 0),
                evse.vehicle().map(VehicleId::value),
                evse.powerKw().map(Rounded::of),
                evse.powerAt(),
                setpoint.map(s -> Rounded.of(s.powerKw())),
                setpoint.map(Setpoint::validUntil),
                evse.evse().maxKw(),
                evse.evse().failsafeKw(),
                evse.metering().clockAhead().map(ahead -> Rounded.of(Units.seconds(ahead))),
                quarantine.map(q -> new QuarantineView(q.cause(), q.since(), Rounded.of(q.reservedKw()), q.reason())));
    }
}
