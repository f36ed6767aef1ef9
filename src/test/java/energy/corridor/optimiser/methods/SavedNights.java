package energy.corridor.optimiser.methods;

import energy.corridor.optimiser.ChargingProblem;
import energy.corridor.web.ChargingProblemJson;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Objects;

/** Ten nights of depots that do not exist, in {@code problems/nights}. */
public final class SavedNights {

    public static final int COUNT = 10;

    private SavedNights() {}

    /** @param night 1..{@link #COUNT} */
    public static ChargingProblem read(int night) throws IOException {
        String file = String.format(Locale.ROOT, "/problems/nights/night-%02d.json", night);
        try (InputStream in = Objects.requireNonNull(SavedNights.class.getResourceAsStream(file), file)) {
            return ChargingProblemJson.read(in.readAllBytes());
        }
    }
}
