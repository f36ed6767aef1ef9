package energy.corridor.web.ocmf;

import static org.assertj.core.api.Assertions.assertThat;

import energy.corridor.web.ocmf.OcmfSignature.Verdict;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
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
        assertThat(record.fault()).isEmpty();
        assertThat(record.billedWh()).hasValueSatisfying(wh -> assertThat(wh).isEqualByComparingTo("29000"));
        assertThat(record.readings().get(1).obis()).isEqualTo("01-00:B2.08.00*FF");
    }

    @Test
    void aSessionWithAnErrorOrABadStateIsNotBillable() throws Exception {
        OcmfRecord bad =
                OcmfRecord.read("OCMF|" + SESSION.replace("\"ST\":\"G\"", "\"ST\":\"F\"") + "|{\"SD\":\"00\"}");
        assertThat(bad.fault()).contains("The meter's state is \"F\"; only G is billable.");
        OcmfRecord open =
                OcmfRecord.read("OCMF|" + SESSION.replace("\"TX\":\"E\"", "\"TX\":\"C\"") + "|{\"SD\":\"00\"}");
        assertThat(open.fault()).contains("The last reading is \"C\", not an end (E, L, R, A, P).");
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
