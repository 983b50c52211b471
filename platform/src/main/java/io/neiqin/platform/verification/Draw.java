package io.neiqin.platform.verification;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Whether somebody has to check a record (抽检).
 *
 * @param rate percent of such records that are drawn
 */
public record Draw(boolean drawn, BigDecimal rate) {

    static final BigDecimal WHOLE = new BigDecimal(100);

    /** What is always checked. */
    public static final Draw ALWAYS = new Draw(true, WHOLE);

    private static final String ALGORITHM = "HmacSHA256";
    private static final long PARTS = 1_000_000;

    /**
     * The same for the same record and rate each time, and to be known before only by who knows the secret. What is
     * drawn at a rate is drawn at every higher one.
     */
    static Draw of(byte[] secret, String entity, UUID recordId, BigDecimal rate) {
        long part = Long.remainderUnsigned(hash(secret, entity + " " + recordId), PARTS);
        long drawn = rate.movePointRight(4).longValueExact();
        return new Draw(part < drawn, rate);
    }

    private static long hash(byte[] secret, String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret, ALGORITHM));
            return ByteBuffer.wrap(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)))
                    .getLong();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
