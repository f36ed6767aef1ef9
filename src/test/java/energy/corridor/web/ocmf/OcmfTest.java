package energy.corridor.web.ocmf;

import static org.assertj.core.api.Assertions.assertThat;

import energy.corridor.web.ocmf.OcmfSignature.Verdict;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x9.ECNamedCurveTable;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.generators.ECKeyPairGenerator;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECKeyGenerationParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.util.BigIntegers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signed sessions: what is signed is what came, on every curve of the format. */
class OcmfTest {

    private static final String SESSION = """
            {"FV":"1.0","GI":"gateway","GS":"123","PG":"T12","MV":"Acme","MS":"M-77","RD":[\
            {"TM":"2026-03-02T18:00:00,000+0100 S","TX":"B","RV":2904.600,"RI":"01-00:B2.08.00*FF","RU":"kWh","RT":"AC","EF":"","ST":"G"},\
            {"TM":"2026-03-02T18:30:00,000+0100 S","TX":"E","RV":"2933.600"}]}""";

    private record Signed(String record, String key) {}

    private static Signed sign(String payload, String name, String curve, boolean der, boolean base64)
            throws Exception {
        X9ECParameters parameters = ECNamedCurveTable.getByName(curve);
        ECDomainParameters domain =
                new ECDomainParameters(parameters.getCurve(), parameters.getG(), parameters.getN(), parameters.getH());
        ECKeyPairGenerator generator = new ECKeyPairGenerator();
        generator.init(new ECKeyGenerationParameters(domain, new SecureRandom()));
        AsymmetricCipherKeyPair pair = generator.generateKeyPair();
        ECDSASigner signer = new ECDSASigner();
        signer.init(true, (ECPrivateKeyParameters) pair.getPrivate());
        BigInteger[] rs = signer.generateSignature(
                MessageDigest.getInstance("SHA-256").digest(payload.getBytes(StandardCharsets.UTF_8)));
        byte[] bytes;
        if (der) {
            ASN1EncodableVector vector = new ASN1EncodableVector();
            vector.add(new ASN1Integer(rs[0]));
            vector.add(new ASN1Integer(rs[1]));
            bytes = new DERSequence(vector).getEncoded();
        } else {
            int half = (domain.getN().bitLength() + 7) / 8;
            bytes = new byte[2 * half];
            System.arraycopy(BigIntegers.asUnsignedByteArray(half, rs[0]), 0, bytes, 0, half);
            System.arraycopy(BigIntegers.asUnsignedByteArray(half, rs[1]), 0, bytes, half, half);
        }
        byte[] point = ((ECPublicKeyParameters) pair.getPublic()).getQ().getEncoded(false);
        String data = base64
                ? Base64.getEncoder().encodeToString(bytes)
                : HexFormat.of().formatHex(bytes);
        String record = "OCMF|%s|{\"SA\":\"ECDSA-%s-SHA256\"%s,\"SD\":\"%s\"}"
                .formatted(payload, name, base64 ? ",\"SE\":\"base64\"" : "", data);
        return new Signed(record, HexFormat.of().formatHex(Arrays.copyOfRange(point, 1, point.length)));
    }

    @ParameterizedTest
    @CsvSource({
        "secp192k1, secp192k1, true, false",
        "secp256k1, secp256k1, true, false",
        "secp192r1, secp192r1, true, true",
        "secp256r1, secp256r1, true, false",
        "secp256r1, secp256r1, false, false",
        "secp384r1, secp384r1, true, true",
        "brainpool256r1, brainpoolP256r1, true, false",
        "brainpoolP256r1, brainpoolP256r1, false, true",
        "brainpool384r1, brainpoolP384r1, true, false"
    })
    void whatWasSignedIsValidAndAnyOtherByteIsNot(String name, String curve, boolean der, boolean base64)
            throws Exception {
        Signed signed = sign(SESSION, name, curve, der, base64);
        OcmfRecord record = OcmfRecord.read(signed.record());
        assertThat(OcmfSignature.verify(record, signed.key())).isEqualTo(Verdict.VALID);
        assertThat(OcmfSignature.verify(record, "")).isEqualTo(Verdict.UNKNOWN_KEY);
        OcmfRecord dearer = OcmfRecord.read(signed.record().replace("2933.600", "2934.600"));
        assertThat(OcmfSignature.verify(dearer, signed.key())).isEqualTo(Verdict.INVALID);
        Signed other = sign(SESSION, name, curve, der, base64);
        assertThat(OcmfSignature.verify(record, other.key())).isEqualTo(Verdict.INVALID);
    }

    @Test
    void theBilledEnergyIsThatOfTheSignedRegistersWithTheirInheritedFields() throws Exception {
        OcmfRecord record = OcmfRecord.read(
                sign(SESSION, "secp256r1", "secp256r1", true, false).record());
        OcmfSession session = new OcmfSession(List.of(record));
        assertThat(session.fault()).isEmpty();
        assertThat(session.billedWh()).hasValueSatisfying(wh -> assertThat(wh).isEqualByComparingTo("29000"));
        assertThat(record.readings().get(1).obis()).isEqualTo("01-00:B2.08.00*FF");
    }

    @Test
    void aSessionWithAnErrorOrABadStateIsNotBillable() throws Exception {
        assertThat(session(SESSION.replace("\"ST\":\"G\"", "\"ST\":\"F\"")).fault())
                .contains("The meter's state is \"F\"; only G is billable.");
        assertThat(session(SESSION.replace("\"TX\":\"E\"", "\"TX\":\"C\"")).fault())
                .contains("The last reading is \"C\", not an end (E, L, R, A, P).");
        assertThat(session(SESSION.replace("B2.08", "C2.08")).fault())
                .as("what was fed back is not what was drawn")
                .contains("No register of what was drawn has a begin and an end.");
        assertThat(session(SESSION.replace("\"kWh\"", "\"kvarh\"")).fault())
                .contains("No register of what was drawn has a begin and an end.");
    }

