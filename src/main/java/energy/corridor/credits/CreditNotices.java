package energy.corridor.credits;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Each device or vehicle is told of its own credits, and of no other's. */
public final class CreditNotices {

    private static final int MOST_ATTEMPTS = 5;

    private final CreditStore store;
    private final FactorTable table;
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();

    CreditNotices(CreditStore store, FactorTable table) {
        this.store = store;
        this.table = table;
    }

    /**
     * Sends what waits. What fails is tried again after 1, 4, 16 and 64 minutes, as a station may be away; a device is told of its own
     * credits only.
     */
    public void send(DeviceNotices devices, Instant now) {
        for (CreditStore.Notice notice : store.notices(true)) {
            if (now.isBefore(nextAttempt(notice)) || !underWay.add(notice.id())) {
                continue;
            }
            devices.send(notice.element(), notice.json()).whenComplete((result, failure) -> {
                boolean last = notice.attempts() + 1 >= MOST_ATTEMPTS;
                CreditStore.Notice.State next = failure != null || result == DeviceNotices.Result.FAILED
                        ? last ? CreditStore.Notice.State.FAILED : CreditStore.Notice.State.PENDING
                        : result == DeviceNotices.Result.ACKED
                                ? CreditStore.Notice.State.ACKED
                                : CreditStore.Notice.State.UNSUPPORTED;
                try {
                    store.update(notice.now(next, now));
                } finally {
                    underWay.remove(notice.id());
                }
            });
        }
    }

    private static Instant nextAttempt(CreditStore.Notice notice) {
        return notice.attempts() == 0
                ? Instant.MIN
                : notice.at().plus(Duration.ofMinutes(1L << 2 * (notice.attempts() - 1)));
    }

    List<CreditStore.Notice> of(Report report, Instant now) {
        List<CreditStore.Notice> notices = new ArrayList<>();
        for (Report.Line line : report.lines()) {
            line.credits()
                    .ifPresent(credits -> notices.add(new CreditStore.Notice(
                            report.key() + "/" + line.element(),
                            line.element(),
                            """
                    {"programme":"%s","reportId":"%s","version":%d,"deviceId":"%s","registrationNo":"%s","periodStart":"%s",\
                    "periodEnd":"%s","energyWh":%d,"credits":"%s","unit":"%s","vintage":%d,"issuerRef":"%s"}""".formatted(
                                            report.programme(),
                                            report.id(),
                                            report.version(),
                                            line.element(),
                                            line.registrationNo(),
                                            report.from(),
                                            report.to(),
                                            line.energyWh(),
                                            credits.toPlainString(),
                                            table.programme(report.programme()).unit(),
                                            report.to().getYear(),
                                            report.receipt().orElse("").replaceAll("[\"\\\\]", "")),
                            CreditStore.Notice.State.PENDING,
                            0,
                            now)));
        }
        return notices;
    }
}
