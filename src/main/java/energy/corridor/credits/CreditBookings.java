package energy.corridor.credits;

import energy.corridor.settlement.Accounts;
import energy.corridor.settlement.EntrySet;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;

/** Bookings of credits, in 1e-5 credits. */
public final class CreditBookings {

    private static final int PLACES = 5;

    private CreditBookings() {}

    public static long units(BigDecimal credits) {
        return credits.movePointRight(PLACES)
                .setScale(0, RoundingMode.HALF_EVEN)
                .longValueExact();
    }

    public static BigDecimal credits(long units) {
        return BigDecimal.valueOf(units, PLACES);
    }

    /** Credits that the authority has given to a device; below zero takes back. */
    public static EntrySet issue(String programme, String report, String device, long units, Instant at) {
        return set(
                "ISSUE",
                report + "/" + device,
                programme,
                Accounts.authority(programme),
                Accounts.holder(device),
                units,
                at);
    }

    public static EntrySet transfer(
            String kind, String reference, String programme, String from, String to, long units, Instant at) {
        return set(kind, reference, programme, Accounts.holder(from), Accounts.holder(to), units, at);
    }

    /** Used up for good. */
    public static EntrySet retire(String reference, String programme, String holder, long units, Instant at) {
        return set("RETIRE", reference, programme, Accounts.holder(holder), "retired/" + programme, units, at);
    }

    private static EntrySet set(
            String kind, String reference, String programme, String from, String to, long units, Instant at) {
        String commodity = Accounts.credit(programme);
        return new EntrySet(
                EntrySet.sha256(kind + "|" + reference),
                kind,
                reference,
                at,
                List.of(new EntrySet.Posting(from, commodity, -units), new EntrySet.Posting(to, commodity, units)));
    }
}
