package io.neiqin.platform.file.type;

import io.neiqin.platform.file.Incoming;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Documents of Office before 2007: compound files, whose directory names their streams. Installers and mails are such files,
 * too, and have other streams.
 */
final class Compound {

    /** An entry of the directory: its name in UTF-16LE, at 64 the name's length in bytes with its end, at 66 the kind. */
    private static final int ENTRY = 128;

    private static final int LENGTH = 64;
    private static final int KIND = 66;
    private static final int STORAGE = 1;
    private static final int STREAM = 2;

    private static final Set<String> MACROS = Set.of("_VBA_PROJECT", "_VBA_PROJECT_CUR", "VBA", "Macros");

    private Compound() {}

    static Optional<FileType> typeOf(Incoming file) throws IOException {
        Set<String> names = names(file);
        if (names.stream().anyMatch(MACROS::contains)) {
            return Optional.empty();
        }
        if (names.contains("WordDocument")) {
            return Optional.of(FileType.DOC);
        }
        return names.contains("Workbook") || names.contains("Book") ? Optional.of(FileType.XLS) : Optional.empty();
    }

    /** Sectors have whole entries only, so that wherever the directory lies, its entries lie at multiples of their size. */
    private static Set<String> names(Incoming file) throws IOException {
        Set<String> names = new HashSet<>();
        byte[] entry = new byte[ENTRY];
        try (InputStream content = file.open()) {
            while (content.readNBytes(entry, 0, ENTRY) == ENTRY) {
                int length = (entry[LENGTH] & 0xFF) | (entry[LENGTH + 1] & 0xFF) << 8;
                boolean named = length > 2 && length <= LENGTH && length % 2 == 0;
                if (named && (entry[KIND] == STORAGE || entry[KIND] == STREAM)) {
                    names.add(new String(entry, 0, length - 2, StandardCharsets.UTF_16LE));
                }
            }
        }
        return names;
    }
}
