package energy.corridor.sim.scenario;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** Which OCPP a station speaks. */
public enum OcppVersion {
    V16("1.6"),
    V201("2.0.1");

    private final String number;

    OcppVersion(String number) {
        this.number = number;
    }

    /** As the station names it when it connects. */
    public String subprotocol() {
        return "ocpp" + number;
    }

    static Optional<OcppVersion> of(String number) {
        return Arrays.stream(values()).filter(v -> v.number.equals(number)).findFirst();
    }

    static String numbers() {
        return Arrays.stream(values()).map(v -> "\"" + v.number + "\"").collect(Collectors.joining(" or "));
    }

    @Override
    public String toString() {
        return number;
    }
}
