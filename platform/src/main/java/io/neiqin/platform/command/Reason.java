package io.neiqin.platform.command;

import io.neiqin.platform.problem.Problem;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * The header in which a caller says why he does something (事由). It is UTF-8, as it is or percent-encoded, for many
 * clients send nothing but ASCII in a header: {@code %E6%94%B9%E4%BB%B7}. A per cent sign that no two hexadecimal digits
 * follow is itself.
 */
final class Reason {

    static final String HEADER = "X-Reason";

    /** In characters, once decoded. */
    static final int MAX = 500;

    private Reason() {}

    /** Null for none and for a blank one; refuses with 400 what is too long or no text. */
    static String of(String header) {
        if (header == null || header.isBlank()) {
            return null;
        }
        String reason = decoded(header).strip();
        if (reason.codePointCount(0, reason.length()) > MAX
                || reason.codePoints().anyMatch(Character::isISOControl)) {
            throw unreadable();
        }
        return reason.isEmpty() ? null : reason;
    }

    private static String decoded(String header) {
        // The server reads a header byte by byte.
        byte[] sent = header.getBytes(StandardCharsets.ISO_8859_1);
        ByteArrayOutputStream text = new ByteArrayOutputStream(sent.length);
        for (int i = 0; i < sent.length; i++) {
            int code = sent[i] == '%' && i + 2 < sent.length
                    ? Character.digit(sent[i + 1], 16) << 4 | Character.digit(sent[i + 2], 16)
                    : -1;
            text.write(code < 0 ? sent[i] : code);
            i += code < 0 ? 0 : 2;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(text.toByteArray()))
                    .toString();
        } catch (CharacterCodingException foreign) {
            throw unreadable();
        }
    }

    private static Problem unreadable() {
        return Problem.badRequest("reason-invalid", MAX);
    }
}
