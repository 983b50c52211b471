package io.neiqin.platform.table;

import io.neiqin.platform.problem.Problem;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * In which encoding a text file is: by its byte order mark, else UTF-8 where all of it is valid UTF-8, else GB18030, of
 * which GBK and GB2312 are parts. Nothing is replaced: a file that is neither is refused.
 */
final class TextEncoding {

    private static final Charset GB18030 = Charset.forName("GB18030");
    private static final List<Charset> TRIED = List.of(StandardCharsets.UTF_8, GB18030);
    private static final int MARK = '\uFEFF';
    private static final int AT_ONCE = 16_384;
    private static final long NONE = 0;

    private TextEncoding() {}

    static Charset of(Path file) throws IOException {
        byte[] start;
        try (InputStream in = Files.newInputStream(file)) {
            start = in.readNBytes(3);
        }
        if (startsWith(start, 0xFF, 0xFE)) {
            return StandardCharsets.UTF_16LE;
        }
        if (startsWith(start, 0xFE, 0xFF)) {
            return StandardCharsets.UTF_16BE;
        }
        if (startsWith(start, 0xEF, 0xBB, 0xBF)) {
            return StandardCharsets.UTF_8;
        }
        long line = 0;
        for (Charset charset : TRIED) {
            long fault = fault(file, charset);
            if (fault == NONE) {
                return charset;
            }
            // It is meant in the one that comes farther.
            line = Math.max(line, fault);
        }
        throw Problem.rule("table-encoding", line);
    }

    /** Decodes strictly; a byte order mark is not part of the text. */
    static BufferedReader reader(Path file, Charset charset) throws IOException {
        var decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        BufferedReader reader =
                new BufferedReader(new InputStreamReader(new BufferedInputStream(Files.newInputStream(file)), decoder));
        reader.mark(1);
        if (reader.read() != MARK) {
            reader.reset();
        }
        return reader;
    }

    /** The first line that cannot be read, from 1; none where all of it can. */
    private static long fault(Path file, Charset charset) throws IOException {
        CharsetDecoder decoder = charset.newDecoder();
        ByteBuffer bytes = ByteBuffer.allocate(AT_ONCE);
        CharBuffer text = CharBuffer.allocate(AT_ONCE);
        long line = 1;
        try (FileChannel in = FileChannel.open(file)) {
            boolean ended = false;
            while (!ended) {
                ended = in.read(bytes) < 0;
                // There is no text with more characters than bytes.
                CoderResult read = decoder.decode(bytes.flip(), text, ended);
                line += text.flip()
                        .chars()
                        .filter(character -> character == '\n')
                        .count();
                if (read.isError()) {
                    return line;
                }
                bytes.compact();
                text.clear();
            }
            return NONE;
        }
    }

    private static boolean startsWith(byte[] start, int... mark) {
        byte[] wanted = new byte[mark.length];
        for (int i = 0; i < mark.length; i++) {
            wanted[i] = (byte) mark[i];
        }
        return start.length >= wanted.length && Arrays.equals(start, 0, wanted.length, wanted, 0, wanted.length);
    }
}
