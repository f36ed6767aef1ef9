package energy.corridor.app;

import energy.corridor.settlement.ElementRegister;
import energy.corridor.settlement.Finding;
import energy.corridor.settlement.GridElement;
import energy.corridor.settlement.SignedStore;
import energy.corridor.settlement.SignedStore.Looked;
import energy.corridor.settlement.SignedStore.Unread;
import energy.corridor.web.ocmf.OcmfRecord;
import energy.corridor.web.ocmf.OcmfSignature;
import energy.corridor.web.ocmf.OcmfText;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Signed meter values of stations, verified with the key registered for the element. Where one verifies it is what a session is billed by;
 * what does not verify, and what differs from the registers, is told.
 */
@Singleton
final class SignedMeterValues {

    private static final int AT_ONCE = 500;

    /** So much may telemetry and the signed record differ: one part in a hundred, and the rounding of two registers. */
    private static final BigDecimal TOLERANCE = new BigDecimal("0.01");

    private static final BigDecimal ROUNDING_WH = new BigDecimal(2);

    private final SignedStore store;
    private final ElementRegister register;

    SignedMeterValues(SignedStore store, ElementRegister register) {
        this.store = store;
        this.register = register;
    }

    /** Looks at what has come since the last time. */
    void takeUp() {
        store.tellRefused();
        store.tellUnregistered();
        List<Unread> unread = store.unread(AT_ONCE);
        List<Looked> looked = new ArrayList<>();
        List<Finding> findings = new ArrayList<>();
        for (Unread value : unread) {
            Looked one = look(value);
            looked.add(one);
            fault(value, one)
                    .ifPresent(sentence -> findings.add(new Finding(
                            "signed/" + value.order(),
                            Finding.Kind.SIGNATURE,
                            one.element(),
                            value.at(),
                            one.billedWh().isEmpty(),
                            sentence)));
        }
        if (!looked.isEmpty()) {
            store.add(looked, findings);
        }
    }

    private Looked look(Unread value) {
        String element = value.evse().toString();
        String key = register.at(element, value.at())
                .map(GridElement::attributes)
                .map(a -> a.getOrDefault("signingKey", ""))
                .orElse("");
        String text = OcmfText.of(value.text());
        try {
            OcmfRecord record = OcmfRecord.read(text);
            OcmfSignature.Verdict verdict = OcmfSignature.verify(record, key);
            String fault = record.fault().orElse("");
            boolean bills = verdict == OcmfSignature.Verdict.VALID && fault.isEmpty();
            return new Looked(
                    value.order(),
                    element,
                    value.transaction(),
                    value.at(),
                    text,
                    verdict.name(),
                    fault,
                    record.serial(),
                    record.pagination(),
                    bills ? record.billedWh() : Optional.empty());
        } catch (OcmfRecord.UnreadableException broken) {
            return new Looked(
                    value.order(),
                    element,
                    value.transaction(),
                    value.at(),
                    text,
                    OcmfSignature.Verdict.UNREADABLE.name(),
                    String.valueOf(broken.getMessage()),
                    "",
                    "",
                    Optional.empty());
        }
    }

    private static Optional<String> fault(Unread value, Looked looked) {
        if (!looked.verdict().equals(OcmfSignature.Verdict.VALID.name())) {
            return Optional.of("The signed record of %s at %s is %s: it bills nothing. %s"
                    .formatted(looked.element(), value.at(), looked.verdict(), looked.fault())
                    .strip());
        }
        if (looked.billedWh().isEmpty()) {
            return Optional.of("The signed record of %s at %s verifies and bills nothing: %s"
                    .formatted(looked.element(), value.at(), looked.fault()));
        }
        if (value.telemetryWh().isEmpty()) {
            return Optional.empty();
        }
        BigDecimal telemetry = BigDecimal.valueOf(value.telemetryWh().getAsLong());
        BigDecimal difference = looked.billedWh().get().subtract(telemetry);
        BigDecimal most = looked.billedWh().get().abs().multiply(TOLERANCE).add(ROUNDING_WH);
        return difference.abs().compareTo(most) <= 0
                ? Optional.empty()
                : Optional.of(
                        "Transaction %d of %s: the signed record says %s Wh, the registers %s Wh; the signed one is billed."
                                .formatted(
                                        value.transaction(),
                                        looked.element(),
                                        looked.billedWh()
                                                .get()
                                                .stripTrailingZeros()
                                                .toPlainString(),
                                        telemetry.toPlainString()));
    }
}
