package io.neiqin.local.history;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * The text of a file whose encoding nobody has named: UTF-8 where it has the mark of that or is valid as that, otherwise
 * GB18030, as Chinese spreadsheets write it. Nothing is ever replaced.
 *
 * @param value null where it is neither
 * @param line  of the first byte that is neither, from 1
 */
record SourceText(String value, int line) {
    private static final Charset GB18030 = Charset.forName("GB18030");
    private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    static SourceText of(byte[] bytes) {
        boolean marked = bytes.length >= MARK.length
                && ByteBuffer.wrap(bytes, 0, MARK.length).equals(ByteBuffer.wrap(MARK));
        int start = marked ? MARK.length : 0;
        Attempt utf8 = Attempt.of(bytes, start, StandardCharsets.UTF_8);
        Attempt best = utf8.text() == null && !marked ? Attempt.of(bytes, start, GB18030) : utf8;
        // The encoding that gets further is the one that was meant.
        int end = Math.max(utf8.end(), best.end());
        return new SourceText(best.text(), best.text() == null ? line(bytes, end) : 0);
    }

    private static int line(byte[] bytes, int end) {
        int line = 1;
        for (int i = 0; i < end; i++) {
            line += bytes[i] == '\n' ? 1 : 0;
        }
        return line;
    }

    private record Attempt(String text, int end) {
        static Attempt of(byte[] bytes, int start, Charset charset) {
            ByteBuffer in = ByteBuffer.wrap(bytes, start, bytes.length - start);
            CharBuffer out = CharBuffer.allocate(bytes.length + 1);
            var decoder = charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT);
            CoderResult result = decoder.decode(in, out, true);
            if (!result.isError()) {
                result = decoder.flush(out);
            }
            return new Attempt(result.isError() ? null : out.flip().toString(), in.position());
        }
    }
}
