package energy.corridor.web;

import energy.corridor.credits.CreditDevice;
import energy.corridor.credits.CreditOffice;
import energy.corridor.credits.CreditTransfer;
import energy.corridor.settlement.Channel;
import energy.corridor.settlement.ElementRegister;
import energy.corridor.settlement.GridElement;
import energy.corridor.settlement.PaperBooks;
import energy.corridor.settlement.RegisterReading;
import energy.corridor.settlement.Settlement;
import energy.corridor.telemetry.EvseId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * The depot's evening in the books: bay-01 draws 40 kWh from 19:00, bay-02 draws 20 kWh, at 0.34 EUR/kWh; a reading of bay-02 rises faster than it can.
 * British Columbia accepts the day's report, for Germany there is no figure; some credits are on offer to a refinery.
 */
final class SettledEvening {

    private static final Instant SEVEN = Instant.parse("2026-03-02T18:00:00Z");
    private static final LocalDate DAY = LocalDate.parse("2026-03-02");

    private final PaperBooks books;
    private final ElementRegister elements;
    private final Settlement settlement;
    private final CreditOffice office;
    private boolean played;

    SettledEvening(PaperBooks books, ElementRegister elements, Settlement settlement, CreditOffice office) {
        this.books = books;
        this.elements = elements;
        this.settlement = settlement;
        this.office = office;
    }

    synchronized void play() {
        if (played) {
            return;
        }
        played = true;
        elements.register(GridElement.master("depot", "depot-operator", 700_000, "depot", LivingDepot.BEGIN));
        for (int bay = 1; bay <= 2; bay++) {
            elements.register(GridElement.charger(
                    EvseId.of("bay-0" + bay, 1), "depot-operator", "depot", 150_000, "depot", LivingDepot.BEGIN));
        }
        for (int quarter = 0; quarter <= 4; quarter++) {
            read("bay-01/1", quarter, 10_000L * quarter);
            read("bay-02/1", quarter, 5_000L * quarter);
        }
        books.journal("bay-02/1", Channel.IMPORT, at(4).plusSeconds(60), 900_000, RegisterReading.Origin.SAMPLE);
        settlement.catchUp(at(5), at(5).plusSeconds(120));
        office.devices().register(List.of(device("BC", 1), device("BC", 2), device("DE", 1)));
        office.build("DE", DAY, DAY, at(6));
        office.build("BC", DAY, DAY, at(6));
        try {
            office.submit("BC-2026-03-02-2026-03-02", at(6));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        office.transfers()
                .propose(
                        new CreditTransfer(
                                "T-1",
                                "BC",
                                "bay-01/1",
                                "refinery",
                                1_000,
                                new BigDecimal("250"),
                                "CAD",
                                Optional.empty(),
                                Optional.empty(),
                                CreditTransfer.State.PROPOSED),
                        at(7));
    }

    private void read(String element, int quarter, long wh) {
        books.journal(element, Channel.IMPORT, at(quarter), wh, RegisterReading.Origin.SAMPLE);
    }

    private static Instant at(int quarter) {
        return SEVEN.plusSeconds(900L * quarter);
    }

    private static CreditDevice device(String programme, int bay) {
        return new CreditDevice(
                programme,
                "bay-0%d/1".formatted(bay),
                1,
                "DEP01-00" + bay,
                "S-" + bay,
                "Acme",
                "DC-150",
                CreditDevice.Level.DCFC,
                1,
                new BigDecimal("150"),
                "Depot North",
                "battery-bus",
                "Fleet",
                new BigDecimal("49.28273"),
                new BigDecimal("-123.12074"),
                CreditDevice.Status.ACTIVE,
                LocalDate.parse("2026-01-01"));
    }
}
