package io.neiqin.platform.file.type;

import static io.neiqin.platform.file.type.Samples.bytes;
import static io.neiqin.platform.file.type.Samples.ole;
import static io.neiqin.platform.file.type.Samples.zip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.neiqin.platform.file.Incoming;
import io.neiqin.platform.file.ReceivedFiles;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class InspectionTest {

    private static final Set<FileType> ALL = EnumSet.allOf(FileType.class);
    private static final long UNPACKED = 1_000_000;

    @TempDir
    Path folder;

    static Stream<Arguments> known() {
        return Stream.of(
                Arguments.of(FileType.PDF, Samples.pdf("x")),
                Arguments.of(FileType.PDF, bytes("%PDF-2.0\r\n%\u00e2\u00e3\u00cf\u00d3\r\n")),
                Arguments.of(FileType.JPEG, bytes("\u00ff\u00d8\u00ff\u00e0\0\20JFIF\0")),
                Arguments.of(FileType.PNG, bytes("\u0089PNG\r\n\u001a\n\0\0\0\rIHDR")),
                Arguments.of(FileType.TIFF, bytes("II*\0\10\0\0\0")),
                Arguments.of(FileType.TIFF, bytes("MM\0*\0\0\0\10")),
                Arguments.of(FileType.WEBP, bytes("RIFF\20\0\0\0WEBPVP8 ")),
                Arguments.of(FileType.HEIC, bytes("\0\0\0\30ftypheic\0\0\0\0")),
                Arguments.of(FileType.DOCX, zip("[Content_Types].xml", "word/document.xml")),
                Arguments.of(FileType.XLSX, Samples.xlsx()),
                Arguments.of(FileType.PPTX, zip("[Content_Types].xml", "ppt/presentation.xml")),
                Arguments.of(FileType.OFD, zip("OFD.xml", "Doc_0/Document.xml")),
                Arguments.of(FileType.DOC, ole("Root Entry", "WordDocument", "1Table")),
                Arguments.of(FileType.XLS, ole("Root Entry", "Workbook")),
                Arguments.of(
                        FileType.EML, bytes("Received: from a\r\n\tby b\r\nFrom: a@b.cn\r\nSubject: x\r\n\r\nhello")),
                Arguments.of(FileType.EML, bytes("from: a@b.cn\n")),
                Arguments.of(FileType.EML, bytes("Subject:x\n y\nX-1: \n\ta: b\nFROM: a@b.cn")),
                Arguments.of(FileType.TXT, bytes("Subject: x\n\nFrom: a@b.cn\n")),
                Arguments.of(FileType.TXT, bytes(" x\nFrom: a@b.cn\n")),
                Arguments.of(FileType.TXT, bytes("Dear Sir: \nno field\nFrom: a@b.cn\n")),
                Arguments.of(FileType.TXT, bytes(": x\nFrom: a@b.cn\n")),
                Arguments.of(FileType.TXT, bytes("Subject: x\n From: a@b.cn\n")),
                Arguments.of(FileType.TXT, "订货：水泵 2 台".getBytes(StandardCharsets.UTF_8)),
                Arguments.of(FileType.TXT, "订货：水泵 2 台".getBytes(Charset.forName("GB18030"))),
                Arguments.of(FileType.TXT, bytes("\u00ef\u00bb\u00bfplain")));
    }

    @ParameterizedTest
    @MethodSource("known")
    void tells_whatItIs_whateverItIsCalled(FileType type, byte[] content) throws Exception {
        assertThat(inspect(content, "invoice.exe")).isEqualTo(type);
    }

    @Test
    void tells_atOnce_whateverItWasMadeFor() {
        String manyWays = "Key: value\n".repeat(60);
        String deep = "a:\n".repeat(1365) + "From: x\n";
        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
            assertThat(inspect(bytes(manyWays), "a.txt")).isEqualTo(FileType.TXT);
            assertThat(inspect(bytes(deep), "a.txt")).isEqualTo(FileType.TXT);
            assertThat(inspect(bytes(deep.substring(300)), "a.txt")).isEqualTo(FileType.EML);
        });
    }

    @Test
    void tellsATableFromATextByItsName_forNothingElseDoes() throws Exception {
        assertThat(inspect(bytes("a,b\n1,2\n"), "a.CSV")).isEqualTo(FileType.CSV);
        assertThat(inspect(Samples.pdf("x"), "a.csv")).isEqualTo(FileType.PDF);
    }

    static Stream<Arguments> refused() {
        byte[] cut = Samples.xlsx();
        return Stream.of(
                Arguments.of("a program", Samples.EXE),
                Arguments.of("a program of Linux", bytes("\u007fELF\2\1\1\0\0\0")),
                Arguments.of("a page", Samples.HTML),
                Arguments.of(
                        "a page that calls itself a document", bytes("%PDF-<html><script>alert(1)</script></html>")),
                Arguments.of("a document of no version", bytes("%PDF-1 ")),
                Arguments.of("a page behind a mark", bytes("\u00ef\u00bb\u00bf <html>")),
                Arguments.of("a picture that is a page", Samples.SVG),
                Arguments.of("a script", bytes("#!/bin/sh\nrm -rf /\n")),
                Arguments.of("any archive", zip("a.exe")),
                Arguments.of("half an archive", Arrays.copyOf(cut, cut.length / 2)),
                Arguments.of("an archive of pages that says it is a document", zip("word/document.xml")),
                Arguments.of("macros", zip("[Content_Types].xml", "xl/workbook.xml", "xl/vbaProject.bin")),
                Arguments.of("old macros", ole("Root Entry", "Workbook", "_VBA_PROJECT_CUR")),
                Arguments.of("an installer", ole("Root Entry", "SummaryInformation")),
                Arguments.of("text with something in it", bytes("hello\0world")),
                Arguments.of("text of no charset", new byte[] {(byte) 0xff, (byte) 0xff, 'a'}));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void refuses(String what, byte[] content) {
        for (String innocent : new String[] {"order.pdf", "order.csv", "order.txt"}) {
            assertThatThrownBy(() -> inspect(content, innocent)).as(what).hasMessage("415 file-type-refused");
        }
    }

    @Test
    void refuses_whatIsNotOnTheList() throws Exception {
        try (Incoming file = ReceivedFiles.of(Samples.pdf("x"), folder)) {
            assertThatThrownBy(() -> Inspection.of(file, "a.pdf", EnumSet.of(FileType.PNG), UNPACKED))
                    .hasMessage("415 file-type-refused");
        }
    }

    @Test
    void refuses_whatIsEmpty() {
        assertThatThrownBy(() -> inspect(new byte[0], "a.pdf")).hasMessage("422 file-empty");
    }

    @Test
    void refuses_whatWouldBecomeTooLarge() throws Exception {
        byte[] bomb = zip(600_000, "[Content_Types].xml", "xl/workbook.xml");
        assertThat(bomb.length).isLessThan(5_000);
        assertThatThrownBy(() -> inspect(bomb, "a.xlsx")).hasMessage("422 file-unpacks-too-large");
        assertThat(inspect(zip(400_000, "[Content_Types].xml", "xl/workbook.xml"), "a.xlsx"))
                .isEqualTo(FileType.XLSX);
    }

    @Test
    void namesAFile_asWhatItIs() {
        assertThat(FileType.PDF.named("order.exe")).isEqualTo("order.exe.pdf");
        assertThat(FileType.PDF.named("订单.PDF")).isEqualTo("订单.PDF");
        assertThat(FileType.JPEG.named("a.jpeg")).isEqualTo("a.jpeg");
    }

    private FileType inspect(byte[] content, String name) throws Exception {
        try (Incoming file = ReceivedFiles.of(content, folder)) {
            return Inspection.of(file, name, ALL, UNPACKED);
        }
    }
}
