package io.neiqin.platform.table;

import io.neiqin.platform.problem.Problem;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
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
        for (Charset charset : TRIED) {
            if (isAll(file, charset)) {
                return charset;
            }
        }
        throw Problem.rule("table-encoding", 1);
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

    private static boolean isAll(Path file, Charset charset) throws IOException {
        char[] buffer = new char[16_384];
        try (Reader reader = reader(file, charset)) {
            while (reader.read(buffer) >= 0) {
                // only whether it can be read
            }
            return true;
        } catch (CharacterCodingException other) {
            return false;
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
