package io.neiqin.platform.file;

import io.neiqin.platform.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/** SHA-256 of a content, as 64 hexadecimal digits in small letters. */
final class Hash {

    private static final Logger LOG = Logger.getLogger(Hash.class);
    private static final Pattern ONE = Pattern.compile("[0-9a-f]{64}");

    private Hash() {}

    static boolean isOne(String text) {
        return ONE.matcher(text).matches();
    }

    /** So that no other text becomes part of a path. */
    private static void requireOne(String text) {
        if (!isOne(text)) {
            throw new IllegalArgumentException("not a SHA-256: " + text);
        }
    }

    /** Where it lies: {@code ab/cd/<hash>}, so that no folder has too many. */
    static String path(String sha256) {
        requireOne(sha256);
        return sha256.substring(0, 2) + "/" + sha256.substring(2, 4) + "/" + sha256;
    }

    static MessageDigest begin() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static String end(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Reads all; refuses with 500 {@code file-damaged} what has another hash. */
    static void require(String sha256, InputStream content) throws IOException {
        MessageDigest digest = begin();
        byte[] buffer = new byte[Incoming.AT_ONCE];
        for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
            digest.update(buffer, 0, read);
        }
        require(sha256, end(digest));
    }

    static void require(String sha256, String found) {
        if (!found.equals(sha256)) {
            LOG.errorf("the stored file %s is damaged: its hash is now %s", sha256, found);
            throw Problem.broken("file-damaged");
        }
    }
}
