package energy.corridor.web.ocmf;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.ECNamedCurveTable;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;

/**
 * Whether a record was signed with a known key: ECDSA with SHA-256 over the payload's characters, on all curves of OCMF. The key comes
 * from the element's registration, never from the record. Nothing that a record holds makes it throw.
 */
public final class OcmfSignature {

    public enum Verdict {
        VALID,
        INVALID,
        UNKNOWN_KEY,
        UNSUPPORTED,
        UNREADABLE
    }

    private static final Map<String, String> CURVES = Map.of(
            "secp192k1", "secp192k1",
            "secp256k1", "secp256k1",
            "secp192r1", "secp192r1",
            "secp256r1", "secp256r1",
            "secp384r1", "secp384r1",
            "brainpool256r1", "brainpoolP256r1",
            "brainpoolp256r1", "brainpoolP256r1",
            "brainpool384r1", "brainpoolP384r1",
            "brainpoolp384r1", "brainpoolP384r1");

    private OcmfSignature() {}

    /** Whether any text was signed with a key: ECDSA with SHA-256 on secp256r1, the signature in hex or base64. */
    public static boolean verifies(String text, String signature, String key) {
        String encoding = signature.matches("[0-9A-Fa-f]*") ? "hex" : "base64";
        OcmfRecord signed = new OcmfRecord(text, "", "", List.of(), "ECDSA-secp256r1-SHA256", encoding, signature);
        return verify(signed, key) == Verdict.VALID;
    }

    /** @param key as registered: SPKI (DER in hex or base64, or PEM), or the bare point X||Y in hex; "" when there is none */
    public static Verdict verify(OcmfRecord record, String key) {
        if (key.isBlank()) {
            return Verdict.UNKNOWN_KEY;
        }
        String[] words = record.algorithm().split("-");
        String curve = words.length == 3 ? CURVES.get(words[1].toLowerCase(Locale.ROOT)) : null;
        if (curve == null || !words[0].equals("ECDSA") || !words[2].equals("SHA256")) {
            return Verdict.UNSUPPORTED;
        }
        try {
            ECDomainParameters domain = domain(curve);
            Optional<ECPublicKeyParameters> point = point(domain, key);
            if (point.isEmpty()) {
                return Verdict.UNKNOWN_KEY;
            }
            BigInteger[] signature = signature(record, domain);
            ECDSASigner signer = new ECDSASigner();
            signer.init(false, point.get());
            return signer.verifySignature(digest(record.payload()), signature[0], signature[1])
                    ? Verdict.VALID
                    : Verdict.INVALID;
        } catch (IllegalArgumentException | ArithmeticException | IOException | IllegalStateException broken) {
            return Verdict.UNREADABLE;
        }
    }

    private static ECDomainParameters domain(String curve) {
        X9ECParameters custom = CustomNamedCurves.getByName(curve);
        X9ECParameters parameters = custom != null ? custom : ECNamedCurveTable.getByName(curve);
        return new ECDomainParameters(parameters.getCurve(), parameters.getG(), parameters.getN(), parameters.getH());
    }

    private static Optional<ECPublicKeyParameters> point(ECDomainParameters domain, String key) {
        byte[] bytes = bytes(key.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", ""));
        int coordinate = (domain.getCurve().getFieldSize() + 7) / 8;
        try {
            byte[] encoded = bytes;
            if (bytes.length == 2 * coordinate) {
                encoded = new byte[bytes.length + 1];
                encoded[0] = 4;
                System.arraycopy(bytes, 0, encoded, 1, bytes.length);
            } else if (bytes.length > 2 * coordinate + 1) {
                encoded = SubjectPublicKeyInfo.getInstance(bytes)
                        .getPublicKeyData()
                        .getBytes();
            }
            return Optional.of(new ECPublicKeyParameters(domain.getCurve().decodePoint(encoded), domain));
        } catch (IllegalArgumentException notOnThisCurve) {
            return Optional.empty();
        }
    }

    /** DER, or r||s of equal lengths. */
    private static BigInteger[] signature(OcmfRecord record, ECDomainParameters domain) throws IOException {
        byte[] bytes = record.encoding().equals("base64")
                ? Base64.getDecoder().decode(record.signature())
                : bytes(record.signature());
        int half = (domain.getN().bitLength() + 7) / 8;
        // DER says its own length in the second byte; r may begin with 0x30 as well.
        if (bytes.length == 2 * half && (bytes[0] != 0x30 || bytes[1] != bytes.length - 2)) {
            return new BigInteger[] {
                new BigInteger(1, Arrays.copyOfRange(bytes, 0, half)),
                new BigInteger(1, Arrays.copyOfRange(bytes, half, 2 * half))
            };
        }
        ASN1Sequence sequence = ASN1Sequence.getInstance(bytes);
        if (sequence.size() != 2) {
            throw new IOException("A signature has two numbers.");
        }
        return new BigInteger[] {
            ASN1Integer.getInstance(sequence.getObjectAt(0)).getValue(),
            ASN1Integer.getInstance(sequence.getObjectAt(1)).getValue()
        };
    }

    private static byte[] bytes(String text) {
        return text.matches("[0-9A-Fa-f]*") && text.length() % 2 == 0
                ? HexFormat.of().parseHex(text)
                : Base64.getDecoder().decode(text);
    }

    private static byte[] digest(String payload) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(payload.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JDK has SHA-256.", impossible);
        }
    }
}
