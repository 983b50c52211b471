package io.neiqin.platform.file.type;

import java.util.List;
import java.util.Locale;

/** A kind of file that can be told by its content. */
public enum FileType {
    PDF("application/pdf", "pdf"),
    JPEG("image/jpeg", "jpg", "jpeg"),
    PNG("image/png", "png"),
    TIFF("image/tiff", "tif", "tiff"),
    WEBP("image/webp", "webp"),
    /** As telephones take pictures. */
    HEIC("image/heic", "heic", "heif"),
    DOCX("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
    XLSX("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
    PPTX("application/vnd.openxmlformats-officedocument.presentationml.presentation", "pptx"),
    DOC("application/msword", "doc"),
    XLS("application/vnd.ms-excel", "xls"),
    /** Electronic invoices and official papers (版式文件, GB/T 33190). */
    OFD("application/ofd", "ofd"),
    EML("message/rfc822", "eml"),
    CSV("text/csv", "csv"),
    TXT("text/plain", "txt");

    private final String mediaType;
    private final List<String> extensions;

    FileType(String mediaType, String... extensions) {
        this.mediaType = mediaType;
        this.extensions = List.of(extensions);
    }

    public String mediaType() {
        return mediaType;
    }

    /** The name, with this type's ending where it has another: who opens the file is told by its name what it is. */
    public String named(String name) {
        return isNamed(name) ? name : name + "." + extensions.get(0);
    }

    boolean isNamed(String name) {
        String small = name.toLowerCase(Locale.ROOT);
        return extensions.stream().anyMatch(extension -> small.endsWith("." + extension));
    }
}
