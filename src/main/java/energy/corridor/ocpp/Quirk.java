package energy.corridor.ocpp;

import energy.corridor.fleet.StationEvent.Booted;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How a model of station is spoken to because it does not do what it should.
 *
 * @param unit of limits, "W" or "A", whatever it says of itself; empty where it may be believed
 * @param probe whether it is asked what it can do
 * @param trigger whether it is asked for readings
 * @param align whether it is told to meter by the clock
 * @param because a sentence for people
 */
record Quirk(
        Pattern vendor,
        Pattern model,
        Pattern firmware,
        Optional<String> unit,
        boolean probe,
        boolean trigger,
        boolean align,
        String because) {

    private static final Pattern ANY = Pattern.compile(".*", Pattern.DOTALL);

    /** As every station. */
    static final Quirk NONE = new Quirk(ANY, ANY, ANY, Optional.empty(), true, true, true, "");

    boolean fits(Booted station) {
        return vendor.matcher(station.vendor()).matches()
                && model.matcher(station.model()).matches()
                && firmware.matcher(station.firmware()).matches();
    }
}
