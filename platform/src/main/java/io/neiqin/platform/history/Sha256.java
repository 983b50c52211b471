package io.neiqin.platform.history;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** A hash over parts, each with its length, so that no two lists of parts read alike. After its end it begins anew. */
public final class Sha256 {

    private final MessageDigest digest;

    /** A digest is quick for many bytes and slow for many calls. */
    private final ByteBuffer gathered = ByteBuffer.allocate(4096);

    public Sha256() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Bytes as they are, without a length. */
    public Sha256 raw(byte[] bytes) {
        if (bytes.length > gathered.remaining()) {
            digestGathered();
        }
        if (bytes.length > gathered.remaining()) {
            digest.update(bytes);
        } else {
            gathered.put(bytes);
        }
        return this;
    }

    /** Eight bytes, the highest first. */
    public Sha256 number(long number) {
        if (gathered.remaining() < Long.BYTES) {
            digestGathered();
        }
        gathered.putLong(number);
        return this;
    }

    /** @param bytes null is not the same as empty */
    public Sha256 part(byte[] bytes) {
        number(bytes == null ? -1 : bytes.length);
        return bytes == null ? this : raw(bytes);
    }

    public Sha256 part(String text) {
        return part(text == null ? null : text.getBytes(StandardCharsets.UTF_8));
    }

    public byte[] end() {
        digestGathered();
        return digest.digest();
    }

    private void digestGathered() {
        digest.update(gathered.flip());
        gathered.clear();
    }
}
