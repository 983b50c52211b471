package io.neiqin.platform.file.type;

import io.neiqin.platform.file.Incoming;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Text for people, in UTF-8 or GB18030: no character in it is for machines, and it is no page and no script. */
final class PlainText {

    private static final List<Charset> CHARSETS = List.of(StandardCharsets.UTF_8, Charset.forName("GB18030"));

    /** So many characters from the beginning say which kind of text it is. */
    private static final int HEAD = 4096;

    private static final Pattern MARKUP_OR_SCRIPT = Pattern.compile("\\A[\\uFEFF\\s]*(<|#!|\\{\\\\rtf|%!PS|%PDF)");
    private static final String FROM = "From: ";

    private PlainText() {}

    /** @param name ends in .csv for a table, which nothing else tells for certain */
    static Optional<FileType> typeOf(Incoming file, String name) throws IOException {
        for (Charset charset : CHARSETS) {
            String head = head(file, charset);
            if (head != null) {
                return typeOf(head, name);
            }
        }
        return Optional.empty();
    }

    private static Optional<FileType> typeOf(String head, String name) {
        if (MARKUP_OR_SCRIPT.matcher(head).find()) {
            return Optional.empty();
        }
        if (isMail(head)) {
            return Optional.of(FileType.EML);
        }
        return Optional.of(FileType.CSV.isNamed(name) ? FileType.CSV : FileType.TXT);
    }

    /**
     * Mail begins with fields, each of which may go on in lines that begin with a blank (RFC 5322), and one of them says
     * whom it is from. Line by line, for anybody can send a text made to keep a pattern busy.
     */
    private static boolean isMail(String head) {
        String[] lines = head.replace("\r\n", "\n").split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            if (lines[i].regionMatches(true, 0, FROM, 0, FROM.length())) {
                return true;
            }
            boolean goesOn = i > 0 && (lines[i].startsWith(" ") || lines[i].startsWith("\t"));
            if (!goesOn && !isField(lines[i])) {
                return false;
            }
        }
        return false;
    }

    private static boolean isField(String line) {
        int colon = line.indexOf(':');
        return colon > 0 && line.chars().limit(colon).allMatch(PlainText::isOfFieldName);
    }

    private static boolean isOfFieldName(int character) {
        return character >= 'A' && character <= 'Z'
                || character >= 'a' && character <= 'z'
                || character >= '0' && character <= '9'
                || character == '-';
    }

    /** Its beginning; null where it is not text in this charset to its end. */
    private static String head(Incoming file, Charset charset) throws IOException {
        var strict = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        StringBuilder head = new StringBuilder();
        char[] buffer = new char[8192];
        try (Reader text = new InputStreamReader(file.open(), strict)) {
            for (int read = text.read(buffer); read >= 0; read = text.read(buffer)) {
                for (int i = 0; i < read; i++) {
                    if (isForMachines(buffer[i])) {
                        return null;
                    }
                }
                head.append(buffer, 0, Math.min(read, HEAD - Math.min(HEAD, head.length())));
            }
            return head.toString();
        } catch (CharacterCodingException otherwise) {
            return null;
        }
    }

    private static boolean isForMachines(char character) {
        return character < ' ' && "\t\n\r\f".indexOf(character) < 0 || character == 0x7F;
    }
}
