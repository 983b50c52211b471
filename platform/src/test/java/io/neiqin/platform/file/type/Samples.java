package io.neiqin.platform.file.type;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Files as small as they can be and still be what they are. */
public final class Samples {

    public static final byte[] EXE =
            bytes("MZ\u0090\0\3\0\0\0\4\0\0\0\u00ff\u00ff\0\0This program cannot be run in DOS mode.\r\n$");
    public static final byte[] HTML = bytes("\n<!DOCTYPE html><html><script>alert(1)</script></html>");
    public static final byte[] SVG = bytes("<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>");

    private Samples() {}

    /** One byte a character. */
    public static byte[] bytes(String latin1) {
        return latin1.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** With this text in it. */
    public static byte[] pdf(String text) {
        return bytes("%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\n% " + text + "\ntrailer<</Root 1 0 R>>\n%%EOF\n");
    }

    /** An archive with these parts, each with a few bytes in it. */
    public static byte[] zip(String... parts) {
        return zip(10, parts);
    }

    /** @param size of each part; zeros, which pack well */
    public static byte[] zip(int size, String... parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (String part : parts) {
                zip.putNextEntry(new ZipEntry(part));
                zip.write(new byte[size]);
            }
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        return bytes.toByteArray();
    }

    public static byte[] xlsx() {
        return zip("[Content_Types].xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml");
    }

    /** A compound file with a directory of these streams. */
    public static byte[] ole(String... streams) {
        byte[] file = new byte[512 + 128 * streams.length];
        byte[] signature = bytes("\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1");
        System.arraycopy(signature, 0, file, 0, signature.length);
        for (int i = 0; i < streams.length; i++) {
            int entry = 512 + 128 * i;
            byte[] name = streams[i].getBytes(StandardCharsets.UTF_16LE);
            System.arraycopy(name, 0, file, entry, name.length);
            file[entry + 64] = (byte) (name.length + 2);
            file[entry + 66] = 2;
        }
        return file;
    }
}
