package energy.corridor.credits;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * A charging device as registered with a programme's regulator; one version of it.
 *
 * @param element the grid element whose settled energy it reports
 * @param endUse what charges there, e.g. {@code battery-bus}
 * @param registrationNo site code, hyphen, number of three digits
 */
public record CreditDevice(
        String programme,
        String element,
        int version,
        String registrationNo,
        String serial,
        String manufacturer,
        String model,
        Level level,
        int ports,
        BigDecimal ratedKw,
        String siteName,
        String endUse,
        String users,
        BigDecimal latitude,
        BigDecimal longitude,
        Status status,
        LocalDate validFrom) {

    public enum Level {
        L1("Level 1 - Low voltage, operating at 120V AC or less"),
        L2("Level 2 - High voltage, operating above level 1"),
        DCFC("Level 3 - Direct current fast charging"),
        OTHER("Other - Additional information provided in notes field");

        private final String words;

        Level(String words) {
            this.words = words;
        }

        /** As British Columbia's form has it. */
        public String words() {
            return words;
        }
    }

    public enum Status {
        PENDING_INSTALL,
        ACTIVE,
        DECOMMISSIONED
    }

    public CreditDevice {
        if (!registrationNo.matches("[A-Za-z0-9]+-\\d{3}")) {
            throw new IllegalArgumentException(
                    "The registrationNo \"%s\" must be a site code, a hyphen and three digits, such as DEP01-007."
                            .formatted(registrationNo));
        }
        if (ports != 1 && ports != 2) {
            throw new IllegalArgumentException("The ports (%d) of %s must be 1 or 2.".formatted(ports, element));
        }
        if (latitude.abs().compareTo(BigDecimal.valueOf(90)) > 0
                || longitude.abs().compareTo(BigDecimal.valueOf(180)) > 0) {
            throw new IllegalArgumentException(
                    "The latitude (%s) and longitude (%s) of %s must be in -90..90 and -180..180."
                            .formatted(latitude, longitude, element));
        }
        if (ratedKw.signum() <= 0) {
            throw new IllegalArgumentException("The ratedKw (%s) of %s must be above 0.".formatted(ratedKw, element));
        }
    }

    public CreditDevice in(Status next, LocalDate from) {
        return new CreditDevice(
                programme,
                element,
                version,
                registrationNo,
                serial,
                manufacturer,
                model,
                level,
                ports,
                ratedKw,
                siteName,
                endUse,
                users,
                latitude,
                longitude,
                next,
                from);
    }

    public CreditDevice withVersion(int next) {
        return new CreditDevice(
                programme,
                element,
                next,
                registrationNo,
                serial,
                manufacturer,
                model,
                level,
                ports,
                ratedKw,
                siteName,
                endUse,
                users,
                latitude,
                longitude,
                status,
                validFrom);
    }
}
