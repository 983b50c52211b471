package io.neiqin.platform.file.type;

import io.neiqin.platform.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Documents that are zip archives of parts; an archive of anything else is none. */
final class Packed {

    private static final String OFFICE = "[Content_Types].xml";
    private static final Map<String, FileType> MAIN_PARTS = Map.of(
            "word/document.xml", FileType.DOCX,
            "xl/workbook.xml", FileType.XLSX,
            "ppt/presentation.xml", FileType.PPTX);

    private static final int MOST_PARTS = 10_000;

    private Packed() {}

    static Optional<FileType> typeOf(Path file, long unpacked) throws IOException {
        try (ZipFile parts = new ZipFile(file.toFile())) {
            Optional<FileType> type = typeOf(parts);
            if (type.isPresent()) {
                requireBounded(parts, unpacked);
            }
            return type;
        } catch (IllegalArgumentException unreadableNames) {
            throw new IOException(unreadableNames);
        }
    }

    private static Optional<FileType> typeOf(ZipFile parts) {
        if (parts.stream().anyMatch(part -> isMacros(part.getName()))) {
            return Optional.empty();
        }
        if (parts.getEntry("OFD.xml") != null) {
            return Optional.of(FileType.OFD);
        }
        return MAIN_PARTS.entrySet().stream()
                .filter(main -> parts.getEntry(OFFICE) != null && parts.getEntry(main.getKey()) != null)
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static boolean isMacros(String part) {
        return part.endsWith("vbaProject.bin");
    }

    /** Really unpacked, as far as allowed: what an archive says of its sizes may be a lie. */
    private static void requireBounded(ZipFile parts, long most) throws IOException {
        if (parts.size() > MOST_PARTS) {
            throw Problem.rule("file-unpacks-too-large", most);
        }
        byte[] buffer = new byte[64 * 1024];
        long size = 0;
        for (Enumeration<? extends ZipEntry> all = parts.entries(); all.hasMoreElements(); ) {
            try (InputStream part = parts.getInputStream(all.nextElement())) {
                for (int read = part.read(buffer); read >= 0; read = part.read(buffer)) {
                    size += read;
                    if (size > most) {
                        throw Problem.rule("file-unpacks-too-large", most);
                    }
                }
            }
        }
    }
}
