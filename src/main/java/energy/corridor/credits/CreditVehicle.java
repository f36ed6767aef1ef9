package energy.corridor.credits;

import java.time.LocalDate;

/**
 * A battery vehicle for which a programme gives a flat amount of energy a year; one version of it.
 *
 * @param registration its plate, or a hash of it; claims go by it, so that a vehicle under another name is the same vehicle
 * @param vehicle as the fleet calls it
 * @param vehicleClass of the programme's flat amounts, e.g. {@code M1}
 * @param active whether it is claimed from {@code validFrom} on
 */
public record CreditVehicle(
        String programme,
        String registration,
        int version,
        String vehicle,
        String vehicleClass,
        boolean active,
        LocalDate validFrom) {

    public CreditVehicle {
        if (registration.isBlank() || registration.length() > 80) {
            throw new IllegalArgumentException(
                    "The registration of the vehicle %s must have 1 to 80 characters.".formatted(vehicle));
        }
        if (vehicle.isBlank() || vehicleClass.isBlank()) {
            throw new IllegalArgumentException(
                    "The vehicle and vehicleClass of %s are missing.".formatted(registration));
        }
    }

    CreditVehicle withVersion(int next) {
        return new CreditVehicle(programme, registration, next, vehicle, vehicleClass, active, validFrom);
    }

    /** The name of its line, account and claim. */
    public String subject() {
        return "vehicle/" + registration;
    }
}
