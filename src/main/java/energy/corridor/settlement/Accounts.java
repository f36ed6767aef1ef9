package energy.corridor.settlement;

/** Names of accounts and commodities in the ledger. */
public final class Accounts {

    public static final String WH = "Wh";

    private Accounts() {}

    public static String money(String currency) {
        return "MONEY:" + currency;
    }

    public static String credit(String programme) {
        return "CREDIT:" + programme;
    }

    public static String element(String id) {
        return "element/" + id;
    }

    /** The other side of all energy at a point. */
    public static String grid(String point) {
        return "grid/" + point;
    }

    public static String party(String owner) {
        return "party/" + owner;
    }

    /** The other side of all money at a point. */
    public static String market(String point) {
        return "market/" + point;
    }

    /** The other side of all credits of a programme. */
    public static String authority(String programme) {
        return "authority/" + programme;
    }

    /** Credits of a holder: a device, a vehicle or a party. Never below zero. */
    public static String holder(String holder) {
        return "holder/" + holder;
    }
}
