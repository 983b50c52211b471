package io.neiqin.platform.file.type;

import io.neiqin.platform.file.Incoming;
import io.neiqin.platform.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Tells what a file is by its content alone. What is not recognised for certain is refused: a list of what is dangerous
 * would never be complete. Blocking.
 */
public final class Inspection {

    /** So many bytes from the beginning say what it may be. */
    private static final int HEAD = 64;

    /** With its version, as 1.7 (ISO 32000); without, any page could call itself one. */
    private static final Pattern PDF = Pattern.compile("%PDF-[0-9]\\.[0-9]");

    private static final byte[] ZIP = {'P', 'K', 3, 4};
    private static final byte[] OLE = {
        (byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, (byte) 0xA1, (byte) 0xB1, 0x1A, (byte) 0xE1
    };
    private static final byte[] JPEG = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF};
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    private static final List<byte[]> TIFF = List.of(new byte[] {'I', 'I', 42, 0}, new byte[] {'M', 'M', 0, 42});
    private static final List<String> HEIC = List.of("heic", "heix", "heim", "heis", "mif1");

    private Inspection() {}

    /**
     * What it is. Refuses with 422 {@code file-empty}, with 415 {@code file-type-refused} what is none of the allowed,
     * cannot be recognised or carries macros (宏), and with 422 {@code file-unpacks-too-large} what would become too large
     * when opened.
     *
     * @param name says no more than whether a plain text is a table
     * @param unpacked so large, in bytes, may all be that is packed in it
     */
    public static FileType of(Incoming file, String name, Collection<FileType> allowed, long unpacked) {
        if (file.size() == 0) {
            throw Problem.rule("file-empty");
        }
        try {
            return recognised(file, name, unpacked).filter(allowed::contains).orElseThrow(() -> refused(allowed));
        } catch (IOException broken) {
            // It begins as one of ours and is none.
            throw refused(allowed);
        }
    }

    private static Problem refused(Collection<FileType> allowed) {
        List<String> names = allowed.stream()
                .map(type -> type.name().toLowerCase(Locale.ROOT))
                .sorted()
                .toList();
        return Problem.unsupported("file-type-refused").with("allowed", names);
    }

    private static Optional<FileType> recognised(Incoming file, String name, long unpacked) throws IOException {
        byte[] head;
        try (InputStream content = file.open()) {
            head = content.readNBytes(HEAD);
        }
        if (begins(head, ZIP)) {
            return Packed.typeOf(file.path(), unpacked);
        }
        if (begins(head, OLE)) {
            return Compound.typeOf(file);
        }
        Optional<FileType> picture = picture(head);
        return picture.isPresent() ? picture : PlainText.typeOf(file, name);
    }

    private static Optional<FileType> picture(byte[] head) {
        String text = new String(head, StandardCharsets.ISO_8859_1);
        if (PDF.matcher(text).lookingAt()) {
            return Optional.of(FileType.PDF);
        }
        if (begins(head, JPEG)) {
            return Optional.of(FileType.JPEG);
        }
        if (begins(head, PNG)) {
            return Optional.of(FileType.PNG);
        }
        if (TIFF.stream().anyMatch(order -> begins(head, order))) {
            return Optional.of(FileType.TIFF);
        }
        if (text.startsWith("RIFF") && text.startsWith("WEBP", 8)) {
            return Optional.of(FileType.WEBP);
        }
        boolean heic = text.startsWith("ftyp", 4) && HEIC.stream().anyMatch(brand -> text.startsWith(brand, 8));
        return heic ? Optional.of(FileType.HEIC) : Optional.empty();
    }

    private static boolean begins(byte[] head, byte[] signature) {
        return head.length >= signature.length
                && Arrays.equals(head, 0, signature.length, signature, 0, signature.length);
    }
}
