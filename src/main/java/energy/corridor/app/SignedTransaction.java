package energy.corridor.app;

import energy.corridor.settlement.Finding;
import energy.corridor.settlement.SignedStore.Looked;
import energy.corridor.settlement.SignedStore.Unread;
import energy.corridor.web.ocmf.OcmfRecord;
import energy.corridor.web.ocmf.OcmfSession;
import energy.corridor.web.ocmf.OcmfSignature;
import energy.corridor.web.ocmf.OcmfSignature.Verdict;
import energy.corridor.web.ocmf.OcmfText;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The signed records of one charging transaction. One that tells begin and end bills by itself (OCPP's MR); else the verified parts are put
 * together by their pagination (SR), and the last that came bears the bill.
 */
final class SignedTransaction {

    /** So much may telemetry and the signed record differ: one part in a hundred, and the rounding of two registers. */
    private static final BigDecimal TOLERANCE = new BigDecimal("0.01");

    private static final BigDecimal ROUNDING_WH = new BigDecimal(2);

    /** Whether another transaction was billed by the same page of the same meter. */
    interface BilledBefore {
        boolean by(String element, String meterSerial, String pagination, long transaction);
    }

    private record Read(Unread value, String text, Verdict verdict, String fault, Optional<OcmfRecord> record) {
        boolean isPart() {
            return verdict == Verdict.VALID
                    && fault.isEmpty()
                    && record.map(OcmfSession::isPart).orElse(false);
        }
    }

    private final Map<OcmfRecord, Long> parts = new LinkedHashMap<>();
    private final String signingKey;
    private final String meterId;
    private final BilledBefore billedBefore;
    private final List<Read> reads = new ArrayList<>();
    private final List<Looked> looked = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();

    /**
     * @param before what was looked at earlier
     * @param meterId as registered; "" lets any meter sign with the key
     */
    SignedTransaction(List<Looked> before, String signingKey, String meterId, BilledBefore billedBefore) {
        this.signingKey = signingKey;
        this.meterId = meterId;
        this.billedBefore = billedBefore;
        before.stream()
                .filter(l -> l.verdict().equals(Verdict.VALID.name()))
                .forEach(l -> read(l.record()).filter(OcmfSession::isPart).ifPresent(r -> parts.put(r, l.order())));
    }

    void read(Unread value) {
        String text = OcmfText.of(value.text());
        try {
            OcmfRecord record = OcmfRecord.read(text);
            Verdict verdict = OcmfSignature.verify(record, signingKey);
            boolean otherMeter = !meterId.isEmpty() && !meterId.equals(record.serial());
            String fault =
                    otherMeter ? "It is of the meter %s; registered is %s.".formatted(record.serial(), meterId) : "";
            reads.add(new Read(value, text, verdict, fault, Optional.of(record)));
        } catch (OcmfRecord.UnreadableException broken) {
            reads.add(new Read(value, text, Verdict.UNREADABLE, String.valueOf(broken.getMessage()), Optional.empty()));
        }
    }

    private static Optional<OcmfRecord> read(String text) {
        try {
            return Optional.of(OcmfRecord.read(text));
        } catch (OcmfRecord.UnreadableException broken) {
            return Optional.empty();
        }
    }

    List<Looked> looked() {
        judge();
        return looked;
    }

    List<Finding> findings() {
        judge();
        return findings;
    }

    private void judge() {
        if (!looked.isEmpty()) {
            return;
        }
        List<Read> newParts = reads.stream().filter(Read::isPart).toList();
        newParts.forEach(r -> parts.put(r.record().orElseThrow(), r.value().order()));
        Optional<OcmfSession> together = OcmfSession.among(parts.keySet());
        for (Read read : reads) {
            if (!read.isPart()) {
                alone(read);
            } else if (read.equals(newParts.get(newParts.size() - 1))) {
                together.ifPresentOrElse(session -> take(read, session), () -> open(read));
            } else {
                keep(read, "", Optional.empty(), List.of());
            }
        }
    }

    private void alone(Read read) {
        boolean verifies = read.verdict() == Verdict.VALID && read.fault().isEmpty();
        if (verifies) {
            take(read, new OcmfSession(List.of(read.record().orElseThrow())));
        } else {
            tell(
                    read,
                    true,
                    "The signed record of %s at %s is %s: it bills nothing. %s"
                            .formatted(element(read), read.value().at(), read.verdict(), read.fault())
                            .strip());
            keep(read, read.fault(), Optional.empty(), List.of());
        }
    }

    private void open(Read read) {
        String fault = "Its begin or its end has not come.";
        tell(
                read,
                true,
                "The signed record of %s at %s verifies and bills nothing: %s"
                        .formatted(element(read), read.value().at(), fault));
        keep(read, fault, Optional.empty(), List.of());
    }

    /** The bill of a session, borne by the record that came last. */
    private void take(Read read, OcmfSession session) {
        OcmfRecord end = session.records().get(session.records().size() - 1);
        boolean twice = billedBefore.by(
                element(read), end.serial(), end.pagination(), read.value().transaction());
        Optional<String> fault = twice
                ? Optional.of("Another transaction was billed by the record %s of the meter %s."
                        .formatted(end.pagination(), end.serial()))
                : session.fault();
        if (fault.isPresent()) {
            tell(
                    read,
                    true,
                    "The signed record of %s at %s verifies and bills nothing: %s"
                            .formatted(element(read), read.value().at(), fault.get()));
            keep(read, fault.get(), Optional.empty(), List.of());
            return;
        }
        BigDecimal billed = session.billedWh().orElseThrow();
        read.value().telemetryWh().ifPresent(wh -> compare(read, billed, BigDecimal.valueOf(wh)));
        List<Long> orders = session.records().stream()
                .map(r -> parts.getOrDefault(r, read.value().order()))
                .toList();
        keep(read, "", Optional.of(billed), orders);
    }

    private void compare(Read read, BigDecimal billed, BigDecimal telemetry) {
        BigDecimal most = billed.abs().multiply(TOLERANCE).add(ROUNDING_WH);
        if (billed.subtract(telemetry).abs().compareTo(most) > 0) {
            tell(
                    read,
                    false,
                    "Transaction %d of %s: the signed record says %s Wh, the registers %s Wh; the signed one is billed."
                            .formatted(
                                    read.value().transaction(),
                                    element(read),
                                    billed.stripTrailingZeros().toPlainString(),
                                    telemetry.toPlainString()));
        }
    }

    private void tell(Read read, boolean rejected, String sentence) {
        findings.add(new Finding(
                "signed/" + read.value().order(),
                Finding.Kind.SIGNATURE,
                element(read),
                read.value().at(),
                rejected,
                sentence));
    }

    private void keep(Read read, String fault, Optional<BigDecimal> billedWh, List<Long> madeOf) {
        looked.add(new Looked(
                read.value().order(),
                element(read),
                read.value().transaction(),
                read.value().at(),
                read.text(),
                read.verdict().name(),
                fault,
                read.record().map(OcmfRecord::serial).orElse(""),
                read.record().map(OcmfRecord::pagination).orElse(""),
                billedWh,
                madeOf));
    }

    private static String element(Read read) {
        return read.value().evse().toString();
    }
}
