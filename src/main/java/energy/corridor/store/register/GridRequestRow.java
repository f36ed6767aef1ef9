package energy.corridor.store.register;

import energy.corridor.grid.GridRequest;
import energy.corridor.grid.GridRequest.DispatchRequest;
import energy.corridor.grid.GridRequest.ImportLimit;
import energy.corridor.grid.GridRequest.Reserve;
import energy.corridor.grid.GridRequest.SumSocBand;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A request of any kind; the columns that its kind does not use are empty. */
@Entity
@Table(name = "grid_request")
class GridRequestRow extends PanacheEntityBase {

    enum Kind {
        IMPORT_LIMIT,
        SUM_SOC_BAND,
        DISPATCH,
        RESERVE_UP,
        RESERVE_DOWN
    }

    @Id
    String requestId = "";

    @Enumerated(EnumType.STRING)
    Kind kind = Kind.IMPORT_LIMIT;

    Instant fromAt = Instant.EPOCH;
    Instant toAt = Instant.EPOCH;

    @Nullable Double kw;

    @Nullable Double lowerKwh;

    @Nullable Double upperKwh;

    @Nullable Double penaltyEurPerKwh;

    @Nullable Integer holdMinutes;

    @Nullable Double earnEurPerKwPerHour;

    @Nullable Boolean firm;

    static GridRequestRow of(GridRequest request) {
        GridRequestRow row = new GridRequestRow();
        row.requestId = request.id();
        row.fromAt = request.from();
        row.toAt = request.to();
        if (request instanceof ImportLimit limit) {
            row.kind = Kind.IMPORT_LIMIT;
            row.kw = limit.kw();
        } else if (request instanceof SumSocBand band) {
            row.kind = Kind.SUM_SOC_BAND;
            row.lowerKwh = band.lowerKwh();
            row.upperKwh = band.upperKwh();
        } else if (request instanceof DispatchRequest dispatch) {
            row.kind = Kind.DISPATCH;
            row.kw = dispatch.kw();
            row.penaltyEurPerKwh = dispatch.penaltyEurPerKwh();
        } else if (request instanceof Reserve reserve) {
            row.kind = reserve.up() ? Kind.RESERVE_UP : Kind.RESERVE_DOWN;
            row.kw = reserve.kw();
            row.holdMinutes = reserve.holdMinutes();
            row.earnEurPerKwPerHour = reserve.earnEurPerKwPerHour();
            row.firm = reserve.firm();
        } else {
            throw new IllegalStateException("There is no column for a request of " + request.getClass() + ".");
        }
        return row;
    }

    GridRequest request() {
        return switch (kind) {
            case IMPORT_LIMIT -> new ImportLimit(requestId, fromAt, toAt, set(kw));
            case SUM_SOC_BAND -> new SumSocBand(requestId, fromAt, toAt, set(lowerKwh), set(upperKwh));
            case DISPATCH -> new DispatchRequest(requestId, fromAt, toAt, set(kw), set(penaltyEurPerKwh));
            case RESERVE_UP, RESERVE_DOWN ->
                new Reserve(
                        requestId,
                        fromAt,
                        toAt,
                        kind == Kind.RESERVE_UP,
                        set(kw),
                        set(holdMinutes),
                        set(earnEurPerKwPerHour),
                        set(firm));
        };
    }

    /** The table's check holds what this relies on. */
    private <T> T set(@Nullable T value) {
        return Objects.requireNonNull(value, () -> "Request %s lacks a value of its kind.".formatted(requestId));
    }
}
