package energy.corridor.ocpp;

import energy.corridor.fleet.StationIntake;
import energy.corridor.telemetry.StationId;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Whether a connection may become a WebSocket, decided before the upgrade (OCPP-J 1.6, section 3). */
sealed interface Handshake {

    /** @param booted whether the station was accepted before */
    record Welcome(StationId station, OcppVersion version, boolean booted) implements Handshake {}

    /** @param reason a sentence */
    record Refused(int status, String reason) implements Handshake {}

    /**
     * @param identity the last part of the address, decoded
     * @param shown what proves it
     * @param offered values of Sec-WebSocket-Protocol, in the station's order of preference
     */
    static Handshake decide(
            String identity,
            Access.Shown shown,
            Collection<String> offered,
            StationIntake intake,
            Access access,
            Collection<OcppVersion> versions) {
        Optional<StationId> known = station(identity).filter(intake::knows);
        if (known.isEmpty()) {
            return new Refused(
                    404,
                    "No charging station with the identity %s belongs to this depot; register it first."
                            .formatted(JsonText.quote(JsonText.cut(identity, 60))));
        }
        Optional<String> refusal = access.refusal(known.get(), shown);
        if (refusal.isPresent()) {
            return new Refused(401, refusal.get());
        }
        List<String> spoken =
                versions.stream().map(OcppVersion::subprotocol).sorted().toList();
        return offered.stream()
                .flatMap(header -> Arrays.stream(header.split(",", -1)))
                .map(String::strip)
                .flatMap(name -> versions.stream().filter(v -> v.subprotocol().equals(name)))
                .findFirst()
                .<Handshake>map(version -> new Welcome(known.get(), version, intake.hasBooted(known.get())))
                .orElseGet(() -> new Refused(
                        400,
                        "The Sec-WebSocket-Protocol %s names no version that is spoken here; offer one of %s."
                                .formatted(
                                        JsonText.quote(JsonText.cut(String.join(", ", offered), 60)),
                                        String.join(", ", spoken))));
    }

    private static Optional<StationId> station(String identity) {
        try {
            return Optional.of(new StationId(identity));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // such an identity cannot be registered
        }
    }
}