    private static OcmfSession session(String... payloads) throws Exception {
        List<OcmfRecord> records = new ArrayList<>();
        for (String payload : payloads) {
            records.add(OcmfRecord.read("OCMF|" + payload + "|{\"SD\":\"00\"}"));
        }
        return new OcmfSession(records);
    }

    /** The specification's session: 29.5 kWh at the mains, of which the cable lost 0.5. */
    private static final String MAINS_AND_DEVICE = """
            {"FV":"1.4","PG":"T7","MS":"M-77","RD":[\
            {"TM":"2026-03-02T18:00:00,000+0100 S","TX":"B","RV":2935.600,"RI":"01-0B:B0.08.00*FF","RU":"kWh","CL":0.000,"ST":"G"},\
            {"RV":2905.600,"RI":"01-0B:B1.08.00*FF","RU":"kWh"},\
            {"RV":%s,"RI":"01-0B:B3.08.00*FF","RU":"kWh"},\
            {"TM":"2026-03-02T18:30:00,000+0100 S","TX":"E","RV":2965.100,"RI":"01-0B:B0.08.00*FF","RU":"kWh","CL":0.500},\
            {"RV":2934.600,"RI":"01-0B:B1.08.00*FF","RU":"kWh"},\
            {"RV":%s,"RI":"01-0B:B3.08.00*FF","RU":"kWh"}]}""";

    @Test
    void ofSeveralRegistersTheOneBehindTheCableIsBilled() throws Exception {
        OcmfSession whole = session(MAINS_AND_DEVICE.formatted("0.000", "29.000"));
        assertThat(whole.fault()).isEmpty();
        assertThat(whole.billedWh()).hasValueSatisfying(wh -> assertThat(wh).isEqualByComparingTo("29000"));
        OcmfSession totals =
                session(MAINS_AND_DEVICE.formatted("0.000", "29.000").replace("B3", "C3")); // no transaction register
        assertThat(totals.billedWh()).hasValueSatisfying(wh -> assertThat(wh).isEqualByComparingTo("29000"));
        OcmfSession mains = session(MAINS_AND_DEVICE
                .formatted("0.000", "29.000")
                .replace("B3", "C3")
                .replace("B1", "C1"));
        assertThat(mains.billedWh()).hasValueSatisfying(wh -> assertThat(wh).isEqualByComparingTo("29500"));
    }

    @Test
    void aPlaceholderDoesNotVerify() throws Exception {
        Signed signed = sign(SESSION, "secp256r1", "secp256r1", true, false);
        for (String placeholder : List.of(
                "887FABF407AC82782EEFFF2220C2F856AEB0BC22364BBCC6B55761911ED651D1A922BADA88818C9671AFEE7094D7F536",
                "00",
                "")) {
            OcmfRecord record = OcmfRecord.read("OCMF|" + SESSION + "|{\"SD\":\"" + placeholder + "\"}");
            assertThat(OcmfSignature.verify(record, signed.key())).isNotEqualTo(Verdict.VALID);
        }
    }

    private static String part(String page, String kind, String kwh) {
        return """
                {"FV":"1.0","PG":"%s","MS":"M-77","RD":[{"TM":"2026-03-02T18:00:00,000+0100 S","TX":"%s","RV":%s,"RI":"01-00:B2.08.00*FF",\
                "RU":"kWh","ST":"G"}]}""".formatted(page, kind, kwh);
    }

    @Test
    void aSessionInSeveralRecordsIsPutTogetherByTheirPages() throws Exception {
        List<OcmfRecord> parts = new ArrayList<>(session(
                        part("T14", "E", "129.0"),
                        part("T12", "B", "100.0"),
                        part("T13", "C", "110.0"),
                        part("F13", "C", "105.0"))
                .records());
        assertThat(parts).allMatch(OcmfSession::isPart);
        OcmfSession session = OcmfSession.among(parts).orElseThrow();
        assertThat(session.records()).extracting(OcmfRecord::pagination).containsExactly("T12", "T13", "T14");
        assertThat(session.fault()).isEmpty();
        assertThat(session.billedWh()).hasValueSatisfying(wh -> assertThat(wh).isEqualByComparingTo("29000"));
        parts.removeIf(r -> r.pagination().equals("T13"));
        assertThat(OcmfSession.among(parts).orElseThrow().fault())
                .contains("Between the records T12 and T14 one is missing.");
        assertThat(session(part("T12", "B", "100.0"), part("T13", "E", "129.0").replace("M-77", "M-78"))
                        .fault())
                .contains("The records are of two meters, M-77 and M-78.");
        assertThat(OcmfSession.among(session(part("T12", "B", "100.0")).records()))
                .isEmpty();
    }

    @Test
    void nothingThatCanBeSentMakesItThrowAnythingElse() throws Exception {
        Signed signed = sign(SESSION, "secp256r1", "secp256r1", true, false);
        Random random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            char[] text = signed.record().toCharArray();
            text[random.nextInt(text.length)] = (char) random.nextInt(128);
            try {
                OcmfRecord record = OcmfRecord.read(new String(text));
                boolean same = new String(text).equals(signed.record());
                Verdict verdict = OcmfSignature.verify(record, signed.key());
                assertThat(same || verdict != Verdict.VALID || record.payload().equals(SESSION))
                        .isTrue();
            } catch (OcmfRecord.UnreadableException unreadable) {
                assertThat(unreadable.getMessage()).isNotBlank();
            }
        }
    }
}
