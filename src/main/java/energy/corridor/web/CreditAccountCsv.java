package energy.corridor.web;

import de.siegmar.fastcsv.writer.CsvWriter;
import energy.corridor.web.CreditViews.AccountView;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Credit accounts for spreadsheets. */
@Path("/api/credits/accounts.csv")
@Tag(name = "Credits")
public class CreditAccountCsv {

    private final CreditAccountResource accounts;

    CreditAccountCsv(CreditAccountResource accounts) {
        this.accounts = accounts;
    }

    @GET
    @Produces("text/csv")
    @Operation(summary = "Credits of every holder as CSV")
    public String table() {
        StringWriter text = new StringWriter();
        try (CsvWriter csv = CsvWriter.builder().build(text)) {
            csv.writeRecord("holder", "programme", "credits");
            for (AccountView account : accounts.accounts().accounts()) {
                csv.writeRecord(StatementCsv.text(account.holder()), account.programme(), account.credits());
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }
}
