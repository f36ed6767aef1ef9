package energy.corridor.app;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.HexFormat;

/** A meter that signs its records (OCMF, ECDSA on secp256r1). */
final class SigningMeter {

    private final KeyPair key;

    SigningMeter() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            key = generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Its public key, hexadecimal. */
    String publicKey() {
        return HexFormat.of().formatHex(key.getPublic().getEncoded());
    }

    /** Of a session from 18:00 to 18:20 UTC, from 0 to so many kWh. */
    String record(String kwh) throws GeneralSecurityException {
        return signed("""
                {"FV":"1.0","PG":"T12","MS":"M-7","RD":[{"TM":"2026-03-02T18:00:00,000+0000 S","TX":"B","RV":0.000,"RI":"01-00:B2.08.00*FF","RU":"kWh","ST":"G"},\
                {"TM":"2026-03-02T18:20:00,000+0000 S","TX":"E","RV":%s,"ST":"G"}]}""".formatted(kwh));
    }

    /**
     * One reading of a session that is signed in several records.
     *
     * @param kind B for the begin, C between, E for the end
     */
    String part(int page, String kind, String kwh) throws GeneralSecurityException {
        return signed("""
                {"FV":"1.0","PG":"T%d","MS":"M-7","RD":[{"TM":"2026-03-02T18:00:00,000+0000 S","TX":"%s","RV":%s,"RI":"01-00:B2.08.00*FF",\
                "RU":"kWh","ST":"G"}]}""".formatted(page, kind, kwh));
    }

    private String signed(String payload) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(key.getPrivate());
        signature.update(payload.getBytes(StandardCharsets.UTF_8));
        return "OCMF|%s|{\"SA\":\"ECDSA-secp256r1-SHA256\",\"SD\":\"%s\"}"
                .formatted(payload, HexFormat.of().formatHex(signature.sign()));
    }
}
